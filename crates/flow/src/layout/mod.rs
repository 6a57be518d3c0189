//! How a bubble looks on a channel: words and options → [`OutboundContent`] within the channel's limits (FLOW.md section 5). Pure.

mod bubble;
mod levels;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use bubble::{Sheet, bubbles, fits, link, media};
pub(crate) use levels::{Groups, Labels, level};
pub(crate) use text::join;

/// A row of options, whatever it becomes: button, list row or numbered line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Row {
    /// What the engine calls it: the outcome, the option, or a view to go to.
    pub(crate) key: String,
    /// First line.
    pub(crate) title: String,
    /// Second line.
    pub(crate) description: Option<String>,
    /// Where it stands on the first level.
    pub(crate) group: Option<String>,
    /// Other words that name it when typed.
    pub(crate) also: Vec<String>,
}

/// What people type to go back.
const BACK_WORDS: [&str; 5] = ["volver", "regresar", "atras", "menu", "back"];

impl Row {
    /// A row with a title and nothing else.
    pub(crate) fn new(key: impl Into<String>, title: impl Into<String>) -> Self {
        Self { key: key.into(), title: title.into(), ..Self::default() }
    }

    /// The row that goes back to the first level.
    pub(crate) fn back(title: impl Into<String>) -> Self {
        let also = BACK_WORDS.iter().map(|word| (*word).to_owned()).collect();
        Self { also, ..Self::new(crate::engine::BACK, title) }
    }
}
