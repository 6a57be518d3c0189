//! Requests that a person of the city take over.

use serde::Serialize;
use ventanilla_domain::{ConversationId, HandoffId, Priority, SessionId, Timestamp};

use crate::db::{Result, Row, json, params};
use crate::{HandoffState, StoreError, Tx};

/// A request to make.
#[derive(Debug, Clone)]
pub struct NewHandoff {
    /// Its id.
    pub id: HandoffId,
    /// Where a person is wanted.
    pub conversation: ConversationId,
    /// The session that waits for it.
    pub session: Option<SessionId>,
    /// Where it waits.
    pub queue: String,
    /// How soon.
    pub priority: Priority,
    /// What the agent should know at a glance.
    pub brief: serde_json::Value,
    /// When it was made.
    pub requested_at: Timestamp,
    /// When nobody taking it becomes an outcome of its own.
    pub deadline_at: Option<Timestamp>,
}

/// A request for a person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Handoff {
    /// Its id.
    pub id: HandoffId,
    /// Where a person is wanted.
    pub conversation: ConversationId,
    /// The session that waits for it.
    pub session: Option<SessionId>,
    /// Where it waits.
    pub queue: String,
    /// How soon.
    pub priority: Priority,
    /// What the agent should know at a glance.
    pub brief: serde_json::Value,
    /// How far it got.
    pub state: HandoffState,
    /// When it was made.
    pub requested_at: Timestamp,
    /// When nobody taking it becomes an outcome of its own.
    pub deadline_at: Option<Timestamp>,
    /// When an agent took it.
    pub taken_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The outcome told to the flow, such as `no_agent`.
    pub outcome: Option<String>,
}

/// How a request ends.
#[derive(Debug, Clone)]
pub struct HandoffEnd {
    /// `Resolved`, `Returned` or `Expired`.
    pub state: HandoffState,
    /// The outcome told to the flow.
    pub outcome: String,
    /// When.
    pub at: Timestamp,
}

macro_rules! handoff_columns {
    () => {
        "id, conversation, session, queue, priority, brief, state, requested_at, deadline_at, taken_at, ended_at, outcome"
    };
}

fn read(row: &mut Row) -> Result<Handoff> {
    Ok(Handoff {
        id: row.take()?,
        conversation: row.take()?,
        session: row.take()?,
        queue: row.take()?,
        priority: row.take()?,
        brief: row.json()?,
        state: row.take()?,
        requested_at: row.take()?,
        deadline_at: row.take()?,
        taken_at: row.take()?,
        ended_at: row.take()?,
        outcome: row.take()?,
    })
}

impl Tx<'_> {
    /// Makes a request.
    ///
    /// # Errors
    /// What the database says.
    pub async fn insert_handoff(&self, new: NewHandoff) -> Result<()> {
        self.exec(
            "INSERT INTO handoff (id, conversation, session, queue, priority, brief, state, requested_at, deadline_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8)",
            params![
                new.id,
                new.conversation,
                new.session,
                new.queue,
                new.priority,
                json(&new.brief)?,
                new.requested_at,
                new.deadline_at
            ],
        )
        .await?;
        Ok(())
    }

    /// The request of a conversation that has not ended, if there is one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn open_handoff(&self, conversation: ConversationId) -> Result<Option<Handoff>> {
        self.one(
            concat!(
                "SELECT ",
                handoff_columns!(),
                " FROM handoff WHERE conversation = $1 AND state IN ('waiting', 'taken')
                  ORDER BY requested_at DESC, id DESC LIMIT 1"
            ),
            params![conversation],
            read,
        )
        .await
    }

    /// Requests nobody took yet in a queue: most urgent first, then longest waiting.
    ///
    /// # Errors
    /// What the database says.
    pub async fn waiting_handoffs(&self, queue: &str, limit: u32) -> Result<Vec<Handoff>> {
        self.all(
            concat!(
                "SELECT ",
                handoff_columns!(),
                " FROM handoff WHERE queue = $1 AND state = 'waiting' ORDER BY priority, requested_at LIMIT $2"
            ),
            params![queue, limit],
            read,
        )
        .await
    }

    /// Waiting requests whose deadline passed, longest overdue first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn expired_handoffs(&self, now: Timestamp, limit: u32) -> Result<Vec<Handoff>> {
        self.all(
            concat!(
                "SELECT ",
                handoff_columns!(),
                " FROM handoff WHERE state = 'waiting' AND deadline_at <= $1 ORDER BY deadline_at LIMIT $2"
            ),
            params![now, limit],
            read,
        )
        .await
    }

    /// When the next waiting request is overdue.
    ///
    /// # Errors
    /// What the database says.
    pub async fn next_handoff_due(&self) -> Result<Option<Timestamp>> {
        self.scalar(
            "SELECT deadline_at FROM handoff WHERE state = 'waiting' AND deadline_at IS NOT NULL
             ORDER BY deadline_at LIMIT 1",
            &[],
        )
        .await
    }

    /// An agent takes a waiting request; false when it no longer waits.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take_handoff(&self, id: HandoffId, now: Timestamp) -> Result<bool> {
        let taken = self
            .exec(
                "UPDATE handoff SET state = 'taken', taken_at = $1 WHERE id = $2 AND state = 'waiting'",
                params![now, id],
            )
            .await?;
        Ok(taken == 1)
    }

    /// Ends a request; false when it had ended already.
    ///
    /// # Errors
    /// [`StoreError::Value`] when the state is not an end; what the database says.
    pub async fn end_handoff(&self, id: HandoffId, end: &HandoffEnd) -> Result<bool> {
        if matches!(end.state, HandoffState::Waiting | HandoffState::Taken) {
            return Err(StoreError::Value(format!("`{}` does not end a handoff", end.state.as_str())));
        }
        let ended = self
            .exec(
                "UPDATE handoff SET state = $1, outcome = $2, ended_at = $3
                 WHERE id = $4 AND state IN ('waiting', 'taken')",
                params![end.state, &end.outcome, end.at, id],
            )
            .await?;
        Ok(ended == 1)
    }
}
