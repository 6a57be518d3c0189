// Files on their way from the person's phone to the emulator's shelf.
import { api, attempt } from './api.js';
import { h } from './dom.js';

/** Asks for a file of certain types; resolves with nothing when the person thinks better of it. */
export function pickFile(accept) {
  return new Promise((resolve) => {
    const input = h('input', { type: 'file', accept });
    input.addEventListener('change', () => resolve(input.files[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}

/** Uploads a file and sends it as image, video, audio, document or sticker. */
export function sendFile(phone, type, file, extra = {}) {
  return attempt(async () => {
    const media_id = await api.upload(file);
    return api.send(phone.id, { type, media_id, ...extra });
  });
}
