use std::collections::BTreeMap;

use crate::model::Flow;
use crate::value::Value;

/// How deep texts may stand within texts: a text of the flow may hold one of a catalogue, and no further.
pub(super) const MAX_TEXT_DEPTH: u8 = 1;

/// What an expression can see when it runs.
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    pub(super) flow: &'a Flow,
    pub(super) vars: &'a BTreeMap<String, Value>,
    pub(super) session_id: &'a str,
    pub(super) lang: &'a str,
    pub(super) locals: BTreeMap<&'a str, &'a Value>,
    pub(super) depth: u8,
    /// What is not in `vars` is unknown instead of nothing.
    pub(super) partial: bool,
}

impl<'a> Scope<'a> {
    /// The variables of a session that speaks `lang`.
    #[must_use]
    pub const fn new(flow: &'a Flow, vars: &'a BTreeMap<String, Value>, session_id: &'a str, lang: &'a str) -> Self {
        Self { flow, vars, session_id, lang, locals: BTreeMap::new(), depth: 0, partial: false }
    }

    /// For proofs: only `known` is known, and an expression that depends on anything else has no value. Because one deciding side of
    /// `&&` and `||` is enough, `unknown && false` still is false.
    pub(crate) fn partial(flow: &'a Flow, known: &'a BTreeMap<String, Value>) -> Self {
        Self { partial: true, ..Self::new(flow, known, "", "") }
    }

    /// The same with `answer`, what the citizen just said, for `checks` of `ask`.
    #[must_use]
    pub fn with_answer(self, answer: &'a Value) -> Self {
        self.with_local("answer", answer)
    }

    /// The same with another name that hides a variable of that name, such as `group` in the text `group_prompt`.
    #[must_use]
    pub fn with_local(mut self, name: &'a str, value: &'a Value) -> Self {
        self.locals.insert(name, value);
        self
    }

    pub(super) fn var(&self, name: &str) -> Option<&Value> {
        self.locals.get(name).copied().or_else(|| self.vars.get(name))
    }

    pub(super) fn deeper(&self) -> Self {
        Self { depth: self.depth.saturating_add(1), ..self.clone() }
    }
}
