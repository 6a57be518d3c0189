//! What falls due in a conversation.

use ventanilla_domain::{ConversationId, SessionId, TimerId, Timestamp};

use crate::Tx;
use crate::db::{Result, Row, json, params};

/// A timer to set.
#[derive(Debug, Clone)]
pub struct NewTimer {
    /// Its id.
    pub id: TimerId,
    /// Where it rings.
    pub conversation: ConversationId,
    /// The session that set it.
    pub session: SessionId,
    /// Its name in the session; setting it again moves it.
    pub key: String,
    /// When it rings.
    pub due_at: Timestamp,
    /// What the engine wants to be told.
    pub payload: serde_json::Value,
}

/// A timer.
#[derive(Debug, Clone, PartialEq)]
pub struct Timer {
    /// Its id.
    pub id: TimerId,
    /// Where it rings.
    pub conversation: ConversationId,
    /// The session that set it.
    pub session: SessionId,
    /// Its name in the session.
    pub key: String,
    /// When it rings.
    pub due_at: Timestamp,
    /// What the engine wants to be told.
    pub payload: serde_json::Value,
}

fn read(row: &mut Row) -> Result<Timer> {
    Ok(Timer {
        id: row.take()?,
        conversation: row.take()?,
        session: row.take()?,
        key: row.take()?,
        due_at: row.take()?,
        payload: row.json()?,
    })
}

impl Tx<'_> {
    /// Sets a timer, or moves the one with the same key.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_timer(&self, new: NewTimer) -> Result<()> {
        self.exec(
            "INSERT INTO timer (id, conversation, session, timer_key, due_at, payload) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (session, timer_key) DO UPDATE
               SET id = excluded.id, due_at = excluded.due_at, payload = excluded.payload",
            params![new.id, new.conversation, new.session, new.key, new.due_at, json(&new.payload)?],
        )
        .await?;
        Ok(())
    }

    /// Takes a timer away; nothing happens when it is not set.
    ///
    /// # Errors
    /// What the database says.
    pub async fn cancel_timer(&self, session: SessionId, key: &str) -> Result<()> {
        self.exec("DELETE FROM timer WHERE session = $1 AND timer_key = $2", params![session, key]).await?;
        Ok(())
    }

    /// Takes all timers of a session away.
    ///
    /// # Errors
    /// What the database says.
    pub async fn cancel_session_timers(&self, session: SessionId) -> Result<()> {
        self.exec("DELETE FROM timer WHERE session = $1", params![session]).await?;
        Ok(())
    }

    /// Takes the timers of a conversation that are due, in the order they fell due. They ring once.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take_due_timers(&self, conversation: ConversationId, now: Timestamp) -> Result<Vec<Timer>> {
        let mut due = self
            .all(
                "DELETE FROM timer WHERE conversation = $1 AND due_at <= $2
                 RETURNING id, conversation, session, timer_key, due_at, payload",
                params![conversation, now],
                read,
            )
            .await?;
        due.sort_by_key(|timer| (timer.due_at, timer.id));
        Ok(due)
    }

    /// Conversations with a timer due at `now`.
    ///
    /// # Errors
    /// What the database says.
    pub async fn due_conversations(&self, now: Timestamp, limit: u32) -> Result<Vec<ConversationId>> {
        self.all(
            "SELECT DISTINCT conversation FROM
               (SELECT conversation FROM timer WHERE due_at <= $1 ORDER BY due_at LIMIT $2) due",
            params![now, limit],
            |row| row.take(),
        )
        .await
    }

    /// When the next timer of all rings.
    ///
    /// # Errors
    /// What the database says.
    pub async fn next_timer_due(&self) -> Result<Option<Timestamp>> {
        self.scalar("SELECT due_at FROM timer ORDER BY due_at LIMIT 1", &[]).await
    }
}
