// Where the person writes, attaches and speaks.
import { openAttach } from './attach.js';
import { button, h, toast } from './dom.js';
import { sendFile } from './files.js';
import { icon } from './icons.js';
import { summary, unmarked } from './summary.js';
import { clock } from './time.js';
import { startRecording } from './voice.js';

/** Makes the composer of a phone. */
export function makeComposer(phone) {
  const area = h('textarea', { rows: 1, placeholder: 'Mensaje', 'aria-label': 'Escribe un mensaje', enterkeyhint: 'send' });
  const attach = button('Adjuntar', () => openAttach(phone), { class: 'round', 'aria-haspopup': 'dialog' }, icon('plus'));
  const go = button('Grabar nota de voz', act, { class: 'round go' }, icon('mic'));
  const bar = h('div', { class: 'composer' }, attach, area, go);
  const replying = h('div', { class: 'replying', hidden: true });
  const node = h('div', {}, replying, bar);
  let reply = null;

  area.addEventListener('input', face);
  area.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void act();
    }
    if (event.key === 'Escape') replyTo(null);
  });

  function face() {
    const writing = area.value.trim() !== '';
    go.replaceChildren(icon(writing ? 'send' : 'mic'));
    const label = writing ? 'Enviar mensaje' : 'Grabar nota de voz';
    go.setAttribute('aria-label', label);
    go.title = label;
  }

  async function act() {
    const body = area.value.trim();
    if (!body) {
      if (document.activeElement !== area) await record();
      return;
    }
    const sent = phone.send({ type: 'text', body, reply_to: reply?.id });
    area.value = '';
    face();
    replyTo(null);
    if ((await sent) === undefined) {
      area.value = body;
      face();
    }
  }

  function replyTo(bubble) {
    reply = bubble;
    replying.hidden = !bubble;
    replying.replaceChildren();
    if (!bubble) return;
    replying.append(h('div', { class: 'quote' }, h('b', {}, bubble.side === 'citizen' ? 'Tú' : 'Ventanilla'), h('span', {}, unmarked(summary(bubble)))),
      button('Quitar la cita', () => replyTo(null), { class: 'round' }, icon('close')));
    area.focus();
  }

  async function record() {
    const recording = await startRecording().catch(() => null);
    if (!recording) {
      toast('Este navegador no deja grabar aquí. Adjunta un audio desde el botón +.');
      return;
    }
    const time = h('span', {}, '0:00');
    const ticking = setInterval(() => { time.textContent = clock(recording.seconds()); }, 250);
    const finish = async (keep) => {
      clearInterval(ticking);
      const file = await recording.stop();
      bar.replaceChildren(attach, area, go);
      area.focus();
      if (keep) await sendFile(phone, 'audio', file, { voice: true });
    };
    bar.replaceChildren(
      button('Descartar', () => finish(false), { class: 'round danger' }, icon('trash')),
      h('div', { class: 'recording', role: 'status' }, 'Grabando', time),
      button('Enviar nota de voz', () => finish(true), { class: 'round go' }, icon('send')));
    bar.lastChild.focus();
  }

  return { node, replyTo, focus: () => area.focus({ preventScroll: true }) };
}
