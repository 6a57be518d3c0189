// The story of the README: from "hola" to a folio, on a desk.
import assert from 'node:assert/strict';
import { accessible } from '../kit/axe.mjs';
import { scene, take, picture, DESK } from '../kit/scene.mjs';
import { tell } from '../kit/wire.mjs';

const FOLIO = /[0-9A-Z]{4}-[0-9A-Z]{4}/;
const WORDS = 'Chocaron un Tsuru rojo y una pickup blanca, estorban un carril';

await scene({ size: DESK }, async (page) => {
  const phone = await take(page, 'Lupita Treviño');
  await phone.write('hola');
  await phone.hears('¿Qué quieres reportar?');
  await phone.pick('Incidente vial');
  await phone.hears('elige una opción');
  await phone.pick('Accidente vial');
  await phone.hears('¿Hay personas lesionadas o atrapadas?');
  await phone.tap('No');
  await phone.hears('Cuéntame qué pasó');
  await phone.write(WORDS);
  await phone.hears('manda fotos');
  await phone.sendPhoto('Choque');
  await phone.hears('¿Dónde es?');
  await sharePlace(phone);
  const summary = await phone.hears('Revisa tu reporte');
  assert.match(await summary.innerText(), new RegExp(WORDS), 'the summary repeats what the person wrote');
  await picture(page, 'report-1440-light');
  await phone.tap('Enviar');
  const goodbye = await phone.hears(FOLIO);
  const folio = FOLIO.exec(await goodbye.innerText())[0];
  for (const said of ['hola', WORDS]) await phone.ticks(said, 'leído');
  await phone.fits();
  await picture(page, 'folio-1440-light');
  await accessible(page, 'folio-1440-light');
  tell({ folio, words: WORDS });
});

/** Answers the question for the place with a pin moved on the plan. */
async function sharePlace(phone) {
  await phone.answer('Enviar ubicación').click();
  const sheet = phone.sheet('Enviar ubicación');
  await sheet.getByRole('button', { name: 'Plaza de Armas' }).click();
  assert.equal(await sheet.getByRole('textbox', { name: 'Latitud' }).inputValue(), '25.420600');
  await sheet.getByRole('button', { name: 'Enviar esta ubicación' }).click();
  await phone.own('Plaza de Armas').waitFor();
}
