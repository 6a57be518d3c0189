//! Message templates registered with the emulator (whatsapp-cloud-api 9.1).

use serde_json::{Value, json};

/// A template as it was created; the emulator approves all of them at once.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) language: String,
    pub(crate) category: String,
    pub(crate) components: Value,
}

impl Template {
    /// As `GET /{waba_id}/message_templates` lists it.
    pub(crate) fn listed(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "language": self.language,
            "status": "APPROVED",
            "category": self.category,
            "components": self.components,
        })
    }

    /// Text of the body with its `{{…}}` places.
    pub(crate) fn body(&self) -> &str {
        let parts = self.components.as_array().map(Vec::as_slice).unwrap_or_default();
        let body =
            parts.iter().find(|part| part["type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("body")));
        body.and_then(|part| part["text"].as_str()).unwrap_or_default()
    }

    /// Names of the variables in the body, in order of first appearance.
    pub(crate) fn variables(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for piece in self.body().split("{{").skip(1) {
            let name = piece.split("}}").next().unwrap_or_default().trim().to_owned();
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The body with the parameters put in; a parameter without a name fills the next place.
    pub(crate) fn fill(&self, parameters: &[(Option<String>, String)]) -> String {
        let mut text = self.body().to_owned();
        for (place, variable) in self.variables().iter().enumerate() {
            let named = parameters.iter().find(|(name, _)| name.as_deref() == Some(variable));
            if let Some((_, value)) = named.or_else(|| parameters.get(place)) {
                text = text.replace(&format!("{{{{{variable}}}}}"), value);
            }
        }
        text
    }
}
