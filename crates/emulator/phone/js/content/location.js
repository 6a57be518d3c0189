// A place on the schematic plan.
import { h } from '../dom.js';
import { drawMap, pin } from '../map.js';

export function location(_phone, bubble) {
  const [latitude, longitude] = [Number(bubble.content.latitude), Number(bubble.content.longitude)];
  const map = drawMap(latitude, longitude, 420, 124 / 280);
  map.append(pin(latitude, longitude, 420 / 300));
  const exact = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const { name, address } = bubble.content;
  return { look: 'wide', inside: [h('span', { class: 'pin' }, map), name ? h('b', { class: 'said' }, name, '\n') : null, h('span', { class: 'foot' }, address ? `${address} · ${exact}` : exact)] };
}
