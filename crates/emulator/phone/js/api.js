// The control API. Addresses are relative to the page, so it may live under any prefix.
import { toast } from './dom.js';

const BASE = new URL('control/', document.baseURI);

/** Address of a file on the emulator's shelf. */
export function mediaUrl(id) {
  return new URL(`media/${encodeURIComponent(id)}`, BASE).href;
}

/** Address of the stream of changes. */
export function streamUrl() {
  return new URL('stream', BASE).href;
}

const PROBLEMS = {
  unknown_contact: 'Esa persona ya no existe en el emulador.',
  unknown_message: 'Ese mensaje ya no existe.',
  unknown_media: 'El archivo ya venció.',
  nothing_to_tap: 'Ese botón ya no está en la pantalla.',
};

async function call(method, path, body, extra = {}) {
  const options = { method, ...extra };
  if (body instanceof Blob) {
    options.body = body;
    options.headers = { 'Content-Type': body.type || 'application/octet-stream' };
  } else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { 'Content-Type': 'application/json' };
  }
  const response = await fetch(new URL(path, BASE), options);
  const text = await response.text();
  const answer = text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  if (!response.ok) throw new Error(PROBLEMS[answer?.code] ?? answer?.message ?? `El emulador respondió ${response.status}.`);
  return answer;
}

/** Runs an action and tells the person when it fails. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    toast(error instanceof TypeError ? 'No hay conexión con el emulador. No se envió nada.' : error.message);
    return undefined;
  }
}

const person = (id) => `contacts/${encodeURIComponent(id)}`;
const message = (id, wamid) => `${person(id)}/messages/${encodeURIComponent(wamid)}`;

export const api = {
  state: () => call('GET', 'state'),
  counters: () => call('GET', 'counters'),
  addContact: (contact) => call('POST', 'contacts', contact),
  updateContact: (id, patch, extra) => call('PATCH', person(id), patch, extra),
  removeContact: (id) => call('DELETE', person(id)),
  send: (id, content) => call('POST', `${person(id)}/messages`, content),
  duplicate: (id, wamid) => call('POST', `${message(id, wamid)}/duplicate`),
  played: (id, wamid) => call('POST', `${message(id, wamid)}/played`),
  upload: async (blob) => (await call('POST', 'media', blob)).id,
  addFault: (rule) => call('POST', 'faults', rule),
  removeFault: (id) => call('DELETE', `faults/${id}`),
  clearFaults: () => call('DELETE', 'faults'),
  changeSettings: (patch) => call('PATCH', 'settings', patch),
  handshake: () => call('POST', 'handshake'),
};
