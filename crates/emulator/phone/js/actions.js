// What a thumb can do with a bubble.
import { api, attempt } from './api.js';
import { button, field, h, toast } from './dom.js';
import { icon } from './icons.js';
import { openPopup } from './popup.js';
import { openSheet } from './sheet.js';

const FACES = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** Opens the menu of a bubble. */
export function openActions(phone, bubble, anchor) {
  const faces = h('div', { class: 'faces' }, FACES.map((emoji) => h('button', {
    type: 'button', role: 'menuitemcheckbox', 'aria-label': `Reaccionar con ${emoji}`, 'aria-checked': String(bubble.citizen_reaction === emoji),
    on: { click: () => phone.send({ type: 'reaction', message_id: bubble.id, emoji: bubble.citizen_reaction === emoji ? '' : emoji }) },
  }, emoji)));
  const own = bubble.side === 'citizen';
  const items = [
    ['reply', 'Responder', () => phone.composer.replyTo(bubble)],
    own && bubble.kind === 'text' && ['edit', 'Editar', () => edit(phone, bubble)],
    own && ['trash', 'Eliminar', () => phone.send({ type: 'revoke', message_id: bubble.id })],
    own && ['repeat', 'Entregar otra vez (duplicado)', async () => { await attempt(() => api.duplicate(phone.id, bubble.id)); toast('El mismo mensaje llegó dos veces al servidor.'); }],
  ].filter(Boolean);
  openPopup(phone.frame, anchor, 'Opciones del mensaje', [faces, ...items.map(([name, label, action]) =>
    h('button', { type: 'button', role: 'menuitem', class: 'item', on: { click: action } }, icon(name), label))]);
}

function edit(phone, bubble) {
  const input = h('textarea', { rows: 3, value: bubble.text, autofocus: true });
  const go = async () => {
    close();
    await phone.send({ type: 'edit', message_id: bubble.id, body: input.value });
  };
  const close = openSheet(phone.frame, 'Editar mensaje', [
    field('Mensaje', input),
    h('p', { class: 'hint' }, 'WhatsApp no entrega las ediciones a este tipo de número: el servidor sólo se entera de que hubo una.'),
  ], button('Guardar', go, { class: 'solid' }));
}
