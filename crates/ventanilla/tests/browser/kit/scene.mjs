// A scene: a browser that looks at the demo, and what must hold in every one of them.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Phone } from './phone.mjs';

/** Where the test put playwright-core and axe-core. */
const modules = createRequire(join(process.env.BROWSER_MODULES, 'node_modules/'));
const { chromium } = modules('playwright-core');
export const axeFile = modules.resolve('axe-core/axe.min.js');

/** Address of the demo, such as http://127.0.0.1:20001. */
export const base = process.env.DEMO;

const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** How long a condition may take on a machine that builds at the same time, in milliseconds. */
const PATIENCE = 20_000;

/** A scene that hangs fails instead. */
const LONGEST = 240_000;

export const DESK = { width: 1440, height: 900 };
export const HAND = { width: 390, height: 844 };

/** Plays `act` at a size and in light or dark; afterwards nothing may have gone wrong in the console or left this machine. */
export async function scene({ size, dark = false, mayFail = () => false }, act) {
  setTimeout(() => { throw new Error(`the scene did not end within ${LONGEST} ms`); }, LONGEST).unref();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  try {
    const context = await browser.newContext({ viewport: size, colorScheme: dark ? 'dark' : 'light', locale: 'es-MX', timezoneId: 'America/Monterrey', hasTouch: size === HAND });
    const wrong = watch(context, mayFail);
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    await open(page);
    await act(page).catch(async (error) => {
      await picture(page, `failed-${process.env.SCENE}`);
      throw error;
    });
    assert.deepEqual(wrong, [], 'nothing goes wrong in the console, and nothing leaves this machine');
  } finally {
    await browser.close();
  }
}

/** Opens the page of the phones and waits until it knows the people. */
export async function open(page) {
  await page.goto(`${base}/`, { waitUntil: 'load' });
  await page.getByText('Conectado al servidor').or(page.getByRole('region', { name: /^Teléfono de/ })).first().waitFor();
}

/** What the console, the pages and the network complain about. */
function watch(context, mayFail) {
  const wrong = [];
  const note = (text) => { if (!mayFail(text)) wrong.push(text); };
  context.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') note(`${message.type()}: ${message.text()}`); });
  context.on('weberror', (event) => note(`exception: ${event.error().message}`));
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    const isOurs = host === new URL(base).host || protocol === 'blob:' || protocol === 'data:';
    if (!isOurs) wrong.push(`a request to ${request.url()}`);
  });
  return wrong;
}

/** Takes a person's phone from the list. */
export async function take(page, name) {
  await page.getByRole('button', { name }).first().click();
  const phone = new Phone(page, name);
  await phone.node.waitFor();
  return phone;
}

/** A picture for people to look at, under target/screens. */
export async function picture(page, name) {
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode().catch(() => {}))));
  await page.screenshot({ path: join(process.env.SCREENS, `${name}.png`), animations: 'disabled' });
}
