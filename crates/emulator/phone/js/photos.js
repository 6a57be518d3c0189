// Choosing a photo: one of the samples, or a file.
import { button, field, h } from './dom.js';
import { pickFile, sendFile } from './files.js';
import { SCENES, samplePhoto } from './pictures.js';
import { openSheet } from './sheet.js';

/** Opens the choice of photos. */
export async function openPhotos(phone) {
  const caption = h('input', { placeholder: 'opcional', maxlength: 1024 });
  const samples = await Promise.all(SCENES.map(async (scene) => ({ scene, blob: await samplePhoto(scene) })));
  const send = (file) => {
    close();
    void sendFile(phone, 'image', file, { caption: caption.value.trim() || undefined });
  };
  const shots = h('div', { class: 'shots' }, samples.map(({ scene, blob }) => {
    const src = URL.createObjectURL(blob);
    const image = h('img', { src, alt: '' });
    image.addEventListener('load', () => URL.revokeObjectURL(src), { once: true });
    return h('button', { type: 'button', on: { click: () => send(blob) } }, image, scene.name);
  }));
  const own = button('Elegir del dispositivo', async () => { const file = await pickFile('image/*'); if (file) send(file); }, { class: 'ghost' });
  const close = openSheet(phone.frame, 'Enviar foto', [shots, field('Texto de la foto', caption)], own);
}
