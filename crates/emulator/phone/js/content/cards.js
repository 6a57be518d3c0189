// Contact cards.
import { h } from '../dom.js';
import { avatar } from '../summary.js';

export function cards(_phone, bubble) {
  return { look: 'wide', inside: bubble.content.map(card) };
}

function card(contact) {
  const name = contact.name?.formatted_name ?? 'Contacto';
  const { initials, tone } = avatar(name, name);
  const phone = contact.phones?.[0]?.phone ?? '';
  return h('div', { class: 'card' }, h('span', { class: 'avatar', style: { '--tone': tone }, 'aria-hidden': 'true' }, initials),
    h('div', {}, h('b', {}, name), h('div', { class: 'foot' }, phone)));
}
