//! Delivery statuses: in any order, any number of times, even before we know what was sent (whatsapp-cloud-api 4).

use ventanilla_domain::{ChannelId, ConversationId, DeliveryStatus, MessageId, OutboundId, StatusUpdate, Timestamp};

use crate::Tx;
use crate::db::{Result, Row, params};

/// What came of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It belongs to a message of ours.
    To {
        /// Where.
        conversation: ConversationId,
        /// Which.
        message: MessageId,
        /// What the message now says, when this status moved it on; none when it was old news or an unknown word.
        moved: Option<DeliveryStatus>,
    },
    /// Kept until the message is known.
    Waiting,
    /// Seen before.
    Duplicate,
}

/// The part of a status that changes a message.
struct News {
    status: DeliveryStatus,
    at: Timestamp,
    error_code: Option<i64>,
    error_title: Option<String>,
}

impl Tx<'_> {
    /// Keeps a status and moves its message on, never back. A status that echoes our own key also proves that a send whose answer was lost was accepted.
    ///
    /// # Errors
    /// What the database says.
    pub async fn apply_status(&self, channel: ChannelId, update: &StatusUpdate, now: Timestamp) -> Result<Applied> {
        self.lock_provider_id(&update.provider_id).await?;
        let addressee = self.addressee(channel, update, now).await?;
        if !self.keep_status(channel, update, addressee.map(|(message, _)| message), now).await? {
            return Ok(Applied::Duplicate);
        }
        let Some((message, conversation)) = addressee else { return Ok(Applied::Waiting) };
        let moved = match DeliveryStatus::parse(&update.status) {
            Some(status) => {
                let (error_code, error_title) = (update.error_code, update.error_title.clone());
                self.advance(message, News { status, at: update.at, error_code, error_title }).await?
            }
            None => None,
        };
        Ok(Applied::To { conversation, message, moved })
    }

    async fn keep_status(
        &self,
        channel: ChannelId,
        update: &StatusUpdate,
        message: Option<MessageId>,
        now: Timestamp,
    ) -> Result<bool> {
        let kept = self
            .exec(
                "INSERT INTO status (provider_id, status, channel, at, received_at, callback, error_code, error_title,
                   pricing_category, message)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
                params![
                    &update.provider_id,
                    &update.status,
                    channel,
                    update.at,
                    now,
                    update.callback.clone(),
                    update.error_code,
                    update.error_title.clone(),
                    update.pricing_category.clone(),
                    message
                ],
            )
            .await?;
        Ok(kept == 1)
    }

    /// The message a status is about: by the provider's id, else by the key we sent along.
    async fn addressee(
        &self,
        channel: ChannelId,
        update: &StatusUpdate,
        now: Timestamp,
    ) -> Result<Option<(MessageId, ConversationId)>> {
        let known = self
            .one(
                "SELECT m.id, m.conversation FROM message m JOIN conversation v ON v.id = m.conversation
                 WHERE m.provider_id = $1 AND m.direction = 'out' AND v.channel = $2 LIMIT 1",
                params![&update.provider_id, channel],
                pair,
            )
            .await?;
        match (known, update.callback.as_deref().and_then(|key| key.parse::<OutboundId>().ok())) {
            (Some(known), _) => Ok(Some(known)),
            (None, Some(key)) => self.accepted_by_callback(channel, key, &update.provider_id, now).await,
            (None, None) => Ok(None),
        }
    }

    async fn accepted_by_callback(
        &self,
        channel: ChannelId,
        key: OutboundId,
        provider_id: &str,
        now: Timestamp,
    ) -> Result<Option<(MessageId, ConversationId)>> {
        let ours = self
            .one(
                "SELECT o.message, o.conversation FROM outbound o JOIN conversation v ON v.id = o.conversation
                 WHERE o.id = $1 AND v.channel = $2",
                params![key, channel],
                pair,
            )
            .await?;
        if ours.is_some() {
            self.settle_accepted(key, provider_id, now).await?;
        }
        Ok(ours)
    }

    /// Joins the statuses that came before the message was known.
    pub(crate) async fn join_waiting_statuses(&self, message: MessageId, provider_id: &str) -> Result<()> {
        let waiting = self
            .all(
                "UPDATE status SET message = $1 WHERE provider_id = $2 AND message IS NULL
                 RETURNING status, at, error_code, error_title",
                params![message, provider_id],
                |row| {
                    let status = DeliveryStatus::parse(&row.take::<String>()?);
                    let (at, error_code, error_title) = (row.take()?, row.take()?, row.take()?);
                    Ok(status.map(|status| News { status, at, error_code, error_title }))
                },
            )
            .await?;
        for news in waiting.into_iter().flatten() {
            self.advance(message, news).await?;
        }
        Ok(())
    }

    /// Moves a message on by rank; none when it already got as far.
    async fn advance(&self, message: MessageId, news: News) -> Result<Option<DeliveryStatus>> {
        let moved = self
            .exec(
                "UPDATE message SET status = $1, status_rank = $2, status_at = $3, error_code = $4, error_title = $5
                 WHERE id = $6 AND status_rank < $2",
                params![news.status, news.status.rank(), news.at, news.error_code, news.error_title, message],
            )
            .await?;
        Ok((moved == 1).then_some(news.status))
    }

    /// A status and the answer of the send must not pass each other unseen: on PostgreSQL they meet at this lock, on SQLite there is one writer.
    pub(crate) async fn lock_provider_id(&self, provider_id: &str) -> Result<()> {
        if self.is_postgres() {
            let sql = "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended($1, 0))";
            self.query(sql, params![provider_id]).await?;
        }
        Ok(())
    }
}

fn pair(row: &mut Row) -> Result<(MessageId, ConversationId)> {
    Ok((row.take()?, row.take()?))
}
