// What must look right and be open to everybody, at both sizes, in light and dark. The pictures are under target/screens.
import { accessible } from '../kit/axe.mjs';
import { addPerson, failNext, write } from '../kit/people.mjs';
import { scene, take, picture, DESK, HAND } from '../kit/scene.mjs';

const LONG = 'María Guadalupe del Carmen Villarreal-Echeverría de la Garza y Treviño';
const talker = await addPerson('Doña Socorro');
const unlucky = await addPerson('Beto', '5218440001122');
await addPerson(LONG, '5218441112233');
await failNext(unlucky);
await write(unlucky, ['hola']);
await write(talker, Array.from({ length: 60 }, (_, at) => `Mensaje ${at + 1}: sigue el ruido en la calle${at % 7 ? '' : ', ya van varias noches así y nadie viene a ver qué pasa con la música'}`));

for (const size of [DESK, HAND]) for (const dark of [false, true]) {
  const look = `${size.width}-${dark ? 'dark' : 'light'}`;
  await scene({ size, dark }, (page) => lookAround(page, look));
}

async function lookAround(page, look) {
  const shoot = async (name) => {
    await picture(page, `${name}-${look}`);
    await accessible(page, `${name}-${look}`);
  };
  await shoot('people');

  const long = await take(page, LONG);
  if ((await long.city().count()) === 0) await long.write('hola');
  await long.hears('¿Qué quieres reportar?');
  await shoot('long-name');
  await long.answer('Ver opciones').click();
  await long.sheet('Ver opciones').getByRole('radio', { name: 'Maltrato animal' }).check();
  await shoot('list');
  await close(long, 'Ver opciones');

  await long.node.getByRole('button', { name: 'Adjuntar' }).click();
  await shoot('attach');
  await long.sheet('Adjuntar').getByRole('button', { name: 'Foto' }).click();
  await long.sheet('Enviar foto').getByRole('button', { name: 'Incendio' }).waitFor();
  await shoot('photos');
  await close(long, 'Enviar foto');
  await long.attach('Ubicación');
  await shoot('place');
  await long.sheet('Enviar ubicación').getByRole('textbox', { name: 'Latitud' }).fill('910');
  await long.sheet('Enviar ubicación').getByRole('textbox', { name: 'Latitud' }).press('Tab');
  await long.sheet('Enviar ubicación').getByRole('alert').getByText('Escribe latitud').waitFor();
  await shoot('place-error');
  await close(long, 'Enviar ubicación');
  await long.city().last().getByRole('button', { name: /^Opciones de/ }).click();
  await shoot('options');
  await page.keyboard.press('Escape');
  await long.fits();
  await leave(page, long);

  const talker = await take(page, 'Doña Socorro');
  await talker.own('Mensaje 60:').waitFor();
  await shoot('sixty');
  await leave(page, talker);

  const unlucky = await take(page, 'Beto');
  await unlucky.log.getByText('No llegó un mensaje del servidor').waitFor();
  await shoot('failed-message');
  await leave(page, unlucky);

  await page.getByRole('tab', { name: 'Fallas' }).click();
  await page.getByRole('button', { name: 'Provocar falla' }).waitFor();
  await shoot('faults');
  await page.getByRole('tab', { name: 'Personas' }).click();
  await page.getByRole('button', { name: 'Nueva persona' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Agregar' }).waitFor();
  await shoot('new-person');
}

async function close(phone, sheet) {
  await phone.sheet(sheet).getByRole('button', { name: 'Cerrar' }).click();
  await phone.sheet(sheet).waitFor({ state: 'detached' });
}

async function leave(page, phone) {
  await phone.node.getByRole('button', { name: 'Cerrar este teléfono' }).click();
  await phone.node.waitFor({ state: 'detached' });
}
