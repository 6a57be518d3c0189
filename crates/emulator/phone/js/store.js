// What the page knows, kept current by the stream of changes.
import { api, streamUrl } from './api.js';

/** Events: people, contact, bubble, faults, reset, restart, link. `detail` says about whom. */
export const changes = new EventTarget();

export const store = {
  people: new Map(),
  business: '',
  webhook: '',
  verified: false,
  faults: [],
  settings: {},
  link: 'wait',
  /** People whose chat was lost when the emulator, which lives in memory, began anew. */
  forgotten: new Set(),
};

/** Subscribes until the returned function is called. */
export function on(name, listener) {
  const wrapped = (event) => listener(event.detail);
  changes.addEventListener(name, wrapped);
  return () => changes.removeEventListener(name, wrapped);
}

function tell(name, detail) {
  changes.dispatchEvent(new CustomEvent(name, { detail }));
}

const RETRY = 2000;
let waiting = [];
let loading = false;

/** Loads everything and follows the changes from then on. */
export function start() {
  const stream = new EventSource(streamUrl());
  stream.onopen = () => void load();
  stream.onmessage = (event) => {
    const change = JSON.parse(event.data);
    if (loading) waiting.push(change);
    else apply(change);
  };
  stream.onerror = () => {
    setLink('off');
    // The browser tries again by itself, except after an answer that was no stream.
    if (stream.readyState === EventSource.CLOSED) setTimeout(start, RETRY);
  };
}

function setLink(link) {
  store.link = link;
  tell('link');
}

async function load() {
  loading = true;
  waiting = [];
  try {
    const state = await api.state();
    Object.assign(store, { business: state.business, webhook: state.webhook_url, verified: state.verified, faults: state.faults, settings: state.settings });
    const lost = follow(new Map(state.people.map((person) => [person.contact.id, person])));
    tell('reset');
    if (lost) tell('restart');
    setLink('on');
  } catch {
    setLink('off');
  }
  loading = false;
  waiting.forEach(apply);
  waiting = [];
}

/** Takes over the people as they are now; true when chats that were here before are gone. */
function follow(people) {
  const isGone = ({ contact, chat }) => chat.length > 0 && !people.get(contact.id)?.chat.some((bubble) => bubble.id === chat[0].id);
  const gone = [...store.people.values()].filter(isGone);
  gone.forEach(({ contact }) => store.forgotten.add(contact.id));
  store.people = people;
  return gone.length > 0;
}

function apply(change) {
  if (change.type === 'contact') applyContact(change.contact);
  if (change.type === 'contact_removed') {
    store.people.delete(change.contact);
    tell('people');
  }
  if (change.type === 'bubble') applyBubble(change.contact, change.bubble);
  if (change.type === 'webhook') {
    store.verified = change.verified;
    tell('link');
  }
  if (change.type === 'faults') void refreshFaults();
  if (change.type === 'reset') void load();
}

function applyContact(contact) {
  const known = store.people.get(contact.id);
  if (known) known.contact = contact;
  else store.people.set(contact.id, { contact, chat: [] });
  tell('contact', contact.id);
  tell('people');
}

function applyBubble(id, bubble) {
  const person = store.people.get(id);
  if (!person) return;
  const place = person.chat.findLastIndex((old) => old.id === bubble.id);
  if (place >= 0) person.chat[place] = bubble;
  else person.chat.push(bubble);
  tell('bubble', { id, bubble });
  tell('people');
}

async function refreshFaults() {
  store.faults = (await api.state()).faults;
  tell('faults');
}

/** Whether the person's screen shows the bubble. */
export function isShown(bubble) {
  return bubble.kind !== 'reaction' && (bubble.side === 'citizen' || ['delivered', 'read', 'played'].includes(bubble.status));
}
