//! One run of a flow inside a conversation: everything the engine remembers, as JSON between turns.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ventanilla_domain::{FlowHash, SessionId, Timestamp};

use crate::value::Value;

/// The state of a session. The engine session extends it (open question, attempts, resume point, pending request, edits, gather,
/// said-but-unsent texts, backlog…); all of it survives a round trip through JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Its id; `session.id` in expressions.
    pub id: SessionId,
    /// The version it began with and stays on.
    pub flow: FlowHash,
    /// The language it speaks.
    pub lang: String,
    /// When it began.
    pub started_at: Timestamp,
    /// Variables that hold something.
    pub vars: BTreeMap<String, Value>,
    /// The result, once ended.
    pub ended: Option<String>,
}
