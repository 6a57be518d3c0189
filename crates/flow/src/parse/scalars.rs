//! Single values: ids, words, numbers, times, references.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::RangeInclusive;

use ventanilla_domain::Duration;

use super::context::Context;
use super::node::{Core, Key, Node};
use crate::finding::{Code, Span};
use crate::model::Target;
use crate::suggest::suggest;

/// Longest id.
const MAX_ID: usize = 64;
/// What YAML tools read as yes or no.
const TREACHEROUS: [&str; 9] = ["yes", "no", "on", "off", "y", "n", "true", "false", "null"];

impl Context<'_> {
    /// Whether a key of the author is an id (FLOW.md section 1).
    pub(crate) fn id_key(&mut self, key: &Key) -> bool {
        self.id_text(&key.text, key.span)
    }

    /// An id as a value.
    pub(crate) fn id(&mut self, node: &Node, what: &str) -> Option<String> {
        let Some(text) = node.scalar() else {
            self.find(Code::WrongShape, node.span, &[what, "a name"]);
            return None;
        };
        self.id_text(text, node.span).then(|| text.to_owned())
    }

    /// An id, or one in capitals.
    pub(crate) fn id_or_capitals(&mut self, node: &Node, what: &str) -> Option<String> {
        let text = node.scalar().filter(|text| text.chars().all(|c| !c.is_ascii_lowercase()));
        match text {
            Some(text) => self.id_text(&text.to_ascii_lowercase(), node.span).then(|| text.to_owned()),
            None => self.id(node, what),
        }
    }

    fn id_text(&mut self, text: &str, span: Span) -> bool {
        let shaped = text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        let help = if TREACHEROUS.contains(&text) {
            "some programs read this word as yes or no; write `si`, `negativo`, `ninguno`"
        } else if text.len() > MAX_ID {
            "an id has at most 64 letters"
        } else if shaped {
            return true;
        } else {
            "an id begins with a small letter and goes on with small letters, digits and `_`, without accents"
        };
        self.find(Code::BadId, span, &[text]).help(help);
        false
    }

    /// Words that are no text of the citizen's: addresses, names of queues.
    pub(crate) fn word(&mut self, node: &Node, what: &str) -> Option<String> {
        let found = node.scalar().filter(|text| !text.trim().is_empty()).map(str::to_owned);
        if found.is_none() {
            self.find(Code::WrongShape, node.span, &[what, "a word"]);
        }
        found
    }

    /// One word of a closed set.
    pub(crate) fn one_of<T: Copy>(&mut self, node: &Node, what: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.word(node, what)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let names = words.iter().map(|(word, _)| *word);
            let help = match suggest(&text, names.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", names.collect::<Vec<_>>().join(", ")),
            };
            self.find(Code::UnknownWord, node.span, &[&text, what]).help(help);
        }
        found
    }

    pub(crate) fn boolean(&mut self, node: Option<&Node>, what: &str) -> bool {
        let Some(node) = node else { return false };
        match (node.core(), node.scalar()) {
            (Some(Core::Bool), Some(text)) => text.eq_ignore_ascii_case("true"),
            _ => {
                self.find(Code::WrongShape, node.span, &[what, "true or false"]);
                false
            }
        }
    }

    /// A whole number within `range`.
    pub(crate) fn count(&mut self, node: &Node, what: &str, range: RangeInclusive<u32>) -> Option<u32> {
        let found = node.scalar().and_then(|text| text.parse().ok()).filter(|value| range.contains(value));
        if found.is_none() {
            let wanted = format!("a whole number from {} to {}", range.start(), range.end());
            self.find(Code::OutOfRange, node.span, &[what, &wanted]);
        }
        found
    }

    /// A number within `range`.
    pub(crate) fn number(&mut self, node: &Node, what: &str, range: RangeInclusive<f64>) -> Option<f64> {
        let text = node.scalar().filter(|_| node.core() == Some(Core::Number));
        let found = text.and_then(|text| text.parse().ok()).filter(|value| range.contains(value));
        if found.is_none() {
            let wanted = format!("a number from {} to {}", plain(*range.start()), plain(*range.end()));
            self.find(Code::OutOfRange, node.span, &[what, &wanted]);
        }
        found
    }

    /// A time such as `10m`, up to `most`.
    pub(crate) fn duration(&mut self, node: &Node, what: &str, most: Duration) -> Option<Duration> {
        let found = node.scalar().and_then(Duration::parse).filter(|span| *span <= most && span.0 > 0);
        if found.is_none() {
            let wanted = format!("a time such as 500ms, 8s, 10m, 6h or 2d, up to {most}");
            self.find(Code::OutOfRange, node.span, &[what, &wanted]);
        }
        found
    }

    /// Where a route goes.
    pub(crate) fn target(&mut self, node: &Node) -> Option<Target> {
        let text = self.word(node, "a target")?;
        if text == "@resume" {
            return Some(Target::Resume);
        }
        let names = std::mem::take(&mut self.names.steps);
        let known = self.refer(&text, node.span, "step", &names);
        self.names.steps = names;
        known.then_some(Target::Step(text))
    }

    /// Whether `text` is one of `names`.
    pub(crate) fn refer(&mut self, text: &str, span: Span, what: &str, names: &BTreeSet<String>) -> bool {
        if names.contains(text) {
            return true;
        }
        let finding = self.find(Code::UnknownReference, span, &[what, text]);
        match suggest(text, names) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None if names.len() <= 12 && !names.is_empty() => {
                finding.help(format!("there is {}", names.iter().cloned().collect::<Vec<_>>().join(", ")))
            }
            None => finding,
        };
        false
    }

    /// A list.
    pub(crate) fn list<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Node] {
        let found = node.list();
        if found.is_none() {
            self.find(Code::WrongShape, node.span, &[what, "a list: [one, another]"]);
        }
        found.unwrap_or_default()
    }

    /// A list of words.
    pub(crate) fn words(&mut self, node: &Node, what: &str) -> Vec<String> {
        self.list(node, what).iter().filter_map(|item| self.word(item, what)).collect()
    }
}

fn plain(value: impl Display) -> String {
    value.to_string()
}
