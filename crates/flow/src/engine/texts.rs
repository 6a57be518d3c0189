//! Texts of the platform itself ([`crate::model::Flow::PLATFORM_TEXTS`]): the flow holds them all, in the author's or the built-in wording.

use super::machine::Machine;
use crate::value::Value;

impl Machine<'_> {
    /// The platform's text `key` in the session's language.
    pub(crate) fn platform_text(&self, key: &str) -> String {
        self.flow.texts.get(key).map(|text| self.text(text)).unwrap_or_default()
    }

    /// The question within a group of options.
    pub(crate) fn group_prompt(&self, group: &str) -> String {
        let name = Value::Text(group.to_owned());
        let prompt =
            self.flow.texts.get("group_prompt").map(|text| text.render(&self.scope().with_local("group", &name)));
        prompt.unwrap_or_else(|| group.to_owned())
    }
}
