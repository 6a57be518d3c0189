// A citizen's phone, used by what it says and by what each thing is.
import assert from 'node:assert/strict';

export class Phone {
  constructor(page, name) {
    this.page = page;
    this.name = name;
    this.node = page.getByRole('region', { name: `Teléfono de ${name}` });
    this.log = this.node.getByRole('log', { name: 'Mensajes' });
    this.box = this.node.getByRole('textbox', { name: 'Escribe un mensaje' });
  }

  /** Bubbles of the city that hold `text`. */
  city(text) {
    const all = this.log.getByRole('article', { name: 'Ventanilla' });
    return text === undefined ? all : all.filter({ hasText: text });
  }

  /** The person's own bubbles that hold `text`. */
  own(text) {
    const all = this.log.getByRole('article', { name: this.name });
    return text === undefined ? all : all.filter({ hasText: text });
  }

  /** What slid up over the phone. */
  sheet(name) {
    return this.node.getByRole('dialog', { name });
  }

  /** The newest bubble of the city, once it holds `text`. */
  async hears(text) {
    const newest = this.city().last().filter({ hasText: text });
    await newest.waitFor();
    return newest;
  }

  /** The city's answer to the person's newest message, whatever it says. */
  async answered() {
    const newest = this.log.getByRole('article').last().and(this.city());
    await newest.waitFor();
    return newest;
  }

  async write(text) {
    await this.box.fill(text);
    await this.node.getByRole('button', { name: 'Enviar', exact: true }).click();
    await this.own(text).last().waitFor();
  }

  /** Taps an answer under the newest bubble of the city. */
  async tap(label) {
    await this.city().last().getByRole('button', { name: label, exact: true }).click();
  }

  /** Opens the newest list and sends one of its rows. */
  async pick(row, opener = 'Ver opciones') {
    await this.tap(opener);
    const sheet = this.sheet(opener);
    await sheet.getByRole('radio', { name: row }).check();
    await sheet.getByRole('button', { name: 'Enviar', exact: true }).click();
    await this.own(row).last().waitFor();
  }

  /** Opens something of the attach sheet. */
  async attach(label) {
    await this.node.getByRole('button', { name: 'Adjuntar' }).click();
    await this.sheet('Adjuntar').getByRole('button', { name: label }).click();
  }

  /** Sends one of the sample photos and waits until it stands in the chat. */
  async sendPhoto(scene) {
    await this.attach('Foto');
    const before = await this.own().getByRole('img').count();
    await this.sheet('Enviar foto').getByRole('button', { name: scene }).click();
    await this.own().getByRole('img').nth(before).waitFor();
  }

  /** Opens the options of a bubble and takes one. */
  async options(bubble, label) {
    await bubble.scrollIntoViewIfNeeded();
    const [, words] = (await bubble.innerText()).split(/:\s*/, 2);
    await this.log.getByRole('button', { name: `Opciones de: ${words.slice(0, 20)}` }).last().click();
    await this.node.getByRole('menuitem', { name: label }).click();
  }

  /** What the ticks under the newest own bubble with `text` say becomes `state`. */
  async ticks(text, state) {
    await this.own(text).last().getByText(state, { exact: true }).waitFor({ state: 'attached' });
  }

  /** Nothing is cut off sideways. */
  async fits() {
    const [inner, outer] = await this.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(inner <= outer, `the page is ${inner} wide on a screen of ${outer}`);
  }
}
