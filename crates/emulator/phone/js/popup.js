// A small menu beside a button. Arrow keys move, Escape and a click elsewhere close.
import { h, living } from './dom.js';

/** Opens `content` near `anchor` inside `host`; returns the function that closes it. */
export function openPopup(host, anchor, label, content) {
  const node = h('div', { class: 'popup', role: 'menu', 'aria-label': label }, content);
  const close = () => {
    node.remove();
    anchor.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside, true);
  };
  const outside = (event) => { if (!node.contains(event.target) && event.target !== anchor) close(); };
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
      living(anchor)?.focus();
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(node, event);
  });
  node.addEventListener('click', (event) => { if (event.target.closest('button')) close(); });
  document.addEventListener('pointerdown', outside, true);
  anchor.setAttribute('aria-expanded', 'true');
  host.append(node);
  place(host, anchor, node);
  node.querySelector('button')?.focus({ preventScroll: true });
  return close;
}

function move(node, event) {
  event.preventDefault();
  const buttons = [...node.querySelectorAll('button')];
  const step = event.key === 'ArrowDown' ? 1 : -1;
  const next = buttons.indexOf(document.activeElement) + step;
  buttons[(next + buttons.length) % buttons.length]?.focus();
}

function place(host, anchor, node) {
  const frame = host.getBoundingClientRect();
  const spot = anchor.getBoundingClientRect();
  const size = node.getBoundingClientRect();
  const left = Math.min(Math.max(8, spot.left - frame.left - size.width / 2), frame.width - size.width - 8);
  const below = spot.bottom - frame.top + 4;
  const top = below + size.height > frame.height - 8 ? Math.max(8, spot.top - frame.top - size.height - 4) : below;
  node.style.setProperty('left', `${left}px`);
  node.style.setProperty('top', `${top}px`);
}
