// The frame of every bubble: quote, content, time, ticks, reactions, options.
import { openActions } from './actions.js';
import { content } from './content/index.js';
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { summary, unmarked } from './summary.js';
import { hour } from './time.js';

const TICKS = {
  accepted: ['wait', 'esperando conexión'], sent: ['sent', 'enviado'], delivered: ['twice', 'recibido por el servidor'], read: ['twice', 'leído'], played: ['twice', 'leído'],
};

/** A row of the thread. */
export function drawBubble(phone, bubble) {
  if (bubble.status === 'failed') return failedNote(bubble);
  if (bubble.kind === 'system') return h('div', { class: 'note' }, 'Esta persona cambió de número. El servidor ya lo sabe.');
  const who = bubble.side === 'citizen' ? phone.person().contact.name : 'Ventanilla';
  const parts = bubble.revoked ? { inside: [h('span', { class: 'gone' }, 'Eliminaste este mensaje')] } : content(phone, bubble);
  const frame = h('div', { class: `bubble ${parts.look ?? ''}` },
    h('span', { class: 'visually-hidden', id: `who-${bubble.id}` }, `${who}: `),
    bubble.forwarded && h('span', { class: 'forwarded' }, icon('forward'), 'Reenviado'),
    quote(phone, bubble),
    parts.inside,
    meta(bubble),
    parts.choices?.length ? h('div', { class: 'choices' }, parts.choices) : null,
    reactions(bubble));
  const more = button(`Opciones de: ${summary(bubble)}`.slice(0, 90), () => openActions(phone, bubble, more), { class: 'more', tabindex: -1, 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, icon('down'));
  const reacted = bubble.citizen_reaction || bubble.business_reaction;
  return h('div', { class: `row ${bubble.side}${reacted ? ' reacted' : ''}`, role: 'article', 'aria-labelledby': `who-${bubble.id}`, data: { id: bubble.id } }, frame, bubble.revoked ? null : more);
}

function meta(bubble) {
  const tick = bubble.side === 'citizen' ? TICKS[bubble.status] : null;
  const isRead = bubble.status === 'read' || bubble.status === 'played';
  return h('span', { class: 'meta' }, bubble.edited ? 'editado' : null, h('time', { datetime: new Date(bubble.at_ms).toISOString() }, hour(bubble.at_ms)),
    tick && h('span', { class: isRead ? 'read' : '' }, icon(tick[0]), h('span', { class: 'visually-hidden' }, tick[1])));
}

function quote(phone, bubble) {
  if (!bubble.reply_to) return null;
  const quoted = phone.person().chat.find((other) => other.id === bubble.reply_to);
  if (!quoted) return null;
  return h('button', { type: 'button', class: 'quote', on: { click: () => phone.thread.reveal(quoted.id) } },
    h('b', {}, quoted.side === 'citizen' ? 'Tú' : 'Ventanilla'), h('span', {}, unmarked(summary(quoted))));
}

function reactions(bubble) {
  const faces = [bubble.citizen_reaction, bubble.business_reaction].filter(Boolean);
  return faces.length ? h('span', { class: 'reactions', 'aria-label': `Reacciones: ${faces.join(' ')}` }, faces.join(' ')) : null;
}

const REASONS = {
  131047: 'pasaron más de 24 horas desde su último mensaje',
  131026: 'no se pudo entregar',
  131053: 'el archivo no sirve para este tipo de mensaje',
  131049: 'Meta decidió no entregarlo',
};

/** What the person would never see, shown because this is an emulator. */
function failedNote(bubble) {
  const reason = REASONS[bubble.error_code] ?? 'WhatsApp lo rechazó';
  return h('div', { class: 'note bad' }, `No llegó un mensaje del servidor: ${reason} (${bubble.error_code}).`);
}
