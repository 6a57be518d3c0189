// What is inside a bubble, by its kind. Each gives { inside, choices?, look? }.
import { h } from '../dom.js';
import { isBigEmoji, marked } from '../text.js';
import { cards } from './cards.js';
import { interactive } from './interactive.js';
import { audio, documentFile, image, sticker, video } from './media.js';
import { location } from './location.js';
import { template } from './template.js';

const KINDS = { text, image, video, audio, document: documentFile, sticker, location, contacts: cards, interactive, template, button: reply, order, unsupported };

/** Content of a bubble. */
export function content(phone, bubble) {
  if (bubble.side === 'citizen' && bubble.kind === 'interactive') return reply(phone, bubble);
  return (KINDS[bubble.kind] ?? unknown)(phone, bubble);
}

function text(_phone, bubble) {
  return { inside: [said(bubble.text, isBigEmoji(bubble.text) ? 'big-emoji' : '')] };
}

/** A text as WhatsApp shows it. */
export function said(words, look = '') {
  return h('span', { class: `said ${look}` }, marked(words));
}

function reply(_phone, bubble) {
  return { inside: [h('span', { class: 'said' }, bubble.text)] };
}

function order(_phone, bubble) {
  const items = bubble.content.product_items?.length ?? 0;
  return { inside: [h('span', {}, `Pedido de ${items} ${items === 1 ? 'artículo' : 'artículos'}`)] };
}

const UNSUPPORTED = { poll_creation: 'Encuesta', location: 'Ubicación en vivo', edit: 'Edición', gif: 'GIF' };

function unsupported(_phone, bubble) {
  return { inside: [h('span', { class: 'gone' }, `${UNSUPPORTED[bubble.text] ?? 'Mensaje'} que la API no entrega`)] };
}

function unknown(_phone, bubble) {
  return { inside: [h('span', { class: 'gone' }, `Mensaje de tipo «${bubble.kind}»`)] };
}
