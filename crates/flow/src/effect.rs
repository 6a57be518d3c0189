//! What the engine asks for. The caller performs it and reports back with inputs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ventanilla_domain::{Duration, MessageId, OutboundContent, PlaceQuery, Priority, Timestamp};

use crate::value::Value;

/// One effect of a turn, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Send a bubble, already within the limits of the channel.
    Send {
        /// The bubble.
        content: OutboundContent,
        /// The step that says it (of a merged bubble: the question).
        step: String,
    },
    /// Ask the outside world; answer with [`crate::input::Input::Answer`] and the same token.
    Ask {
        /// Names the question within the session.
        token: u64,
        /// The question.
        request: Request,
    },
    /// Wake the session. A timer of the same key is replaced.
    SetTimer {
        /// Unique within the session.
        key: String,
        /// When.
        due_at: Timestamp,
    },
    /// Forget a timer.
    CancelTimer {
        /// Its key.
        key: String,
    },
    /// Queue the conversation for people.
    Handoff {
        /// Queue.
        queue: String,
        /// Priority.
        priority: Priority,
        /// Variable → value.
        brief: BTreeMap<String, Value>,
        /// When `no_agent` is due (the engine sets that timer itself).
        deadline_at: Timestamp,
    },
    /// Something for the log and the statistics.
    Record(Record),
    /// The session is over.
    End {
        /// The named result.
        result: String,
    },
}

/// Questions to the outside world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "snake_case")]
pub enum Request {
    /// Which option of `into` do these words mean?
    Classify {
        /// The words.
        text: String,
        /// Name of the catalogue.
        into: String,
        /// Longest wait.
        deadline: Duration,
    },
    /// Where is this?
    ResolvePlace {
        /// As given.
        query: PlaceQuery,
        /// Name of the boundary.
        geofence: Option<String>,
    },
    /// Run an action of the platform.
    Act {
        /// Its name.
        run: String,
        /// Its arguments.
        with: BTreeMap<String, Value>,
        /// At most once per value of this.
        once: Option<String>,
        /// Tries before giving up.
        times: u32,
        /// Wait between tries.
        backoff: Duration,
    },
}

/// Facts for the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// A step was entered.
    Entered {
        /// The step.
        step: String,
    },
    /// A step was left.
    Left {
        /// The step.
        step: String,
        /// By which outcome.
        outcome: String,
    },
    /// An answer was not understood or not acceptable.
    Missed {
        /// The step.
        step: String,
        /// `unrecognised`, `invalid`, `stale`, `unsupported`.
        why: String,
        /// Which attempt it was, from 1.
        attempt: u32,
    },
    /// A watch fired.
    Watch {
        /// Its id.
        watch: String,
    },
    /// A variable got its value before it was asked.
    Early {
        /// The variable.
        var: String,
    },
    /// Consent or another answer with `evidence: true`.
    Evidence {
        /// The step.
        step: String,
        /// The outcome chosen.
        outcome: String,
        /// The exact words the citizen saw.
        shown: String,
        /// The message that answered.
        message: Option<MessageId>,
    },
    /// A reminder of the ladder was said.
    Reminded {
        /// The step.
        step: String,
        /// Which rung, from 1.
        rung: u32,
    },
    /// The engine could not go on; the person goes to an agent.
    Fault {
        /// Stable word, such as `too_many_steps`, `unknown_step`, `expression`.
        code: String,
        /// The step.
        step: String,
    },
}
