// What can be done with a phone as a whole.
import { api, attempt } from './api.js';
import { button, field, h, toast } from './dom.js';
import { icon } from './icons.js';
import { wholeNumber } from './person-form.js';
import { openPopup } from './popup.js';
import { openSheet } from './sheet.js';

/** Opens the menu of a phone. */
export function openPhoneMenu(phone, anchor, host) {
  const { contact } = phone.person();
  const change = (patch) => attempt(() => api.updateContact(phone.id, patch));
  const items = [
    ['plane', contact.online ? 'Quitar la conexión' : 'Recuperar la conexión', () => change({ online: !contact.online })],
    ['twice', contact.read_receipts ? 'Ocultar que leyó' : 'Mostrar que leyó', () => change({ read_receipts: !contact.read_receipts })],
    contact.phone && ['person', contact.hide_phone ? 'Dejar ver su número' : 'Ocultar su número', () => change({ hide_phone: !contact.hide_phone })],
    ['phone', 'Cambiar de número', () => changeNumber(phone)],
    ['trash', 'Borrar a la persona', () => attempt(() => api.removeContact(phone.id))],
  ].filter(Boolean);
  openPopup(host, anchor, 'Opciones del teléfono', items.map(([name, label, action]) =>
    h('button', { type: 'button', role: 'menuitem', class: 'item', on: { click: action } }, icon(name), label)));
}

function changeNumber(phone) {
  const input = h('input', { inputmode: 'tel', placeholder: '844 765 4321', autofocus: true });
  const go = async () => {
    if (await phone.send({ type: 'number_change', phone: wholeNumber(input.value) || undefined })) toast('El servidor fue avisado del cambio.');
    close();
  };
  const close = openSheet(phone.frame, 'Cambiar de número', [
    field('Número nuevo; vacío si no se comparte', input),
    h('p', { class: 'hint' }, 'El servidor recibe un aviso del sistema. Puede ser otra persona con un número reutilizado.'),
  ], button('Cambiar', go, { class: 'solid' }));
}
