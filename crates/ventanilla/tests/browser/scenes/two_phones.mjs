// Two people at once, one of them known by user id only; what is unread is counted, and a reload forgets nothing.
import assert from 'node:assert/strict';
import { scene, open, take, picture, DESK } from '../kit/scene.mjs';
import { closed, personCalled, write } from '../kit/people.mjs';
import { Phone } from '../kit/phone.mjs';

await scene({ size: DESK, dark: true }, async (page) => {
  const lupita = await take(page, 'Lupita Treviño');
  const ana = await take(page, 'Ana S.');
  await lupita.node.waitFor();
  await ana.node.getByText('sin número visible').waitFor();

  await lupita.box.fill('hola');
  await ana.box.fill('buenas tardes');
  for (const phone of [lupita, ana]) await phone.sends(() => phone.node.getByRole('button', { name: 'Enviar mensaje' }).click());
  for (const phone of [lupita, ana]) await phone.hears('¿Qué quieres reportar?');
  await ana.pick('Maltrato animal');
  await ana.hears('¿El animal está en peligro ahora?');
  await lupita.hears('¿Qué quieres reportar?');
  assert.equal(await lupita.city().count(), 1, 'what one person does stays with that person');
  await picture(page, 'two-1440-dark');

  await unread(page);
  await reload(page);
});

/** Ana's phone is closed here and she writes from elsewhere: what comes then is counted in the list until somebody looks. */
async function unread(page) {
  const ana = new Phone(page, 'Ana S.');
  await ana.node.getByRole('button', { name: 'Cerrar este teléfono' }).click();
  await ana.node.waitFor({ state: 'detached' });
  await closed('Ana S.');
  await write(await personCalled('Ana S.'), ['No']);
  await page.getByRole('button', { name: /Ana S\..* 1 sin leer/ }).waitFor();
  await picture(page, 'unread-1440-dark');
  await take(page, 'Ana S.');
  await page.getByLabel('1 sin leer').waitFor({ state: 'detached' });
  await ana.hears('Cuéntame');
}

/** The chats live in the emulator: the same phones are open after a reload, with every word. */
async function reload(page) {
  const texts = () => page.getByRole('log', { name: 'Mensajes' }).allInnerTexts();
  const before = await texts();
  assert.equal(before.length, 2);
  await page.reload({ waitUntil: 'load' });
  await new Phone(page, 'Ana S.').hears('Cuéntame');
  assert.deepEqual(await texts(), before);
  await open(page);
  await page.getByRole('button', { name: /Lupita Treviño/ }).waitFor();
}
