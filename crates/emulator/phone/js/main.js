// Puts the page together.
import { h, toast } from './dom.js';
import { faultsPanel } from './faults.js';
import { peoplePanel } from './people.js';
import { makeShelf } from './shelf.js';
import { on, start, store } from './store.js';

const app = document.getElementById('app');
const side = document.getElementById('side');
app.dataset.view = 'list';

const shelf = makeShelf(app, document.getElementById('phones'));
const link = h('p', { class: 'link wait', role: 'status' }, 'Conectando…');
const panels = { people: peoplePanel(shelf), faults: faultsPanel() };
const tabs = [['people', 'Personas'], ['faults', 'Fallas']].map(([name, label]) =>
  h('button', { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': 'side-panel', on: { click: () => choose(name), keydown: turn } }, label));
const holder = h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Emulador' }, tabs);

side.append(
  h('header', { class: 'side-head' }, h('h1', {}, 'Teléfonos', h('span', { class: 'tag' }, 'emulador')), link),
  holder,
);

function choose(name) {
  tabs.forEach((tab) => {
    const chosen = tab.id === `tab-${name}`;
    tab.setAttribute('aria-selected', String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  });

  while (side.lastChild !== holder) side.lastChild.remove();
  const [body, ...rest] = panels[name];
  body.id = 'side-panel';
  body.setAttribute('role', 'tabpanel');
  body.setAttribute('aria-labelledby', `tab-${name}`);
  side.append(body, ...rest);
}

function turn(event) {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  const other = tabs.find((tab) => tab !== event.currentTarget);
  other.focus();
  other.click();
}

const LINKS = {
  on: () => (store.verified ? 'Conectado al servidor' : 'El servidor aún no verifica el webhook'),
  off: () => 'Sin conexión con el emulador. Reintentando…',
  wait: () => 'Conectando…',
};

on('link', () => {
  link.textContent = LINKS[store.link]();
  link.className = `link ${store.link === 'on' && !store.verified ? 'wait' : store.link}`;
});

on('restart', () => toast('El emulador volvió a empezar: los chats están vacíos.'));

let opened = false;
on('reset', () => {
  if (opened) return;
  opened = true;
  const wanted = location.hash.slice(1).split(',').filter((id) => store.people.has(id));
  const first = shelf.isNarrow() ? [] : [...store.people.keys()].slice(0, 1);
  (wanted.length ? wanted : first).forEach((id) => shelf.open(id));
});

choose('people');
start();
