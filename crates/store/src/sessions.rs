//! Sessions: one run of a flow inside a conversation.

use ventanilla_domain::{ConversationId, FlowHash, SessionId, Timestamp};

use crate::db::{Result, Row, params};
use crate::{StoreError, Tx};

/// A run that begins.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// Where it runs.
    pub conversation: ConversationId,
    /// The version it stays on.
    pub flow_hash: FlowHash,
    /// The engine's state, as JSON text.
    pub state: String,
    /// When it begins.
    pub started_at: Timestamp,
}

/// A run of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Where it runs.
    pub conversation: ConversationId,
    /// The version it stays on.
    pub flow_hash: FlowHash,
    /// The engine's state, as JSON text.
    pub state: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it last moved.
    pub updated_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The name of its end.
    pub result: Option<String>,
}

macro_rules! session_columns {
    () => {
        "id, conversation, flow_hash, state, started_at, updated_at, ended_at, result"
    };
}

fn read(row: &mut Row) -> Result<Session> {
    Ok(Session {
        id: row.take()?,
        conversation: row.take()?,
        flow_hash: row.take()?,
        state: row.take()?,
        started_at: row.take()?,
        updated_at: row.take()?,
        ended_at: row.take()?,
        result: row.take()?,
    })
}

impl Tx<'_> {
    /// The session that runs in a conversation, if one does.
    ///
    /// # Errors
    /// What the database says.
    pub async fn open_session(&self, conversation: ConversationId) -> Result<Option<Session>> {
        self.one(
            concat!("SELECT ", session_columns!(), " FROM session WHERE conversation = $1 AND ended_at IS NULL"),
            params![conversation],
            read,
        )
        .await
    }

    /// The session that ended last in a conversation, for what a flow keeps between sessions.
    ///
    /// # Errors
    /// What the database says.
    pub async fn last_session(&self, conversation: ConversationId) -> Result<Option<Session>> {
        self.one(
            concat!(
                "SELECT ",
                session_columns!(),
                " FROM session WHERE conversation = $1 AND ended_at IS NOT NULL ORDER BY ended_at DESC, id DESC LIMIT 1"
            ),
            params![conversation],
            read,
        )
        .await
    }

    /// The session with this id.
    ///
    /// # Errors
    /// What the database says.
    pub async fn session(&self, id: SessionId) -> Result<Option<Session>> {
        self.one(concat!("SELECT ", session_columns!(), " FROM session WHERE id = $1"), params![id], read).await
    }

    /// Begins a session.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] when one is open in the conversation; what the database says.
    pub async fn insert_session(&self, new: NewSession) -> Result<()> {
        self.exec(
            "INSERT INTO session (id, conversation, flow_hash, state, started_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $5)",
            params![new.id, new.conversation, &new.flow_hash, new.state, new.started_at],
        )
        .await?;
        Ok(())
    }

    /// Keeps the engine's state after a turn.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the session is unknown or ended; what the database says.
    pub async fn save_session(&self, id: SessionId, state: &str, now: Timestamp) -> Result<()> {
        let saved = self
            .exec(
                "UPDATE session SET state = $1, updated_at = $2 WHERE id = $3 AND ended_at IS NULL",
                params![state, now, id],
            )
            .await?;
        if saved == 1 { Ok(()) } else { Err(StoreError::Missing("open session")) }
    }

    /// Ends a session with the name of its end and its last state. Its timers go with it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the session is unknown or ended; what the database says.
    pub async fn end_session(&self, id: SessionId, state: &str, result: &str, now: Timestamp) -> Result<()> {
        let ended = self
            .exec(
                "UPDATE session SET state = $1, updated_at = $2, ended_at = $2, result = $3
                 WHERE id = $4 AND ended_at IS NULL",
                params![state, now, result, id],
            )
            .await?;
        self.cancel_session_timers(id).await?;
        if ended == 1 { Ok(()) } else { Err(StoreError::Missing("open session")) }
    }
}
