// What slides up inside one phone. The rest of that phone rests meanwhile; Escape or the dark area close it.
import { button, h, living } from './dom.js';
import { icon } from './icons.js';

/** Opens a sheet in `host`; returns the function that closes it. */
export function openSheet(host, title, body, foot = null) {
  const before = document.activeElement;
  const rest = [...host.children];
  const close = () => {
    layer.remove();
    rest.forEach((node) => { node.inert = false; });
    living(before)?.focus();
  };
  const panel = h('div', { class: 'sheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': title },
    h('div', { class: 'sheet-head' }, h('h3', {}, title), button('Cerrar', close, { class: 'round' }, icon('close'))),
    h('div', { class: 'sheet-body' }, body),
    foot && h('div', { class: 'sheet-foot' }, foot));
  const layer = h('div', { class: 'layer', on: { keydown: (event) => { if (event.key === 'Escape') { event.stopPropagation(); close(); } } } },
    h('button', { type: 'button', class: 'scrim', tabindex: -1, 'aria-hidden': 'true', on: { click: close } }), panel);
  rest.forEach((node) => { node.inert = true; });
  host.append(layer);
  (panel.querySelector('[autofocus]') ?? panel.querySelector('.sheet-body button, .sheet-body input') ?? panel.querySelector('button'))?.focus({ preventScroll: true });
  return close;
}
