//! Texts of the platform itself: the flow's own wording, else a built-in one.

use super::machine::Machine;
use crate::value::Value;

/// Built-in wordings: key, Spanish, English.
const BUILT_IN: [(&str, &str, &str); 10] = [
    (
        "media_missing",
        "No pude abrir ese archivo. ¿Me lo mandas otra vez?",
        "I could not open that file. Could you send it again?",
    ),
    (
        "not_shown",
        "Eso no lo puedo leer por aquí. Responde con palabras o con una opción, por favor.",
        "I cannot read that here. Please answer with words or with an option.",
    ),
    (
        "fault",
        "Tuve un problema y le avisé a una persona de la Comisaría. En emergencia marca *911*.",
        "Something went wrong on our side and a person has been told. In an emergency call *911*.",
    ),
    ("stale", "Esa opción era de una pregunta anterior.", "That option belonged to an earlier question."),
    ("group_prompt", "{{ group }}: elige una opción.", "{{ group }}: choose one."),
    ("more", "Ver más", "See more"),
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
        let group = Value::Text(group.to_owned());
        match self.flow.texts.get("group_prompt") {
            Some(text) => text.render(&self.scope().with_local("group", &group)),
            None => match group {
                Value::Text(group) => self.built_in("group_prompt").replace("{{ group }}", &group),
                _ => String::new(),
            },
        }
    }

    fn built_in(&self, key: &str) -> &'static str {
        let english = self.session.lang.starts_with("en");
        let found = BUILT_IN.iter().find(|(known, _, _)| *known == key);
        found.map_or("", |(_, spanish, in_english)| if english { in_english } else { spanish })
    }
}
