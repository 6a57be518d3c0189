// What happened so far, in numbers, refreshed while somebody looks.
import { api } from './api.js';
import { h } from './dom.js';

const NAMES = [
  ['inbound', 'Mensajes de personas'],
  ['sends_accepted', 'Mensajes del servidor'],
  ['refused', 'Rechazados'],
  ['failed', 'No entregados'],
  ['webhooks_acked', 'Avisos recibidos'],
  ['webhooks_redelivered', 'Avisos repetidos'],
  ['media_downloaded', 'Archivos descargados'],
];

/** The figures; they only ask while they are on the screen. */
export function figures() {
  const list = h('dl', { class: 'figures' });
  const refresh = async () => {
    if (!list.offsetParent || document.hidden) return;
    const counters = await api.counters().catch(() => null);
    if (counters) list.replaceChildren(...NAMES.flatMap(([key, name]) => [h('dt', {}, name), h('dd', {}, value(counters, key))]));
  };
  setInterval(refresh, 2000);
  new IntersectionObserver(() => void refresh()).observe(list);
  return [h('h2', {}, 'Cuentas'), list];
}

function value(counters, key) {
  if (key === 'refused') return codes(counters.sends_refused);
  if (key === 'failed') return codes(counters.sends_failed);
  return String(counters[key]);
}

function codes(byCode) {
  const entries = Object.entries(byCode);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  return total ? `${total} (${entries.map(([code]) => (code === '0' ? 'HTML' : code)).join(', ')})` : '0';
}
