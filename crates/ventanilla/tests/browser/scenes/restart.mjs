// The demo dies in the middle and comes back: the page says so, keeps working, and does not pretend to remember.
import { scene, take, picture, DESK } from '../kit/scene.mjs';
import { ask } from '../kit/wire.mjs';

const isLost = (text) => text.includes('ERR_CONNECTION_REFUSED') || text.includes('ERR_INCOMPLETE_CHUNKED') || text.includes('ERR_CONNECTION_RESET') || text.includes('ERR_EMPTY_RESPONSE');

await scene({ size: DESK, mayFail: isLost }, async (page) => {
  const phone = await take(page, 'Lupita Treviño');
  await phone.write('hola');
  await phone.hears('¿Qué quieres reportar?');

  await ask('kill');
  await page.getByRole('status').getByText('Sin conexión con el emulador').waitFor();
  await phone.node.getByText('Sin conexión con el emulador').waitFor();
  await phone.box.fill('¿sigues ahí?');
  await phone.box.press('Enter');
  await page.getByText('No hay conexión con el emulador. No se envió nada.').waitFor();
  await picture(page, 'gone-1440-light');

  await ask('start');
  await page.getByText('Conectado al servidor').waitFor();
  await page.getByText('El emulador volvió a empezar').first().waitFor();
  await phone.city().first().waitFor({ state: 'detached' });
  await picture(page, 'back-1440-light');

  await page.getByRole('textbox', { name: 'Escribe un mensaje' }).fill('hola otra vez');
  await page.getByRole('button', { name: 'Enviar mensaje' }).click();
  await phone.city().last().waitFor();
});
