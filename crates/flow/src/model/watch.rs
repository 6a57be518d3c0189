use indexmap::IndexMap;

use super::Target;
use crate::expr::Expr;

/// Tried on every inbound message before the open step (FLOW.md section 4).
#[derive(Debug, Clone)]
pub struct Watch {
    /// Identity.
    pub id: String,
    /// What fires it.
    pub trigger: Trigger,
    /// Where to go; the interrupted step is remembered for `@resume`. None (only with `set`): the watch marks and lets the message go
    /// on to the open step as if nothing had happened.
    pub next: Option<Target>,
    /// Assignments when it fires, such as `urgente: true`.
    pub set: IndexMap<String, Expr>,
    /// Text variable that keeps the words that fired it, when it holds nothing yet ("hay un incendio y no respira" is not asked again).
    pub keep: Option<String>,
    /// Does not fire when this holds.
    pub unless: Option<Expr>,
    /// Sections in which it is off.
    pub outside: Vec<String>,
}

/// What fires a watch.
#[derive(Debug, Clone)]
pub enum Trigger {
    /// The whole message, folded and trimmed of punctuation, is one of these.
    Exact(Vec<String>),
    /// The message contains a phrase of this lexicon, as whole folded words.
    Lexicon(String),
    /// The message carries this label (put on it by whoever calls the engine, such as `urgent`).
    Label(String),
}

/// An invariant of the author; kept as text until the proofs of the flow-language issue.
#[derive(Debug, Clone)]
pub struct Must {
    /// `never` or `within`.
    pub kind: String,
    /// The document's JSON form of it.
    pub body: String,
}
