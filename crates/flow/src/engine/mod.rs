//! The engine: a [`Machine`] lives for one turn, walks the steps, hears what came and lays out what is said.
//!
//! `kinds` has one file a step kind: what entering it does, what an answer to it means, how its question looks. The rest is common to
//! all: `machine` (walking), `listen` (messages), `world` (answers), `people` (hand-offs), `silence` (timers), `show` (bubbles).

mod attempts;
mod early;
mod edit;
mod fault;
mod heard;
mod kinds;
mod listen;
mod machine;
mod matching;
mod people;
mod show;
mod silence;
mod tap;
#[cfg(test)]
pub(crate) mod tests;
mod texts;
mod watch;
mod words;
mod world;

pub(crate) use kinds::outcomes;
pub(crate) use machine::Machine;
pub(crate) use tap::key_of;

use crate::expr::EvalError;
use crate::model::Target;

/// Key of the row that goes back to the first level of options.
pub(crate) const BACK: &str = "<";

/// The engine cannot go on; the word names why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault(pub(crate) &'static str);

impl From<EvalError> for Fault {
    fn from(_: EvalError) -> Self {
        Self("expression")
    }
}

/// What entering a step leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Next {
    /// It is done, by this outcome.
    Leave(String),
    /// A branch took this case and goes there.
    Branch(String, Target),
    /// It waits, or the session is over.
    Wait,
}

/// What an answer means to the open step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reply {
    /// It answers: leave by this outcome.
    Leave(String),
    /// Taken; nothing to say for now.
    Stay,
    /// Taken; show the question again as it now stands.
    Show,
    /// Not understood or not acceptable.
    Miss(Miss),
    /// It leads elsewhere without being an outcome (a correction).
    Jump(Target),
    /// Not for this step.
    Pass,
}

/// An answer that was not understood or not acceptable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Miss {
    /// `unrecognised`, `invalid`, `stale`, `unsupported`.
    pub(crate) why: &'static str,
    /// Said before asking again.
    pub(crate) words: Option<String>,
}

impl Reply {
    /// Leaves by `outcome`.
    pub(crate) fn leave(outcome: &str) -> Self {
        Self::Leave(outcome.to_owned())
    }
}
