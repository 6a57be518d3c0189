// Which phones are on the table: up to three beside each other, one on a narrow screen.
import { api } from './api.js';
import { h } from './dom.js';
import { icon } from './icons.js';
import { makePhone } from './phone.js';
import { changes, on, store } from './store.js';

const MOST = 3;

/** The row of phones in `main`; `app` carries which view a narrow screen shows. */
export function makeShelf(app, main) {
  const phones = new Map();
  const narrow = matchMedia('(max-width: 760px)');

  function open(id) {
    if (!store.people.has(id)) return;
    const most = narrow.matches ? 1 : Math.max(1, Math.min(MOST, Math.floor((main.clientWidth - 20) / 348) || 1));
    if (!phones.has(id)) {
      while (phones.size >= most) close(phones.keys().next().value, false);
      const phone = makePhone(id, { close: () => close(id), back: () => show('list') });
      phones.set(id, phone);
      main.querySelector('.welcome')?.remove();
      main.append(phone.node);
      presence(id, true);
    }
    show('phone');
    phones.get(id).settle();
    settle();
    if (!narrow.matches) phones.get(id).focus();
  }

  function close(id, goBack = true) {
    phones.get(id)?.destroy();
    phones.delete(id);
    presence(id, false);
    if (phones.size === 0) main.replaceChildren(welcome());
    if (goBack && phones.size === 0) show('list');
    settle();
  }

  function show(view) {
    app.dataset.view = view;
    if (narrow.matches) for (const id of phones.keys()) presence(id, view === 'phone');
  }

  function settle() {
    history.replaceState(null, '', phones.size ? `#${[...phones.keys()].join(',')}` : location.pathname);
    changes.dispatchEvent(new CustomEvent('shelf'));
  }

  on('reset', () => {
    for (const id of [...phones.keys()]) {
      if (store.people.has(id)) presence(id, !document.hidden);
      else close(id, false);
    }
  });
  on('people', () => { for (const id of [...phones.keys()]) if (!store.people.has(id)) close(id); });
  const everyone = (isOpen) => { for (const id of phones.keys()) presence(id, isOpen && (!narrow.matches || app.dataset.view === 'phone')); };
  document.addEventListener('visibilitychange', () => everyone(!document.hidden));
  addEventListener('pagehide', () => everyone(false));
  main.replaceChildren(welcome());
  return { open, close, isOpen: (id) => phones.has(id), isNarrow: () => narrow.matches };
}

/** Tells the emulator whether the chat is on a screen: only then messages become read. */
function presence(id, isOpen) {
  const person = store.people.get(id);
  if (person) api.updateContact(id, { chat_open: isOpen }, { keepalive: true }).catch(() => {});
}

function welcome() {
  return h('div', { class: 'welcome' }, icon('phone'), h('b', {}, 'Elige a una persona para tomar su teléfono'),
    h('span', {}, 'Aquí haces de ciudadano. Lo que escribas llega al servidor por el mismo camino que en WhatsApp.'));
}
