// Elements without templates: text is always text, never markup.

/** An element with properties and children. `on` = listeners, `data` = dataset, `style` = CSS variables. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'on') for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === 'data') Object.assign(node.dataset, value);
    else if (name === 'style') for (const [key, text] of Object.entries(value)) node.style.setProperty(key, text);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...flat(children));
  return node;
}

/** An SVG element. */
export function svg(tag, props = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, String(value));
  node.append(...flat(children));
  return node;
}

function flat(children) {
  return children.flat(3).filter((child) => child !== null && child !== undefined && child !== false);
}

/** A button with an accessible name: its own words where they are seen, otherwise `label`. */
export function button(label, onClick, props = {}, ...children) {
  const unseen = children.length && !children.includes(label) ? label : undefined;
  return h('button', { type: 'button', 'aria-label': unseen, title: unseen, ...props, on: { click: onClick } },
    children.length ? children : label);
}

const successors = new WeakMap();

/** Puts `fresh` where `old` was; whoever remembers one of the old controls finds the new one with `living`. */
export function replace(old, fresh) {
  const controls = (node) => [...node.querySelectorAll('button, a[href]')];
  const [before, after] = [controls(old), controls(fresh)];
  const at = before.indexOf(document.activeElement);
  before.forEach((control, place) => { if (after[place]) successors.set(control, after[place]); });
  old.replaceWith(fresh);
  after[at]?.focus({ preventScroll: true });
}

/** The control itself, or the one that took its place when its bubble was drawn anew. */
export function living(control) {
  let node = control;
  while (node && !node.isConnected) node = successors.get(node);
  return node;
}

/** A labelled field around an input. */
export function field(label, input) {
  return h('label', { class: 'field' }, label, input);
}

/** A short notice at the bottom of the page, read aloud. */
export function toast(text) {
  const node = h('div', { class: 'toast' }, text);
  document.getElementById('toasts').append(node);
  setTimeout(() => node.remove(), 5000);
}
