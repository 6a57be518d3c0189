// One phone: the person's caption above, and the chat with the city in it.
import { api, attempt } from './api.js';
import { makeComposer } from './composer.js';
import { button, h } from './dom.js';
import { icon } from './icons.js';
import { openPhoneMenu } from './phone-menu.js';
import { on, store } from './store.js';
import { address } from './summary.js';
import { makeThread } from './thread.js';
import { hour } from './time.js';

/** Makes the phone of a person. */
export function makePhone(id, { close, back }) {
  const person = () => store.people.get(id);
  const phone = { id, person, send: (content) => attempt(() => api.send(id, content)) };
  const name = h('h2', { class: 'one-line' });
  const how = h('small', { class: 'one-line' });
  const presence = h('div', { class: 'presence' });
  const net = h('span', { class: 'net' });
  const time = h('span', {}, hour(Date.now()));
  const offline = h('div', { class: 'offline-bar', hidden: true });
  const screen = h('div', { class: 'screen' });
  const frame = h('div', { class: 'phone' },
    h('div', { class: 'statusbar', 'aria-hidden': 'true' }, time, h('span', { class: 'notch' }, 'emulador'), net),
    h('header', { class: 'chat-head' }, h('span', { class: 'avatar', 'aria-hidden': 'true' }, 'V'),
      h('div', { class: 'one-line' }, h('h3', { class: 'one-line' }, 'Ventanilla'), presence)),
    offline, screen);
  phone.frame = frame;
  phone.composer = makeComposer(phone);
  phone.thread = makeThread(phone);
  screen.append(phone.thread.node, phone.thread.jump);
  frame.append(phone.composer.node);

  const menu = button('Opciones del teléfono', () => openPhoneMenu(phone, menu, node), { class: 'round', 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, icon('more'));
  const caption = h('div', { class: 'caption' },
    button('Volver a la lista', back, { class: 'round back' }, icon('back')),
    h('div', { class: 'who' }, name, how), h('span', { class: 'tag' }, 'emulador'), menu,
    button('Cerrar este teléfono', close, { class: 'round' }, icon('close')));
  const node = h('section', { class: 'place' }, caption, frame);

  let typingTimer = 0;
  function draw() {
    const contact = person()?.contact;
    if (!contact) return;
    node.setAttribute('aria-label', `Teléfono de ${contact.name}`);
    name.textContent = contact.name;
    how.textContent = address(contact);
    const isLost = store.link === 'off';
    offline.hidden = contact.online && !isLost;
    offline.textContent = isLost ? 'Sin conexión con el emulador. Reintentando…' : 'Sin conexión: los mensajes esperan';
    net.replaceChildren(icon(contact.online ? 'signal' : 'plane'));
    const typing = contact.typing_until_ms !== null && contact.typing_until_ms > Date.now();
    presence.textContent = typing ? 'escribiendo…' : 'cuenta de empresa · prueba';
    presence.classList.toggle('typing', typing);
    phone.thread.typing(typing);
    clearTimeout(typingTimer);
    if (typing) typingTimer = setTimeout(draw, contact.typing_until_ms - Date.now() + 50);
  }
  const stops = [
    on('contact', (changed) => { if (changed === id) draw(); }),
    on('bubble', (change) => { if (change.id === id) phone.thread.update(change.bubble); }),
    on('link', draw),
    on('reset', () => { draw(); phone.thread.reload(); }),
  ];
  const ticking = setInterval(() => { time.textContent = hour(Date.now()); }, 10000);
  draw();
  phone.thread.reload();

  return {
    node,
    focus: () => phone.composer.focus(),
    settle: () => phone.thread.toEnd(),
    destroy() {
      stops.forEach((stop) => stop());
      clearInterval(ticking);
      clearTimeout(typingTimer);
      node.remove();
    },
  };
}
