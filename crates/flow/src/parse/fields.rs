use super::context::Context;
use super::node::{Key, Node};
use crate::finding::{Code, Span};
use crate::suggest::suggest;

/// The keys of a map, taken one by one; what nobody took is unknown.
pub(crate) struct Fields<'n> {
    /// What it is, for messages: "a `choose`".
    what: String,
    span: Span,
    entries: Vec<(&'n Key, &'n Node, bool)>,
    asked: Vec<String>,
}

impl<'n> Fields<'n> {
    /// The keys of `node`, or a finding that it has none.
    pub(crate) fn of(context: &mut Context<'_>, node: &'n Node, what: &str) -> Option<Self> {
        let Some(entries) = node.map() else {
            context.find(Code::WrongShape, node.span, &[what, "keys with values"]);
            return None;
        };
        let entries = entries.iter().map(|(key, node)| (key, node, false)).collect();
        Some(Self { what: what.to_owned(), span: node.span, entries, asked: Vec::new() })
    }

    /// Names the place in messages by its key instead of its content.
    pub(crate) const fn at(mut self, span: Span) -> Self {
        self.span = span;
        self
    }

    /// The value under `name`. A key without value counts as absent.
    pub(crate) fn take(&mut self, name: &str) -> Option<&'n Node> {
        self.take_with_key(name).map(|(_, node)| node).filter(|node| !node.is_null())
    }

    pub(crate) fn take_with_key(&mut self, name: &str) -> Option<(&'n Key, &'n Node)> {
        self.asked.push(name.to_owned());
        let entry = self.entries.iter_mut().find(|(key, _, _)| key.text == name)?;
        entry.2 = true;
        Some((entry.0, entry.1))
    }

    /// The value under `name`, or a finding that it is missing.
    pub(crate) fn need(&mut self, context: &mut Context<'_>, name: &str) -> Option<&'n Node> {
        let found = self.take(name);
        if found.is_none() {
            context.find(Code::MissingKey, self.span, &[&self.what, name]);
        }
        found
    }

    /// Whether a key nobody took looks like one of `words`.
    pub(crate) fn slip(&self, words: &[&str]) -> bool {
        let left = self.entries.iter().filter(|(_, _, taken)| !taken);
        left.into_iter().any(|(key, _, _)| suggest(&key.text, words).is_some())
    }

    /// Every key nobody took, in order; they count as taken.
    pub(crate) fn rest(&mut self) -> Vec<(&'n Key, &'n Node)> {
        let left = self.entries.iter_mut().filter(|(_, _, taken)| !taken);
        left.map(|entry| {
            entry.2 = true;
            (entry.0, entry.1)
        })
        .collect()
    }

    /// Reports the keys nobody took.
    pub(crate) fn finish(mut self, context: &mut Context<'_>) {
        for (key, _) in self.rest().into_iter().filter(|(key, _)| !key.text.is_empty()) {
            let help = match suggest(&key.text, &self.asked) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its keys are {}", self.asked.join(", ")),
            };
            context.find(Code::UnknownKey, key.span, &[&key.text, &self.what]).help(help);
        }
    }
}
