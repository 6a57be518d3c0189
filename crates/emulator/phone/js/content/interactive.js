// Interactive messages of the business: buttons, list, place, link, form, own number.
import { button, h } from '../dom.js';
import { icon } from '../icons.js';
import { openList } from '../list-sheet.js';
import { openForm } from '../form-sheet.js';
import { openPlace } from '../place.js';
import { marked } from '../text.js';
import { picture } from './media.js';

export function interactive(phone, bubble) {
  const { header, body, footer, type } = bubble.content;
  const inside = [head(header), h('span', { class: 'said' }, marked(body?.text ?? '')), footer ? h('div', { class: 'foot' }, footer.text) : null];
  return { look: 'wide', inside, choices: (CHOICES[type] ?? (() => []))(phone, bubble) };
}

/** Header: text or a file. */
export function head(header) {
  if (!header) return null;
  if (header.type === 'text') return h('div', { class: 'head' }, header.text);
  return header.type === 'image' ? picture(header.image, '') : h('div', { class: 'foot' }, header.type === 'video' ? 'Video' : header.document?.filename ?? 'Documento');
}

const tap = (phone, bubble, choice) => () => phone.send({ type: 'tap', choice, message_id: bubble.id });

const CHOICES = {
  button: (phone, bubble) => bubble.choices.map((choice) => button(choice.title, tap(phone, bubble, choice.id), {}, icon('reply'), choice.title)),
  list: (phone, bubble) => {
    const { button: label } = bubble.content.action;
    return [button(label, () => openList(phone, bubble), { 'aria-haspopup': 'dialog' }, icon('list'), label)];
  },
  location_request_message: (phone, bubble) => [button('Enviar ubicación', () => openPlace(phone, bubble), { 'aria-haspopup': 'dialog' }, icon('pin'), 'Enviar ubicación')],
  request_contact_info: (phone, bubble) => [button('Compartir mi número', () => phone.send({ type: 'own_contact', reply_to: bubble.id }), {}, icon('person'), 'Compartir mi número')],
  cta_url: (_phone, bubble) => {
    const { display_text: label, url } = bubble.content.action.parameters;
    return [h('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, icon('link'), label)];
  },
  flow: (phone, bubble) => {
    const label = bubble.content.action.parameters.flow_cta;
    return [button(label, () => openForm(phone, bubble), { 'aria-haspopup': 'dialog' }, icon('form'), label)];
  },
};
