// Adding a person: with a number, or known only by a username or nothing at all.
import { api, attempt } from './api.js';
import { button, field, h } from './dom.js';

/** Asks for a new person; resolves with the id, or nothing when cancelled. */
export function askNewPerson() {
  return new Promise((resolve) => {
    const name = h('input', { required: true, autocomplete: 'off', maxlength: 80, autofocus: true });
    const phone = h('input', { inputmode: 'tel', autocomplete: 'off', placeholder: '844 123 4567' });
    const username = h('input', { autocomplete: 'off', placeholder: 'opcional' });
    const hide = h('input', { type: 'checkbox' });
    const problem = h('p', { class: 'problem', role: 'alert' });
    const dialog = h('dialog', { 'aria-labelledby': 'new-person' }, h('form', { method: 'dialog', on: { submit } },
      h('h2', { id: 'new-person' }, 'Nueva persona'),
      field('Nombre en su perfil', name),
      field('Número (10 dígitos o con clave de país)', phone),
      field('Nombre de usuario', username),
      h('label', { class: 'check' }, hide, h('span', {}, 'El municipio no puede ver su número. Así llegan, desde 2026, las personas que usan nombre de usuario.')),
      problem,
      h('div', { class: 'buttons' }, button('Cancelar', () => finish(), { class: 'ghost' }), h('button', { class: 'solid' }, 'Agregar'))));

    async function submit(event) {
      event.preventDefault();
      const digits = wholeNumber(phone.value);
      if (!digits && !hide.checked) {
        problem.textContent = 'Escribe su número, o marca que no se puede ver.';
        phone.focus();
        return;
      }
      const contact = await attempt(() => api.addContact({
        name: name.value.trim(), phone: digits || undefined, username: username.value.trim().replace(/^@/, '') || undefined, hide_phone: hide.checked,
      }));
      if (contact) finish(contact.id);
    }

    function finish(id) {
      dialog.close();
      dialog.remove();
      resolve(id);
    }

    dialog.addEventListener('cancel', () => finish());
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Digits as WhatsApp shows them: ten Mexican digits get 521 in front. */
export function wholeNumber(text) {
  const digits = text.replace(/\D/g, '');
  if (digits.length === 10) return `521${digits}`;
  return digits.length === 12 && digits.startsWith('52') ? `521${digits.slice(2)}` : digits;
}
