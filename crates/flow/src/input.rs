//! What the engine is told.

use serde::{Deserialize, Serialize};
use ventanilla_domain::{Content, MessageId, Place, Timestamp};

use crate::value::Value;

/// One input of a turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "input", rename_all = "snake_case")]
pub enum Input {
    /// A citizen's message. The first one of a session opens it: the entry step runs, then the message is looked at (an exact
    /// watch, words long enough for `free_text`, a photo, a pin count as early answers).
    Message(Message),
    /// A timer that the engine set fell due. Unknown or outdated generations are ignored.
    Timer {
        /// The key of [`crate::effect::Effect::SetTimer`].
        key: String,
    },
    /// The answer to [`crate::effect::Effect::Ask`]. Unknown tokens are ignored.
    Answer {
        /// The token of the question.
        token: u64,
        /// The answer.
        answer: Answer,
    },
    /// What became of a hand-off.
    Handoff(HandoffOutcome),
}

/// A citizen's message as the engine needs it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Its id, for evidence and media.
    pub id: MessageId,
    /// What it is.
    pub content: Content,
    /// When the citizen sent it.
    pub sent_at: Timestamp,
    /// Labels of a classifier, such as `urgent`.
    #[serde(default)]
    pub labels: Vec<String>,
}

/// Answers from the outside world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// Of [`crate::effect::Request::Classify`]: best option id of the catalogue, or none when it is none of them.
    Classified {
        /// Option id.
        option: Option<String>,
        /// 0 to 1.
        confidence: f64,
    },
    /// Of [`crate::effect::Request::ResolvePlace`].
    Resolved {
        /// With its status.
        place: Place,
    },
    /// Of [`crate::effect::Request::Act`].
    Acted {
        /// `ok` or `duplicate`.
        duplicate: bool,
        /// Its result, such as the folio.
        result: Value,
    },
    /// Any request failed for good.
    Failed,
}

/// What became of a hand-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoffOutcome {
    /// A person took it: the deadline of `accept_within` is off.
    Accepted,
    /// A person finished the matter.
    Resolved,
    /// A person gave it back to the flow.
    Returned,
    /// Nobody there.
    NoAgent,
    /// The last deadline passed.
    Expired,
}
