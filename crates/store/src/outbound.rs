//! The durable queue of what must be sent: ordered within a conversation, one in flight there, parallel across conversations.

mod claim;
mod settle;

use serde::Serialize;
use ventanilla_domain::{ConversationId, MessageId, OutboundId, Timestamp};

pub use claim::{Claim, ClaimedOutbound};
pub use settle::{LeaseFate, SendError};

use crate::db::{Result, Row, params};
use crate::{OutboundState, Tx};

/// Something to send: a message that was appended.
#[derive(Debug, Clone, Copy)]
pub struct NewOutbound {
    /// Its id; sent along as our own key where a channel echoes one.
    pub id: OutboundId,
    /// The message: its content is what is sent.
    pub message: MessageId,
    /// Where.
    pub conversation: ConversationId,
    /// The number of the message: the order of sending.
    pub seq: i64,
    /// Not before.
    pub next_at: Timestamp,
    /// When it was asked for.
    pub created_at: Timestamp,
}

/// An entry of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outbound {
    /// Its id.
    pub id: OutboundId,
    /// The message it sends.
    pub message: MessageId,
    /// Where.
    pub conversation: ConversationId,
    /// How far it got.
    pub state: OutboundState,
    /// How often it was tried.
    pub attempts: i64,
    /// When it may be tried.
    pub next_at: Timestamp,
    /// The provider's error code of the last try.
    pub error_code: Option<i64>,
    /// The provider's words for it; for agents only.
    pub error_title: Option<String>,
}

/// How many entries are on their way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct InFlight {
    /// Waiting for their turn or time.
    pub queued: i64,
    /// Held by a worker.
    pub sending: i64,
}

fn read(row: &mut Row) -> Result<Outbound> {
    Ok(Outbound {
        id: row.take()?,
        message: row.take()?,
        conversation: row.take()?,
        state: row.take()?,
        attempts: row.take()?,
        next_at: row.take()?,
        error_code: row.take()?,
        error_title: row.take()?,
    })
}

impl Tx<'_> {
    /// Queues a message for sending, behind what its conversation still has to send.
    ///
    /// # Errors
    /// [`crate::StoreError::Constraint`] when the message is queued already; what the database says.
    pub async fn enqueue_outbound(&self, new: NewOutbound) -> Result<()> {
        self.exec(
            "INSERT INTO outbound (id, message, conversation, seq, state, next_at, created_at)
             VALUES ($1, $2, $3, $4, 'queued', COALESCE((SELECT MAX(o.next_at) FROM outbound o
                 WHERE o.conversation = $3 AND o.state IN ('queued', 'sending') AND o.next_at > $5), $5), $6)",
            params![new.id, new.message, new.conversation, new.seq, new.next_at, new.created_at],
        )
        .await?;
        Ok(())
    }

    /// The entry with this id.
    ///
    /// # Errors
    /// What the database says.
    pub async fn outbound(&self, id: OutboundId) -> Result<Option<Outbound>> {
        self.one(
            "SELECT id, message, conversation, state, attempts, next_at, error_code, error_title
             FROM outbound WHERE id = $1",
            params![id],
            read,
        )
        .await
    }

    /// Whether a conversation has more to send: what was queued behind an entry may go once that is settled.
    ///
    /// # Errors
    /// What the database says.
    pub async fn has_queued_outbound(&self, conversation: ConversationId) -> Result<bool> {
        let found: Option<i64> = self
            .scalar(
                "SELECT 1 FROM outbound WHERE conversation = $1 AND state = 'queued' LIMIT 1",
                params![conversation],
            )
            .await?;
        Ok(found.is_some())
    }

    /// When the next entry that is first in its conversation may be tried.
    ///
    /// # Errors
    /// What the database says.
    pub async fn next_outbound_due(&self) -> Result<Option<Timestamp>> {
        self.scalar(
            "SELECT o.next_at FROM outbound o WHERE o.state = 'queued'
               AND NOT EXISTS (SELECT 1 FROM outbound e
                 WHERE e.conversation = o.conversation AND e.seq < o.seq AND e.state IN ('queued', 'sending'))
             ORDER BY o.next_at LIMIT 1",
            &[],
        )
        .await
    }

    /// How many entries are on their way.
    ///
    /// # Errors
    /// What the database says.
    pub async fn outbound_in_flight(&self) -> Result<InFlight> {
        let counts = self
            .one(
                "SELECT (SELECT COUNT(*) FROM outbound WHERE state = 'queued'),
                        (SELECT COUNT(*) FROM outbound WHERE state = 'sending')",
                &[],
                |row| Ok(InFlight { queued: row.take()?, sending: row.take()? }),
            )
            .await?;
        Ok(counts.unwrap_or_default())
    }

    /// The entries nobody can vouch for, oldest first: shown to people, never sent again by themselves.
    ///
    /// # Errors
    /// What the database says.
    pub async fn doubtful_outbound(&self, limit: u32) -> Result<Vec<Outbound>> {
        self.all(
            "SELECT id, message, conversation, state, attempts, next_at, error_code, error_title
             FROM outbound WHERE state = 'doubtful' ORDER BY created_at, id LIMIT $1",
            params![limit],
            read,
        )
        .await
    }
}
