// What goes wrong, on demand: rules of faults, behaviour, and figures.
import { api, attempt } from './api.js';
import { button, field, h, toast } from './dom.js';
import { icon } from './icons.js';
import { on, store } from './store.js';
import { figures } from './figures.js';

const CHOICES = [
  ['Al enviar el servidor', [
    ['Límite del número (130429)', { kind: 'refuse', code: 130429 }],
    ['Límite por persona (131056)', { kind: 'refuse', code: 131056 }],
    ['Token vencido (190)', { kind: 'refuse', code: 190 }],
    ['Error de Meta (131000)', { kind: 'refuse', code: 131000 }],
    ['Página HTML 502', { kind: 'html', status: 502 }],
    ['Fuera de 24 horas (131047), después', { kind: 'fail_later', code: 131047 }],
    ['No se pudo entregar (131026), después', { kind: 'fail_later', code: 131026 }],
    ['Respuesta lenta (15 s)', { kind: 'slow', ms: 15000 }],
    ['Se envía, pero se corta la conexión', { kind: 'drop' }],
    ['El estado llega antes que la respuesta', { kind: 'status_first' }],
  ]],
  ['Al avisar al servidor', [
    ['Aviso repetido', { kind: 'duplicate', copies: 1 }],
    ['Avisos en desorden (de 3 en 3)', { kind: 'shuffle', window: 3 }],
    ['Aviso tardío (20 s)', { kind: 'delay', ms: 20000 }],
    ['Firma equivocada la primera vez', { kind: 'wrong_signature' }],
  ]],
  ['Al descargar archivos', [
    ['Archivo vencido (404)', { kind: 'media_expired' }],
    ['Archivo alterado', { kind: 'wrong_hash' }],
    ['Descarga lenta (15 s)', { kind: 'slow_media', ms: 15000 }],
  ]],
];

const ALL = CHOICES.flatMap(([, faults]) => faults);

/** The panel beside the list of people. */
export function faultsPanel() {
  const rules = h('ul', { class: 'rules' });
  const kind = h('select', {}, CHOICES.map(([label, faults]) =>
    h('optgroup', { label }, faults.map(([name]) => h('option', { value: ALL.findIndex(([other]) => other === name) }, name)))));
  const who = h('select');
  const times = h('select', {}, [['1', 'Una vez'], ['3', 'Tres veces'], ['', 'Hasta quitarla']].map(([value, name]) => h('option', { value }, name)));
  const add = async (event) => {
    event.preventDefault();
    const fault = ALL[Number(kind.value)][1];
    // A rule counts updates; one shuffle takes as many as its window.
    const count = Number(times.value) * (fault.window ?? 1);
    const rule = { ...fault, contact: who.value || undefined, times: count || undefined };
    if (await attempt(() => api.addFault(rule))) toast('Falla lista.');
  };
  const form = h('form', { on: { submit: add } }, field('Qué falla', kind), field('A quién', who), field('Cuántas veces', times),
    h('button', { class: 'solid' }, 'Provocar falla'));

  const draw = () => {
    const chosen = who.value;
    who.replaceChildren(h('option', { value: '' }, 'A cualquiera'), ...[...store.people.values()].map(({ contact }) => h('option', { value: contact.id }, contact.name)));
    who.value = chosen;
    rules.replaceChildren(...store.faults.map(ruleLine));
    if (store.faults.length === 0) rules.replaceChildren(h('li', {}, h('span', { class: 'hint' }, 'Ninguna. Todo funciona.')));
  };
  ['reset', 'faults', 'shelf'].forEach((name) => on(name, draw));
  draw();
  return [h('div', { class: 'side-body' }, h('div', { class: 'faults' },
    h('h2', {}, 'Fallas pendientes'), rules, form, figures()))];
}

function ruleLine(rule) {
  const name = ALL.find(([, fault]) => Object.entries(fault).every(([key, value]) => rule[key] === value))?.[0] ?? `${rule.kind}${rule.code ? ` (${rule.code})` : ''}`;
  const person = rule.contact ? store.people.get(rule.contact)?.contact.name ?? rule.contact : 'cualquiera';
  const left = rule.times === undefined ? 'hasta quitarla' : rule.times === 1 ? 'una vez' : `${rule.times} veces`;
  return h('li', {}, h('span', {}, name, h('small', {}, `A ${person} · ${left}`)),
    button(`Quitar: ${name}`, () => attempt(() => api.removeFault(rule.id)), { class: 'round' }, icon('close')));
}
