// One line for a bubble: for the list of people, quotes and screen readers.

const NAMES = {
  image: 'Foto', video: 'Video', audio: 'Audio', document: 'Documento', sticker: 'Sticker', location: 'Ubicación',
  contacts: 'Contacto', order: 'Pedido', unsupported: 'Mensaje no admitido', system: 'Cambio de número',
  template: 'Plantilla', interactive: 'Mensaje', edit: 'Edición', revoke: 'Mensaje eliminado',
};

/** Kind and text of a bubble in one line. */
export function summary(bubble) {
  if (bubble.revoked) return 'Mensaje eliminado';
  const plain = bubble.kind === 'text' || bubble.kind === 'interactive' || bubble.kind === 'button';
  if (plain && bubble.text) return bubble.text;
  const name = bubble.kind === 'audio' && bubble.content.voice ? 'Nota de voz' : NAMES[bubble.kind] ?? 'Mensaje';
  return bubble.text ? `${name}: ${bubble.text}` : name;
}

const TONES = ['#8a4b3c', '#4b5f8a', '#3f6b4f', '#7a4a77', '#7b5d22', '#2f6b78', '#8a3f5c', '#545b66'];

/** Initials and a steady colour for a name. */
export function avatar(name, id) {
  const words = name.split(/\s+/).filter(Boolean);
  const initials = words.slice(0, 2).map((word) => [...word][0]).join('').toUpperCase() || '?';
  const number = [...id].reduce((sum, letter) => sum + letter.codePointAt(0), 0);
  return { initials, tone: TONES[number % TONES.length] };
}

/** A Mexican mobile as people write it; other numbers as they are. */
function pretty(phone) {
  const parts = /^(52)(1)(\d{3})(\d{3})(\d{4})$/.exec(phone);
  return parts ? `+${parts.slice(1).join(' ')}` : `+${phone}`;
}

/** A text without WhatsApp's marks, for one line. */
export function unmarked(text) {
  return text.replace(/(^|[^\p{L}\p{N}])[*_~`]+(?=\S)|[*_~`]+(?=[^\p{L}\p{N}]|$)/gu, '$1');
}

/** How the person is known: number, username or neither. */
export function address(contact) {
  if (contact.username && contact.hide_phone) return `@${contact.username} · sin número visible`;
  if (contact.hide_phone) return 'sin número visible';
  return pretty(contact.phone);
}
