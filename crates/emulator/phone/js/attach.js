// The sheet behind the plus: photo, document, place, contact, sticker and rarer things.
import { button, field, h } from './dom.js';
import { pickFile, sendFile } from './files.js';
import { icon } from './icons.js';
import { openOther } from './other.js';
import { sampleSticker } from './pictures.js';
import { openPhotos } from './photos.js';
import { openPlace } from './place.js';
import { openSheet } from './sheet.js';

/** Opens the sheet. */
export function openAttach(phone) {
  const items = [
    ['photo', 'Foto', () => openPhotos(phone)],
    ['pin', 'Ubicación', () => openPlace(phone)],
    ['file', 'Documento', () => sendDocument(phone)],
    ['mic', 'Audio', () => sendAudio(phone)],
    ['image', 'Video', () => sendVideo(phone)],
    ['person', 'Contacto', () => openContact(phone)],
    ['sticker', 'Sticker', async () => sendFile(phone, 'sticker', await sampleSticker())],
    ['dots', 'Otros', () => openOther(phone)],
  ];
  const grid = h('div', { class: 'grid' }, items.map(([name, label, action]) =>
    h('button', { type: 'button', on: { click: () => { close(); void action(); } } }, h('span', { class: 'disc' }, icon(name)), label)));
  const close = openSheet(phone.frame, 'Adjuntar', grid);
}

async function sendDocument(phone) {
  const file = await pickFile('');
  if (file) await sendFile(phone, 'document', file, { filename: file.name });
}

async function sendAudio(phone) {
  const file = await pickFile('audio/*');
  if (file) await sendFile(phone, 'audio', file, { voice: true });
}

async function sendVideo(phone) {
  const file = await pickFile('video/*');
  if (file) await sendFile(phone, 'video', file);
}

function openContact(phone) {
  const name = h('input', { value: 'Bomberos Saltillo', autofocus: true });
  const number = h('input', { value: '+52 844 414 2222', inputmode: 'tel' });
  const go = () => {
    close();
    const [first, ...rest] = name.value.trim().split(/\s+/);
    const vcard = `BEGIN:VCARD\nVERSION:3.0\nFN:${name.value.trim()}\nTEL:${number.value.trim()}\nEND:VCARD`;
    void phone.send({ type: 'contacts', contacts: [{
      name: { formatted_name: name.value.trim(), first_name: first, last_name: rest.join(' ') || undefined },
      phones: [{ phone: number.value.trim(), type: 'CELL' }], vcard,
    }] });
  };
  const close = openSheet(phone.frame, 'Enviar contacto', [field('Nombre', name), field('Número', number)], button('Enviar', go, { class: 'solid' }));
}
