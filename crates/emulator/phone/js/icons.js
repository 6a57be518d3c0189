// The few icons needed, as 24-unit strokes.
import { svg } from './dom.js';

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  send: 'M4 12l16-8-5 16-3.500-6.500L4 12z',
  mic: 'M12 4a2.500 2.500 0 0 1 2.500 2.500v5a2.500 2.500 0 0 1-5 0v-5A2.500 2.500 0 0 1 12 4zM6 11.500a6 6 0 0 0 12 0M12 17.500V21',
  stop: 'M7 7h10v10H7z',
  trash: 'M5 7h14M10 7V5h4v2M7 7l1 13h8l1-13',
  more: 'M12 5.500v.01M12 12v.01M12 18.500v.01',
  down: 'M6 9l6 6 6-6',
  reply: 'M10 6L4 12l6 6M4 12h9a7 7 0 0 1 7 7',
  forward: 'M14 6l6 6-6 6M20 12h-9a7 7 0 0 0-7 7',
  list: 'M4 7h.01M9 7h11M4 12h.01M9 12h11M4 17h.01M9 17h11',
  link: 'M14 4h6v6M20 4l-9 9M18 14v5H5V6h5',
  pin: 'M12 21c4.500-5 7-8.500 7-11.500a7 7 0 0 0-14 0C5 12.500 7.500 16 12 21zM12 7.500a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  photo: 'M4 7h3l2-2.500h6L17 7h3v12H4zM12 10a3.300 3.300 0 1 1 0 6.600 3.300 3.300 0 0 1 0-6.600z',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9h.01',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.500 20.500c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500',
  sticker: 'M5 5h14v8l-6 6H5zM19 13h-6v6M9 9.500h.01M14.500 9.500h.01M9 13c.8 1 2 1.300 3 1',
  plane: 'M10 21l2-1 2 1v-6l6 3v-2l-6-5V5.500a2 2 0 0 0-4 0V11l-6 5v2l6-3z',
  phone: 'M8 3h8a1.500 1.500 0 0 1 1.500 1.500v15A1.500 1.500 0 0 1 16 21H8a1.500 1.500 0 0 1-1.500-1.500v-15A1.500 1.500 0 0 1 8 3zM11 18h2',
  repeat: 'M5 11a7 7 0 0 1 12-4l2 2M19 5v4h-4M19 13a7 7 0 0 1-12 4l-2-2M5 19v-4h4',
  edit: 'M5 19l1-4L16 5l3 3L9 18z',
  dots: 'M5 12h.01M12 12h.01M19 12h.01',
  sent: 'M5 12.500l4.500 4.500L19 7.500',
  twice: 'M2 12.500L6.500 17 15 8M11 15l2 2 8.500-9',
  wait: 'M12 5a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM12 8.500V12l2.500 1.500',
  signal: 'M5 19v-3M10 19v-6M15 19v-9M20 19V6',
  form: 'M5 4h14v16H5zM8.500 9h7M8.500 13h7M8.500 17h4',
};

/** Icons made of dots need a thicker pen. */
const BOLD = new Set(['more', 'dots']);

/** An icon; hidden from screen readers, since the button around it has a name. */
export function icon(name) {
  return svg('svg', { class: BOLD.has(name) ? 'icon bold' : 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: PATHS[name] ?? '' }));
}
