// The list of people with what came last.
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { isShown, on, store } from './store.js';
import { address, avatar, summary, unmarked } from './summary.js';
import { brief } from './time.js';
import { askNewPerson } from './person-form.js';

/** More rows than a person looks through; the rest is found by name. */
const MOST = 150;
const SEARCH_FROM = 12;

/** The list; `shelf` opens phones and knows which are open. */
export function peoplePanel(shelf) {
  const list = h('ul', { class: 'people' });
  const search = h('input', { type: 'search', class: 'search', placeholder: 'Buscar persona', 'aria-label': 'Buscar persona', hidden: true });
  const body = h('div', { class: 'side-body' }, search, list);
  const foot = h('div', { class: 'side-foot' },
    button('Nueva persona', async () => { const id = await askNewPerson(); if (id) shelf.open(id); }, { class: 'solid' }));
  let planned = false;
  const plan = () => {
    if (planned) return;
    planned = true;
    requestAnimationFrame(draw);
  };
  const draw = () => {
    planned = false;
    const wanted = search.value.trim().toLocaleLowerCase('es');
    search.hidden = store.people.size < SEARCH_FROM;
    const found = [...store.people.values()].filter(({ contact }) => `${contact.name} ${contact.phone ?? ''}`.toLocaleLowerCase('es').includes(wanted));
    const people = found.sort((one, other) => lastTime(other) - lastTime(one)).slice(0, MOST);
    const focused = document.activeElement?.dataset?.person;
    list.replaceChildren(...people.map((person) => h('li', {}, row(person, shelf))));
    if (focused) list.querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
    if (found.length > people.length) list.append(h('li', { class: 'empty' }, `y ${found.length - people.length} personas más; búscalas por su nombre`));
    if (people.length === 0) list.replaceChildren(wanted ? h('li', { class: 'empty' }, 'Nadie se llama así.') : nobody());
  };
  ['people', 'reset', 'shelf'].forEach((name) => on(name, plan));
  search.addEventListener('input', plan);
  draw();
  return [body, foot];
}

function nobody() {
  return h('li', { class: 'empty' }, h('b', {}, 'Todavía no hay nadie'), h('span', {}, 'Agrega a una persona y escribe desde su teléfono, como lo haría en WhatsApp.'));
}

function lastShown(person) {
  return person.chat.findLast(isShown);
}

function lastTime(person) {
  return lastShown(person)?.at_ms ?? 0;
}

function row({ contact, chat }, shelf) {
  const last = lastShown({ chat });
  const { initials, tone } = avatar(contact.name, contact.id);
  const says = last ? `${last.side === 'citizen' ? 'Tú: ' : ''}${unmarked(summary(last))}` : address(contact);
  return h('button', {
    type: 'button', class: 'person', data: { person: contact.id }, 'aria-pressed': shelf.isOpen(contact.id) ? 'true' : 'false',
    on: { click: () => shelf.open(contact.id) },
  },
    h('span', { class: 'avatar', style: { '--tone': tone }, 'aria-hidden': 'true' }, initials),
    h('span', { class: 'name one-line' }, contact.name),
    last ? h('time', {}, brief(last.at_ms)) : h('span'),
    h('span', { class: `last one-line${contact.unread === 0 && contact.online ? ' alone' : ''}` }, says),
    contact.unread > 0
      ? h('span', { class: 'badge', 'aria-label': `${contact.unread} sin leer` }, String(contact.unread))
      : contact.online ? null : icon('plane'));
}
