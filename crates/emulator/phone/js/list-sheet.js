// The sheet of a list message: sections of rows, one choice.
import { h } from './dom.js';
import { openSheet } from './sheet.js';

/** Opens the list of a bubble. */
export function openList(phone, bubble) {
  const { action } = bubble.content;
  let chosen = null;
  const send = h('button', { type: 'button', class: 'solid', disabled: true, on: { click: () => { close(); void phone.send({ type: 'tap', choice: chosen, message_id: bubble.id }); } } }, 'Enviar');
  const choose = (id) => {
    chosen = id;
    send.disabled = false;
  };
  const body = h('div', { class: 'options', role: 'radiogroup', 'aria-label': action.button },
    action.sections.map((section) => [section.title ? h('h4', {}, section.title) : null, section.rows.map((row) => option(row, bubble.id, choose))]));
  const close = openSheet(phone.frame, action.button, body, send);
}

function option(row, group, choose) {
  return h('label', { class: 'option' }, h('span', {}, row.title),
    h('input', { type: 'radio', name: `list-${group}`, value: row.id, on: { change: () => choose(row.id) } }),
    row.description ? h('small', {}, row.description) : null);
}
