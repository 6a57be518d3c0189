// Choosing a place: drag the pin, tap the plan, type coordinates, or take a preset.
import { button, field, h } from './dom.js';
import { icon } from './icons.js';
import { drawMap, pin, project, unproject } from './map.js';
import { CENTRE, PRESETS } from './places.js';
import { openSheet } from './sheet.js';

const RATIO = 232 / 320;
const SPANS = [60, 140, 320, 700, 1500, 3000];

/** Opens the picker; `request` is the bubble that asked, if any. */
export function openPlace(phone, request = null) {
  const at = { latitude: CENTRE[0], longitude: CENTRE[1], zoom: 3, name: '' };
  let view = { ...at };
  const frame = h('div', { class: 'map', tabindex: 0, role: 'application', 'aria-label': 'Plano: las flechas mueven el punto' });
  const latitude = h('input', { inputmode: 'decimal', 'aria-label': 'Latitud' });
  const longitude = h('input', { inputmode: 'decimal', 'aria-label': 'Longitud' });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const zoomBy = (step) => {
    at.zoom = Math.min(SPANS.length - 1, Math.max(0, at.zoom + step));
    view = { ...at };
    draw();
  };
  const zoom = h('div', { class: 'zoom' }, button('Acercar', () => zoomBy(-1), {}, icon('plus')), button('Alejar', () => zoomBy(1), {}, icon('minus')));

  function draw() {
    const span = SPANS[at.zoom];
    const map = drawMap(view.latitude, view.longitude, span, RATIO);
    map.append(pin(at.latitude, at.longitude, span / 360));
    frame.replaceChildren(map, zoom);
    latitude.value = at.latitude.toFixed(6);
    longitude.value = at.longitude.toFixed(6);
    problem.textContent = '';
  }

  function moveTo(newLatitude, newLongitude, name = '', recentre = true) {
    Object.assign(at, { latitude: newLatitude, longitude: newLongitude, name });
    if (recentre) view = { ...at };
    draw();
  }

  function drag(event) {
    if (event.type === 'pointermove' && event.buttons === 0) return;
    const map = frame.querySelector('svg');
    const matrix = map.getScreenCTM()?.inverse();
    if (!matrix || event.target.closest('.zoom')) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    moveTo(...unproject(point.x, point.y), '', false);
  }
  frame.addEventListener('pointerdown', (event) => {
    if (event.target.closest('.zoom')) return;
    frame.setPointerCapture(event.pointerId);
    drag(event);
  });
  frame.addEventListener('pointermove', drag);
  frame.addEventListener('wheel', (event) => { event.preventDefault(); zoomBy(Math.sign(event.deltaY)); }, { passive: false });
  frame.addEventListener('keydown', (event) => {
    const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (event.key === '+' || event.key === '-') zoomBy(event.key === '+' ? -1 : 1);
    if (!steps || event.target !== frame) return;
    event.preventDefault();
    const [x, y] = project(at.latitude, at.longitude);
    moveTo(...unproject(x + (steps[0] * SPANS[at.zoom]) / 40, y + (steps[1] * SPANS[at.zoom]) / 40));
  });
  const typed = () => {
    const [north, east] = [Number(latitude.value.replace(',', '.')), Number(longitude.value.replace(',', '.'))];
    const fine = latitude.value && longitude.value && Math.abs(north) <= 90 && Math.abs(east) <= 180;
    if (fine) moveTo(north, east);
    else problem.textContent = 'Escribe latitud (−90 a 90) y longitud (−180 a 180).';
    return Boolean(fine);
  };
  latitude.addEventListener('change', typed);
  longitude.addEventListener('change', typed);

  const presets = h('div', { class: 'chips' }, PRESETS.map(([name, north, east]) => button(name, () => moveTo(north, east, name.startsWith('Fuera') ? '' : name))));
  const go = () => {
    if (problem.textContent) return;
    close();
    void phone.send({ type: 'location', latitude: round(at.latitude), longitude: round(at.longitude), name: at.name || undefined, address: at.name ? 'Saltillo, Coahuila' : undefined, reply_to: request?.id });
  };
  draw();
  const close = openSheet(phone.frame, 'Enviar ubicación', [frame, presets,
    h('div', { class: 'two' }, field('Latitud', latitude), field('Longitud', longitude)), problem,
    h('p', { class: 'hint' }, 'Plano esquemático, sin internet: las calles no son exactas; las coordenadas sí.')],
    button('Enviar esta ubicación', go, { class: 'solid' }));
  frame.focus({ preventScroll: true });
}

const round = (value) => Math.round(value * 1e6) / 1e6;
