// A phone in the hand, at night: the first message says what happens, and everything a thumb may send besides breaks nothing.
import assert from 'node:assert/strict';
import { accessible } from '../kit/axe.mjs';
import { scene, take, picture, HAND } from '../kit/scene.mjs';
import { tell } from '../kit/wire.mjs';

const FOLIO = /[0-9A-Z]{4}-[0-9A-Z]{4}/;
const WORDS = 'chocaron dos carros en Carranza y Periférico, no hay heridos';
/** Most bubbles of the city from the first word to the folio, besides the category's own question. */
const FEW = 5;

await scene({ size: HAND, dark: true }, async (page) => {
  const phone = await take(page, 'Don Chuy');
  await phone.write(WORDS);
  await phone.hears('Entendí: Accidente vial');
  await picture(page, 'proposal-390-dark');
  await phone.tap('Sí, es correcto');
  const folio = await toTheFolio(phone);
  const bubbles = await phone.city().count() - await phone.city('¿Hay personas lesionadas').count();
  assert.ok(bubbles <= FEW, `${bubbles} bubbles for one report`);
  await phone.fits();
  await picture(page, 'folio-390-dark');

  await react(phone, phone.city('Entendí: Accidente vial'));
  await phone.sends(() => phone.attach('Sticker'));
  await phone.own().getByRole('img', { name: 'Sticker' }).waitFor();
  await sendCard(phone);
  await sendVoice(page, phone);
  await quote(phone, folio);
  await phone.fits();
  await picture(page, 'everything-390-dark');
  await accessible(page, 'everything-390-dark');
  tell({ folio });
});

/** Answers whatever the city still asks, as a person would. */
async function toTheFolio(phone) {
  const answers = [
    ['¿Hay personas lesionadas', () => phone.tap('No')],
    ['Cuéntame qué pasó', () => phone.write('Un Jetta y un taxi, están orillados')],
    ['manda fotos', () => phone.tap('Continuar sin foto')],
    ['¿Dónde es?', () => phone.write('Carranza y Periférico, colonia República')],
    ['No encontré ese lugar', () => phone.tap('Enviar así')],
    ['Revisa tu reporte', () => phone.tap('Enviar')],
  ];
  for (;;) {
    const newest = await phone.answered();
    const text = await newest.innerText();
    const folio = FOLIO.exec(text);
    if (folio) return folio[0];
    const answer = answers.find(([question]) => text.includes(question));
    assert.ok(answer, `a question nobody expected: ${text}`);
    await answer[1]();
  }
}

async function react(phone, bubble) {
  await phone.options(bubble, 'Reaccionar con 👍');
  await bubble.getByLabel('Reacciones: 👍').waitFor();
}

async function sendCard(phone) {
  await phone.attach('Contacto');
  const sheet = phone.sheet('Enviar contacto');
  await sheet.getByRole('textbox', { name: 'Nombre' }).fill('Taller Mecánico Hermanos Valdés');
  await sheet.getByRole('button', { name: 'Enviar', exact: true }).click();
  await phone.own('Taller Mecánico Hermanos Valdés').waitFor();
}

async function sendVoice(page, phone) {
  const chooser = page.waitForEvent('filechooser');
  await phone.attach('Audio');
  await (await chooser).setFiles({ name: 'nota.ogg', mimeType: 'audio/ogg', buffer: Buffer.from('OggS\0\x02'.padEnd(2000, '\0'), 'latin1') });
  await phone.own('Nota de voz').waitFor();
}

/** Answers to one bubble of the city: the quote stands above the words. */
async function quote(phone, folio) {
  await phone.options(phone.city(folio).first(), 'Responder');
  await phone.write('¿Este es mi folio?');
  await phone.own('¿Este es mi folio?').getByRole('button', { name: folio }).waitFor();
}
