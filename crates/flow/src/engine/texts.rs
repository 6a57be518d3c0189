//! Texts of the platform itself. The flow holds the wording of those an author may change ([`crate::model::Flow::PLATFORM_TEXTS`]); the
//! rest is built in.

use super::machine::Machine;
use crate::value::Value;

/// Built-in wordings: key, Spanish, English.
const BUILT_IN: [(&str, &str, &str); 4] = [
    ("edit_prompt", "¿Qué quieres corregir?", "What would you like to correct?"),
    ("back", "Volver", "Back"),
    ("yes", "Sí", "Yes"),
    ("no", "No", "No"),
];

impl Machine<'_> {
    /// The platform's text `key` in the session's language.
    pub(crate) fn platform_text(&self, key: &str) -> String {
        match self.flow.texts.get(key) {
            Some(text) => self.text(text),
            None => self.built_in(key).to_owned(),
        }
    }

    /// The question within a group of options.
    pub(crate) fn group_prompt(&self, group: &str) -> String {
        let name = Value::Text(group.to_owned());
        let prompt =
            self.flow.texts.get("group_prompt").map(|text| text.render(&self.scope().with_local("group", &name)));
        prompt.unwrap_or_else(|| group.to_owned())
    }

    fn built_in(&self, key: &str) -> &'static str {
        let english = self.session.lang.starts_with("en");
        let found = BUILT_IN.iter().find(|(known, _, _)| *known == key);
        found.map_or("", |(_, spanish, in_english)| if english { in_english } else { spanish })
    }
}
