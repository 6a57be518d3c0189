// A schematic plan of Saltillo as SVG: no internet, no tiles.
import { svg } from './dom.js';
import { CENTRE, CITY, HILLS, LABELS, NEIGHBOUR, ROADS } from './places.js';

/** Units for one degree of latitude. */
const SCALE = 10000;
const SQUEEZE = Math.cos((CENTRE[0] * Math.PI) / 180);

export function project(latitude, longitude) {
  return [(longitude - CENTRE[1]) * SQUEEZE * SCALE, (CENTRE[0] - latitude) * SCALE];
}

export function unproject(x, y) {
  return [CENTRE[0] - y / SCALE, CENTRE[1] + x / SQUEEZE / SCALE];
}

const path = (points) => points.map(([latitude, longitude], at) => `${at ? 'L' : 'M'}${project(latitude, longitude).map((value) => value.toFixed(1)).join(' ')}`).join('');

/** A made-up net of streets inside the city, turned a little as the real one is. */
const STREETS = streets(24, 0.21);

function streets(gap, turn) {
  const city = CITY.map(([latitude, longitude]) => project(latitude, longitude));
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  let d = '';
  for (let line = -1400; line <= 1400; line += gap) {
    for (const across of [false, true]) {
      let drawing = false;
      for (let along = -1400; along <= 1400; along += gap) {
        const [u, v] = across ? [line, along] : [along, line];
        const [x, y] = [u * cos - v * sin, u * sin + v * cos];
        const inside = contains(city, x, y);
        if (inside) d += `${drawing ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
        drawing = inside;
      }
    }
  }
  return d;
}

function contains(outline, x, y) {
  let inside = false;
  outline.forEach(([ax, ay], at) => {
    const [bx, by] = outline[(at + 1) % outline.length];
    if ((ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

/** The plan around a point; `span` = width in units, `ratio` = height by width. */
export function drawMap(latitude, longitude, span, ratio) {
  const [x, y] = project(latitude, longitude);
  const height = span * ratio;
  const unit = span / 360;
  const map = svg('svg', { viewBox: `${x - span / 2} ${y - height / 2} ${span} ${height}`, preserveAspectRatio: 'xMidYMid slice', role: 'img', 'aria-label': 'Plano esquemático de Saltillo' });
  map.append(svg('rect', { class: 'm-land', x: x - span * 2, y: y - span * 2, width: span * 4, height: span * 4 }),
    ...HILLS.map((hill) => svg('path', { class: 'm-hill', d: `${path(hill)}Z` })),
    svg('path', { class: 'm-city', d: `${path(CITY)}Z`, 'stroke-width': unit }),
    svg('path', { class: 'm-out', d: `${path(NEIGHBOUR)}Z`, 'stroke-width': unit }),
    grid(x, y, span, unit),
    span < 1000 ? svg('path', { class: 'm-street', d: STREETS, 'stroke-width': Math.max(1.2, unit * 1.6) }) : svg('g'),
    ...ROADS.map(([, road]) => svg('path', { class: 'm-edge', d: path(road), 'stroke-width': unit * 6 })),
    ...ROADS.map(([, road]) => svg('path', { class: 'm-road', d: path(road), 'stroke-width': unit * 4 })),
    ...LABELS.filter(([, , , detail]) => (detail ? span < 1600 : span >= 600)).map(([text, ...at]) => label(text, at, unit)));
  return map;
}

function grid(x, y, span, unit) {
  const step = span > 900 ? 100 : span > 300 ? 50 : 10;
  const [left, top] = [Math.floor((x - span) / step) * step, Math.floor((y - span) / step) * step];
  let lines = '';
  for (let at = 0; at <= (span * 2) / step; at += 1) {
    lines += `M${left + at * step} ${top}v${span * 2}M${left} ${top + at * step}h${span * 2}`;
  }
  return svg('path', { class: 'm-grid', d: lines, 'stroke-width': unit * 0.7 });
}

function label(text, [latitude, longitude, detail], unit) {
  const [x, y] = project(latitude, longitude);
  return svg('text', { class: 'm-text', x, y, 'font-size': unit * (detail ? 10.5 : 13), 'font-weight': detail ? 400 : 600, 'stroke-width': unit * 3 }, text);
}

/** A pin whose point is at the place. */
export function pin(latitude, longitude, unit) {
  const [x, y] = project(latitude, longitude);
  return svg('path', { class: 'm-pin', transform: `translate(${x} ${y}) scale(${unit})`, 'stroke-width': 1.5, d: 'M0 0C-9-11-11-15-11-20a11 11 0 0 1 22 0c0 5-2 9-11 20z M0-24a4 4 0 1 0 0 8 4 4 0 0 0 0-8z', 'fill-rule': 'evenodd' });
}
