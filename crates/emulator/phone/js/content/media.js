// Photos, videos, audio, documents, stickers.
import { api, mediaUrl } from '../api.js';
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { marked } from '../text.js';

const caption = (bubble) => (bubble.text ? h('span', { class: 'said' }, marked(bubble.text)) : null);

/** A file given by link from elsewhere: the emulator does not fetch it. */
function linked(file, name) {
  return h('a', { class: 'file', href: file.link, target: '_blank', rel: 'noopener noreferrer' }, icon('link'), h('span', { class: 'one-line' }, name ?? file.link));
}

export function image(_phone, bubble) {
  return { look: 'wide', inside: [picture(bubble.content, bubble.text), caption(bubble)] };
}

/** An image of the shelf, or a link. */
export function picture(file, words) {
  if (!file.id) return linked(file, 'Foto enlazada');
  const open = h('a', { class: 'media', href: mediaUrl(file.id), target: '_blank', rel: 'noopener' }, h('img', { src: mediaUrl(file.id), alt: words || 'Foto' }));
  return open;
}

export function video(_phone, bubble) {
  const file = bubble.content;
  const player = file.id ? h('span', { class: 'media' }, h('video', { src: mediaUrl(file.id), controls: true, preload: 'metadata' })) : linked(file, 'Video enlazado');
  return { look: 'wide', inside: [player, caption(bubble)] };
}

export function audio(phone, bubble) {
  const file = bubble.content;
  if (!file.id) return { inside: [linked(file, 'Audio enlazado')] };
  const player = h('audio', { src: mediaUrl(file.id), controls: true, preload: 'metadata' });
  const heard = () => { if (bubble.side === 'business' && file.voice) api.played(phone.id, bubble.id).catch(() => {}); };
  player.addEventListener('play', heard, { once: true });
  return { inside: [h('span', { class: 'visually-hidden' }, file.voice ? 'Nota de voz' : 'Audio'), player] };
}

export function documentFile(_phone, bubble) {
  const file = bubble.content;
  if (!file.id) return { look: 'wide', inside: [linked(file, file.filename), caption(bubble)] };
  const line = h('a', { class: 'file', href: mediaUrl(file.id), download: file.filename ?? 'documento' }, icon('file'), h('span', { class: 'one-line' }, file.filename ?? 'Documento'));
  return { look: 'wide', inside: [line, caption(bubble)] };
}

export function sticker(_phone, bubble) {
  const file = bubble.content;
  return { look: 'bare', inside: [file.id ? h('span', { class: 'sticker' }, h('img', { src: mediaUrl(file.id), alt: 'Sticker' })) : linked(file, 'Sticker enlazado')] };
}
