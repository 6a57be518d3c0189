// Messages a bot rarely meets and must survive.
import { h } from './dom.js';
import { openSheet } from './sheet.js';

const KINDS = [
  ['Encuesta', 'No admitida por la API', { type: 'unsupported', kind: 'poll_creation' }],
  ['Ubicación en vivo', 'No admitida por la API', { type: 'unsupported', kind: 'location' }],
  ['Mensaje no disponible', 'Error 131060: hay que pedir que lo reenvíe', { type: 'unsupported', code: 131060 }],
  ['Texto reenviado muchas veces', 'Una cadena de WhatsApp', { type: 'text', body: 'URGENTE pásalo: están robando niños en una camioneta blanca!!!', frequently_forwarded: true }],
  ['Mensaje de hace 6 días', 'Llega tarde, después de una caída', { type: 'text', body: 'Sigue tirada la barda de la esquina', age_seconds: 518400 }],
  ['Texto muy largo', '5,000 letras', { type: 'text', body: 'No hay luz en toda la colonia. '.repeat(167) }],
  ['Sólo emojis', '', { type: 'text', body: '🚨🚨🚨' }],
  ['Pedido de catálogo', '', { type: 'order', order: { catalog_id: '1', text: '', product_items: [{ product_retailer_id: 'a1', quantity: 1, item_price: 10, currency: 'MXN' }] } }],
  ['Tipo desconocido', 'Lo que Meta invente mañana', { type: 'raw', message: { type: 'hologram', hologram: { id: '1' } } }],
];

/** Opens the list. */
export function openOther(phone) {
  const lines = h('div', { class: 'lines' }, KINDS.map(([name, note, content]) =>
    h('button', { type: 'button', on: { click: () => { close(); void phone.send(content); } } }, name, note ? h('small', {}, note) : null)));
  const close = openSheet(phone.frame, 'Otros mensajes', lines);
}
