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

  /** Does `act` and waits until one more message of the person stands in the chat. */
  async sends(act) {
    const before = await this.own().count();
    await act();
    await this.own().nth(before).waitFor();
  }

  async write(text) {
    await this.box.fill(text);
    await this.sends(() => this.node.getByRole('button', { name: 'Enviar mensaje' }).click());
  }

  /** Taps an answer under the newest bubble of the city. */
  async tap(label) {
    await this.sends(() => this.answer(label).click());
  }

  /** A button under the newest bubble of the city. */
  answer(label) {
    return this.city().last().getByRole('button', { name: label, exact: true });
  }

  /** Opens the newest list and sends one of its rows. */
  async pick(row, opener = 'Ver opciones') {
    await this.answer(opener).click();
    const sheet = this.sheet(opener);
    await sheet.getByRole('radio', { name: row }).check();
    await this.sends(() => sheet.getByRole('button', { name: 'Enviar', exact: true }).click());
  }

  /** Opens something of the attach sheet. */
  async attach(label) {
    await this.node.getByRole('button', { name: 'Adjuntar' }).click();
    await this.sheet('Adjuntar').getByRole('button', { name: label }).click();
  }

  /** Sends one of the sample photos and waits until it stands in the chat. */
  async sendPhoto(scene) {
    await this.attach('Foto');
    await this.sends(() => this.sheet('Enviar foto').getByRole('button', { name: scene }).click());
  }

  /** Opens the options of a bubble and takes one. */
  async options(bubble, label) {
    await bubble.getByRole('button', { name: /^Opciones de/ }).click();
    const menu = this.node.getByRole('menu', { name: 'Opciones del mensaje' });
    await menu.getByRole('menuitem', { name: label }).or(menu.getByRole('menuitemcheckbox', { name: label })).click();
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
