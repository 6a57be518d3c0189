// Templates: the registered text with its values, or the values alone when the text is not registered.
import { button, h } from '../dom.js';
import { icon } from '../icons.js';
import { marked } from '../text.js';

export function template(phone, bubble) {
  const { rendered, name, language } = bubble.content;
  const part = (type) => rendered?.components?.find((one) => one.type?.toLowerCase() === type);
  const inside = [
    part('header')?.text ? h('div', { class: 'head' }, part('header').text) : null,
    rendered ? null : h('div', { class: 'foot' }, `Plantilla ${name} (${language?.code ?? ''})`),
    h('span', { class: 'said' }, marked(bubble.text)),
    part('footer')?.text ? h('div', { class: 'foot' }, part('footer').text) : null,
  ];
  const links = (part('buttons')?.buttons ?? []).filter((one) => one.type === 'URL' || one.type === 'PHONE_NUMBER');
  const choices = [
    ...bubble.choices.map((choice) => button(choice.title, () => phone.send({ type: 'tap', choice: choice.id, message_id: bubble.id }), {}, icon('reply'), choice.title)),
    ...links.map((one) => (one.url ? h('a', { href: one.url.replace(/\{\{.*?\}\}/g, ''), target: '_blank', rel: 'noopener noreferrer nofollow' }, icon('link'), one.text) : h('a', { href: `tel:${one.phone_number}` }, icon('phone'), one.text))),
  ];
  return { look: 'wide', inside, choices };
}
