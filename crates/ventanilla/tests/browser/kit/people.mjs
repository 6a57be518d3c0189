// What a person could not type in reasonable time, through the emulator's control API.
import assert from 'node:assert/strict';
import { base } from './scene.mjs';

async function control(path, body) {
  const response = await fetch(`${base}/emulator/control/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  assert.ok(response.ok, `${path}: ${response.status}`);
  return response.json();
}

/** Adds a person; without a phone she is known by user id only. */
export function addPerson(name, phone) {
  return control('contacts', { name, phone });
}

/** The person with this name. */
export async function personCalled(name) {
  const { people } = await (await fetch(`${base}/emulator/control/state`)).json();
  return people.find(({ contact }) => contact.name === name).contact;
}

/** Waits until the emulator knows that nobody has this person's chat open. */
export async function closed(name) {
  while ((await personCalled(name)).chat_open);
}

/** Writes `texts` from a person's phone and waits until nothing is on its way any more. */
export async function write(person, texts) {
  for (const body of texts) await control(`contacts/${person.id}/messages`, { type: 'text', body });
  const idle = await fetch(`${base}/emulator/control/idle?timeout_ms=30000`);
  assert.ok(idle.ok, 'the emulator comes to rest');
}

/** The next message to this person is accepted and fails later. */
export function failNext(person) {
  return control('faults', { kind: 'fail_later', code: 131047, contact: person.id, times: 1 });
}
