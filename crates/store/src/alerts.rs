//! Urgent alerts raised by flows, each at most once.

use ventanilla_domain::{AlertId, ConversationId, SessionId, Timestamp};

use crate::Tx;
use crate::db::{Result, json, params};

/// An alert to raise.
#[derive(Debug, Clone)]
pub struct NewAlert {
    /// Its id.
    pub id: AlertId,
    /// What makes it the same alert when it is raised again.
    pub once_key: String,
    /// Where it was raised.
    pub conversation: ConversationId,
    /// In which session.
    pub session: Option<SessionId>,
    /// What is known.
    pub answers: serde_json::Value,
    /// When.
    pub created_at: Timestamp,
}

impl Tx<'_> {
    /// Raises an alert; false when it was raised before.
    ///
    /// # Errors
    /// What the database says.
    pub async fn insert_alert(&self, new: NewAlert) -> Result<bool> {
        let raised = self
            .exec(
                "INSERT INTO alert (id, once_key, conversation, session, answers, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                params![new.id, new.once_key, new.conversation, new.session, json(&new.answers)?, new.created_at],
            )
            .await?;
        Ok(raised == 1)
    }
}
