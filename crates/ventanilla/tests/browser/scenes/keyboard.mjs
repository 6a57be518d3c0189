// Without a mouse: from the list of people to a tapped answer, always seeing where one is.
import assert from 'node:assert/strict';
import { scene, picture, DESK } from '../kit/scene.mjs';
import { Phone } from '../kit/phone.mjs';

await scene({ size: DESK }, async (page) => {
  const keys = page.keyboard;
  await reach(page, 'Don Chuy');
  await keys.press('Enter');
  const phone = new Phone(page, 'Don Chuy');
  await phone.node.waitFor();
  await focused(page, phone.box);

  await phone.sends(async () => {
    await keys.type('hola');
    await keys.press('Enter');
  });
  await phone.hears('¿Qué quieres reportar?');
  await focused(page, phone.box);

  await reach(page, 'Ver opciones', 'Shift+Tab');
  await keys.press('Enter');
  const sheet = phone.sheet('Ver opciones');
  await focused(page, sheet.getByRole('radio').first());
  await keys.press('ArrowDown');
  await keys.press('ArrowDown');
  await focused(page, sheet.getByRole('radio', { name: 'Robo o prevención' }));
  await picture(page, 'keyboard-1440-light');
  await keys.press('Tab');
  await phone.sends(() => keys.press('Enter'));
  await phone.own('Robo o prevención').waitFor();
  await focused(page, phone.city().first().getByRole('button', { name: 'Ver opciones' }), 'a sheet gives the focus back');

  await phone.hears('elige una opción');
  await reach(page, 'Ver opciones');
  await keys.press('Enter');
  await phone.sheet('Ver opciones').waitFor();
  await keys.press('Escape');
  await phone.sheet('Ver opciones').waitFor({ state: 'detached' });
  await focused(page, phone.answer('Ver opciones'));

  await reach(page, 'Adjuntar');
  await keys.press('Enter');
  await reach(page, 'Ubicación');
  await keys.press('Enter');
  await choosePlace(page, phone);
  await roundTrip(page);
});

/** The pin moves with the arrows, and the sheet closes again without sending. */
async function choosePlace(page, phone) {
  const sheet = phone.sheet('Enviar ubicación');
  const latitude = sheet.getByRole('textbox', { name: 'Latitud' });
  const before = Number(await latitude.inputValue());
  await page.keyboard.press('ArrowUp');
  assert.ok(Number(await latitude.inputValue()) > before, 'up is north');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
}

/** Presses `key` until the thing named `name` has the focus, which must be seen at every stop. */
async function reach(page, name, key = 'Tab') {
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press(key);
    const at = await whereIs(page);
    assert.ok(at.seen, `the focus is on "${at.name}" and cannot be seen`);
    if (at.name.includes(name)) return;
  }
  assert.fail(`"${name}" cannot be reached with ${key}`);
}

/** Tab goes through the whole page and comes back to where it began: nothing holds it. */
async function roundTrip(page) {
  const first = (await whereIs(page)).path;
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    if ((await whereIs(page)).path === first) return;
  }
  assert.fail('Tab never comes back: something holds it');
}

/** What has the focus: its words, whether a ring or another border shows it, and which element it is. */
function whereIs(page) {
  return page.evaluate(() => {
    const node = document.activeElement;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(node);
    const ring = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    const all = [...document.querySelectorAll('*')];
    const isPage = node === document.body;
    return { name: isPage ? '' : node.getAttribute('aria-label') ?? node.textContent, seen: isPage || ring, path: all.indexOf(node) };
  });
}

/** Waits until `wanted` has the focus. */
async function focused(page, wanted, why = 'the focus is where a person expects it') {
  await wanted.and(page.locator(':focus')).waitFor().catch(() => assert.fail(why));
}
