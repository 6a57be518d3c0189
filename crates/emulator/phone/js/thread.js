// The chat: bubbles in order, days between them, and the place where the eye is.
import { drawBubble } from './bubble.js';
import { button, h, replace } from './dom.js';
import { icon } from './icons.js';
import { isShown, store } from './store.js';
import { day, dayKey } from './time.js';

const NEAR = 80;

/** Makes the thread of a phone. */
export function makeThread(phone) {
  const node = h('div', { class: 'thread', role: 'log', 'aria-label': 'Mensajes', tabindex: 0 });
  const rows = new Map();
  const dots = h('div', { class: 'row business turn' }, h('div', { class: 'bubble' }, h('span', { class: 'dots', 'aria-label': 'Escribiendo' }, h('i'), h('i'), h('i'))));
  const hello = h('div', { class: 'note' }, 'Escribe «hola» para empezar, o cuenta de una vez lo que pasa.');
  const jump = button('Ir a lo más reciente', () => toEnd(), { class: 'jump', hidden: true }, icon('down'), 'Nuevos');
  const isNearEnd = () => node.scrollHeight - node.scrollTop - node.clientHeight < NEAR;
  let pinned = true;
  const toEnd = () => {
    pinned = true;
    node.scrollTop = node.scrollHeight;
    jump.hidden = true;
  };
  node.addEventListener('scroll', () => {
    pinned = isNearEnd();
    if (pinned) jump.hidden = true;
  });
  // Photos take their room when they have loaded.
  node.addEventListener('load', () => { if (pinned) toEnd(); }, true);
  node.addEventListener('keydown', walk);

  function reload() {
    node.replaceChildren();
    rows.clear();
    if (store.forgotten.has(phone.id)) node.append(h('div', { class: 'note' }, 'El emulador volvió a empezar. Los mensajes de antes ya no están aquí; el servidor sí los guarda.'));
    node.append(hello);
    phone.person()?.chat.forEach(place);
    lastStop();
    toEnd();
  }

  function place(bubble) {
    const failed = bubble.status === 'failed';
    if (!isShown(bubble) && !failed) return;
    hello.remove();
    const before = [...rows.values()].at(-1);
    if (!before || dayKey(before.bubble.at_ms) !== dayKey(bubble.at_ms)) node.append(h('div', { class: 'day' }, day(bubble.at_ms)));
    const row = drawBubble(phone, bubble);
    row.classList.toggle('turn', before?.bubble.side !== bubble.side);
    rows.set(bubble.id, { row, bubble });
    node.append(row);
  }

  function update(bubble) {
    const stays = pinned;
    const known = rows.get(bubble.id);
    if (known) {
      const row = drawBubble(phone, bubble);
      row.classList.toggle('turn', known.row.classList.contains('turn'));
      keepPlaying(known.row, row);
      replace(known.row, row);
      rows.set(bubble.id, { row, bubble });
    } else {
      place(bubble);
    }
    if (dots.isConnected) node.append(dots);
    lastStop();
    if (stays || bubble.side === 'citizen') toEnd();
    else if (!known && isShown(bubble)) jump.hidden = false;
  }

  /** Only the newest bubble's options are a stop for the Tab key; arrows reach the others. */
  function lastStop() {
    const options = [...node.querySelectorAll('.more')];
    options.forEach((option, at) => { option.tabIndex = at === options.length - 1 ? 0 : -1; });
  }

  function walk(event) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const options = [...node.querySelectorAll('.more')];
    const at = options.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    options[at + (event.key === 'ArrowUp' ? -1 : 1)]?.focus();
  }

  function typing(isTyping) {
    const stays = pinned;
    if (isTyping && !dots.isConnected) node.append(dots);
    if (!isTyping) dots.remove();
    if (stays) toEnd();
  }

  function reveal(id) {
    const row = rows.get(id)?.row;
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector('.more')?.focus({ preventScroll: true });
  }

  return { node, jump, reload, update, typing, reveal, toEnd };
}

/** A redrawn bubble keeps the player that is running. */
function keepPlaying(old, fresh) {
  const [before, after] = [old.querySelector('audio, video'), fresh.querySelector('audio, video')];
  if (before && after && before.src === after.src) after.replaceWith(before);
}
