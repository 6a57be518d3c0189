//! What providers posted, as raw bytes, and the items nobody could understand.

use serde::Serialize;
use ventanilla_domain::{ChannelKind, DeadLetterId, Timestamp, WebhookId};

use crate::db::{Result, Row, params};
use crate::{Cursor, Page, PageRequest, Tx};

/// A signed POST of a provider.
#[derive(Debug, Clone)]
pub struct NewWebhook {
    /// Its id.
    pub id: WebhookId,
    /// Which kind of channel posted it.
    pub channel_kind: ChannelKind,
    /// The body as it came.
    pub body: Vec<u8>,
    /// How many items of it must end as an inbound row, as a duplicate or in the dead letters: messages, identity changes and broken items.
    /// Counted by the codec; `reconcile` holds it against the rows. Statuses and notices do not count.
    pub items: u32,
    /// When it arrived.
    pub received_at: Timestamp,
}

/// An item that could not be understood.
#[derive(Debug, Clone)]
pub struct NewDeadLetter {
    /// Its id.
    pub id: DeadLetterId,
    /// The POST it came with; none when even the body could not be read as a webhook.
    pub webhook: Option<WebhookId>,
    /// Why, for a person.
    pub reason: String,
    /// The item as it came (text; lossy when it is not UTF-8).
    pub payload: String,
    /// When it arrived.
    pub received_at: Timestamp,
}

/// An item of the visible dead-letter list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeadLetter {
    /// Its id.
    pub id: DeadLetterId,
    /// The POST it came with.
    pub webhook: Option<WebhookId>,
    /// Why.
    pub reason: String,
    /// The item as it came.
    pub payload: String,
    /// When it arrived.
    pub received_at: Timestamp,
}

fn read(row: &mut Row) -> Result<DeadLetter> {
    Ok(DeadLetter {
        id: row.take()?,
        webhook: row.take()?,
        reason: row.take()?,
        payload: row.take()?,
        received_at: row.take()?,
    })
}

impl Tx<'_> {
    /// Keeps a POST.
    ///
    /// # Errors
    /// What the database says.
    pub async fn insert_webhook(&self, new: NewWebhook) -> Result<()> {
        self.exec(
            "INSERT INTO webhook (id, channel_kind, body, received_at, items) VALUES ($1, $2, $3, $4, $5)",
            params![new.id, new.channel_kind, new.body, new.received_at, new.items],
        )
        .await?;
        Ok(())
    }

    /// Forgets the raw bodies of POSTs that arrived before `before` (their counts stay); returns how many of at most `limit`.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget_webhook_bodies(&self, before: Timestamp, limit: u32) -> Result<u64> {
        self.exec(
            "UPDATE webhook SET body = NULL WHERE id IN
               (SELECT id FROM webhook WHERE received_at < $1 AND body IS NOT NULL ORDER BY received_at LIMIT $2)",
            params![before, limit],
        )
        .await
    }

    /// Puts an item on the dead-letter list.
    ///
    /// # Errors
    /// What the database says.
    pub async fn insert_dead_letter(&self, new: NewDeadLetter) -> Result<()> {
        self.exec(
            "INSERT INTO dead_letter (id, webhook, reason, payload, received_at) VALUES ($1, $2, $3, $4, $5)",
            params![new.id, new.webhook, new.reason, new.payload, new.received_at],
        )
        .await?;
        Ok(())
    }

    /// The dead-letter list, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn dead_letters(&self, page: &PageRequest) -> Result<Page<DeadLetter>> {
        let (at, id) = page.descending_from();
        let items = self
            .all(
                "SELECT id, webhook, reason, payload, received_at FROM dead_letter
                 WHERE (received_at, id) < ($1, $2) ORDER BY received_at DESC, id DESC LIMIT $3",
                params![at, id, page.limit],
                read,
            )
            .await?;
        Ok(Page::new(items, page, |item| Cursor { at: item.received_at, id: item.id.to_string() }))
    }
}
