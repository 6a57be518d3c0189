//! Tables, one file a kind where there is something of its own to say; whole conversations are in `engine/tests`.

mod act;
mod ask;
mod choose;
mod classify;
mod confirm;
mod media;
mod place;
mod say;
mod typed;

use crate::engine::tests::{Talk, flow};
use crate::model::Flow;

/// A flow of these steps (YAML, two spaces in) with `fin` and `gente` to go to, and variables for every kind.
fn steps(entry: &str, steps: &str) -> Flow {
    flow(&format!(
        r#"
ventanilla: 1
id: prueba
lang: es-MX
channels: [whatsapp]
entry: {entry}
policy: normal
vars:
  dicho:   {{type: text, max: 20}}
  cuantos: {{type: int}}
  opcion:  {{type: enum, of: [uno, dos, tres, otro, cuatro, cinco]}}
  dia:     {{type: date}}
  acepta:  {{type: bool}}
  fotos:   {{type: media_list, max: 3}}
  notas:   {{type: media_list, max: 3}}
  lugar:   {{type: place}}
  folio:   {{type: text, max: 20}}
policies:
  normal: {{attempts: 3, unrecognised: "No entendí.", exhausted: gente, silence: [{{after: 1h, next: fin}}]}}
steps:
{steps}
  gente: {{handoff: {{queue: general, priority: P3, accept_within: 5m}}, routes: {{resolved: fin, returned: "@resume", no_agent: fin, expired: fin}}}}
  fin: {{end: fin}}
texts: {{not_shown: "No lo puedo leer.", media_missing: "No lo pude abrir.", stale: "Era de antes."}}
"#
    ))
}

/// Begins at the entry as if it had been reached by a route.
fn talk(flow: &Flow) -> Talk<'_> {
    Talk::at(flow, &flow.entry)
}
