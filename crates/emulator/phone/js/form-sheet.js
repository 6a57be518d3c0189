// A Flow stands for a form whose screens live at Meta; here the answers are typed as name and value.
import { button, h } from './dom.js';
import { openSheet } from './sheet.js';

/** Opens the stand-in of a Flow. */
export function openForm(phone, bubble) {
  const { flow_token, flow_action_payload } = bubble.content.action.parameters;
  const lines = h('textarea', { rows: 6, autofocus: true, 'aria-label': 'Respuestas, una por renglón: campo = valor' });
  lines.value = Object.keys(flow_action_payload?.data ?? {}).map((name) => `${name} = `).join('\n') || 'campo = valor';
  const go = () => {
    close();
    const answers = lines.value.split('\n').map((line) => line.split('=').map((part) => part.trim())).filter(([name]) => name);
    const response = { ...(flow_token ? { flow_token } : {}), ...Object.fromEntries(answers.map(([name, ...rest]) => [name, rest.join('=')])) };
    void phone.send({ type: 'nfm_reply', response, reply_to: bubble.id });
  };
  const close = openSheet(phone.frame, bubble.content.action.parameters.flow_cta, [
    h('label', { class: 'field' }, 'Respuestas, una por renglón: campo = valor', lines),
    h('p', { class: 'hint' }, 'Las pantallas de un Flow viven en Meta y aquí no se dibujan; sus respuestas llegan igual.'),
  ], button('Enviar respuestas', go, { class: 'solid' }));
}
