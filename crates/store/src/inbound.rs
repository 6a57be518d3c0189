//! Items of webhooks that wait for their turn.

use ventanilla_domain::{ChannelId, ConversationId, InboundId, Timestamp, Update, WebhookId};

use crate::db::{Result, Row, json, params};
use crate::{InboundOutcome, StoreError, Tx};

/// An item to keep.
#[derive(Debug, Clone)]
pub struct NewInbound {
    /// Its id; ids made later sort later, which is the order of arrival.
    pub id: InboundId,
    /// The POST it came with.
    pub webhook: WebhookId,
    /// The channel it came on.
    pub channel: ChannelId,
    /// The conversation it belongs to; none only when it is settled at once.
    pub conversation: Option<ConversationId>,
    /// The provider's id: the key that absorbs duplicates.
    pub provider_id: String,
    /// The item.
    pub payload: Update,
    /// When it was sent, by the provider.
    pub sent_at: Timestamp,
    /// When it arrived.
    pub received_at: Timestamp,
    /// Set when it needs no turn (an identity change).
    pub outcome: Option<InboundOutcome>,
}

/// An item that waits for its turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Inbound {
    /// Its id.
    pub id: InboundId,
    /// The channel it came on.
    pub channel: ChannelId,
    /// The provider's id.
    pub provider_id: String,
    /// The item.
    pub payload: Update,
    /// When it was sent, by the provider.
    pub sent_at: Timestamp,
    /// When it arrived.
    pub received_at: Timestamp,
}

fn read(row: &mut Row) -> Result<Inbound> {
    Ok(Inbound {
        id: row.take()?,
        channel: row.take()?,
        provider_id: row.take()?,
        payload: row.json()?,
        sent_at: row.take()?,
        received_at: row.take()?,
    })
}

/// The word of the `kind` column: what the update is.
const fn kind(update: &Update) -> &'static str {
    match update {
        Update::Message(_) => "message",
        Update::Status(_) => "status",
        Update::Identity(_) => "identity",
        Update::Notice { .. } => "notice",
    }
}

impl Tx<'_> {
    /// Keeps an item; false when it was delivered before (counted at its webhook).
    ///
    /// # Errors
    /// What the database says.
    pub async fn insert_inbound(&self, new: NewInbound) -> Result<bool> {
        let processed_at = new.outcome.map(|_| new.received_at);
        let inserted = self
            .exec(
                "INSERT INTO inbound (id, webhook, channel, conversation, provider_id, kind, payload, sent_at,
                   received_at, processed_at, outcome)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING",
                params![
                    new.id,
                    new.webhook,
                    new.channel,
                    new.conversation,
                    new.provider_id,
                    kind(&new.payload),
                    json(&new.payload)?,
                    new.sent_at,
                    new.received_at,
                    processed_at,
                    new.outcome
                ],
            )
            .await?;
        if inserted == 0 {
            self.exec("UPDATE webhook SET duplicates = duplicates + 1 WHERE id = $1", params![new.webhook]).await?;
        }
        Ok(inserted == 1)
    }

    /// What waits in a conversation, in the order it was sent; within the provider's second, in the order it arrived.
    ///
    /// # Errors
    /// What the database says.
    pub async fn pending_inbound(&self, conversation: ConversationId, limit: u32) -> Result<Vec<Inbound>> {
        self.all(
            "SELECT id, channel, provider_id, payload, sent_at, received_at FROM inbound
             WHERE conversation = $1 AND processed_at IS NULL ORDER BY sent_at, id LIMIT $2",
            params![conversation, limit],
            read,
        )
        .await
    }

    /// Notes how it ended for an item.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the item is unknown or already settled; what the database says.
    pub async fn finish_inbound(&self, id: InboundId, outcome: InboundOutcome, now: Timestamp) -> Result<()> {
        let settled = self
            .exec(
                "UPDATE inbound SET processed_at = $1, outcome = $2 WHERE id = $3 AND processed_at IS NULL",
                params![now, outcome, id],
            )
            .await?;
        if settled == 1 { Ok(()) } else { Err(StoreError::Missing("pending inbound")) }
    }
}
