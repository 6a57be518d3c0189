//! How a try ended.

use ventanilla_domain::{ConversationId, MessageId, OutboundId, Timestamp};

use crate::db::{Result, Row, params};
use crate::{OutboundState, StoreError, Tx};

/// What the provider answered when it refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SendError {
    /// The provider's code, such as 131047; none when there was no answer.
    pub code: Option<i64>,
    /// The provider's words; for agents only.
    pub title: Option<String>,
}

/// What becomes of entries whose worker vanished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseFate {
    /// Nobody knows whether they were sent: recorded and shown.
    Doubtful,
    /// Sent again, at the risk of sending twice.
    Queued,
}

fn pair(row: &mut Row) -> Result<(MessageId, ConversationId)> {
    Ok((row.take()?, row.take()?))
}

impl Tx<'_> {
    /// The provider took it and calls it `provider_id`. Statuses that came before are joined. Says which message it was.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such entry; what the database says.
    pub async fn outbound_accepted(
        &self,
        id: OutboundId,
        provider_id: &str,
        now: Timestamp,
    ) -> Result<(MessageId, ConversationId)> {
        self.lock_provider_id(provider_id).await?;
        self.settle_accepted(id, provider_id, now).await?.ok_or(StoreError::Missing("outbound"))
    }

    pub(crate) async fn settle_accepted(
        &self,
        id: OutboundId,
        provider_id: &str,
        now: Timestamp,
    ) -> Result<Option<(MessageId, ConversationId)>> {
        let settled = self
            .one(
                "UPDATE outbound SET state = 'accepted', provider_id = COALESCE(provider_id, $1),
                   ended_at = COALESCE(ended_at, $2), lease_owner = NULL, lease_until = NULL
                 WHERE id = $3 RETURNING message, conversation",
                params![provider_id, now, id],
                pair,
            )
            .await?;
        if let Some((message, _)) = settled {
            self.exec(
                "UPDATE message SET provider_id = COALESCE(provider_id, $1),
                   status = CASE WHEN status_rank < 1 THEN 'accepted' ELSE status END,
                   status_at = CASE WHEN status_rank < 1 THEN $2 ELSE status_at END,
                   status_rank = CASE WHEN status_rank < 1 THEN 1 ELSE status_rank END
                 WHERE id = $3",
                params![provider_id, now, message],
            )
            .await?;
            self.join_waiting_statuses(message, provider_id).await?;
        }
        Ok(settled)
    }

    /// The try failed, but a later one may not: again at `next_at`. What the conversation has queued behind it waits as long. False when
    /// the entry was no longer being sent.
    ///
    /// # Errors
    /// What the database says.
    pub async fn outbound_retry(&self, id: OutboundId, next_at: Timestamp, error: &SendError) -> Result<bool> {
        let conversation: Option<ConversationId> = self
            .scalar(
                "UPDATE outbound SET state = 'queued', next_at = $1, error_code = $2, error_title = $3,
                   lease_owner = NULL, lease_until = NULL
                 WHERE id = $4 AND state = 'sending' RETURNING conversation",
                params![next_at, error.code, error.title.clone(), id],
            )
            .await?;
        let Some(conversation) = conversation else { return Ok(false) };
        self.exec(
            "UPDATE outbound SET next_at = $1 WHERE conversation = $2 AND state IN ('queued', 'sending')
               AND state = 'queued' AND next_at < $1",
            params![next_at, conversation],
        )
        .await?;
        Ok(true)
    }

    /// The provider refused it for good. Says which message it was; none when it had already ended.
    ///
    /// # Errors
    /// What the database says.
    pub async fn outbound_failed(
        &self,
        id: OutboundId,
        error: &SendError,
        now: Timestamp,
    ) -> Result<Option<(MessageId, ConversationId)>> {
        self.give_up(id, OutboundState::Failed, error, now).await
    }

    /// The service window closed before it could be sent. Says which message it was; none when it had already ended.
    ///
    /// # Errors
    /// What the database says.
    pub async fn outbound_expired(
        &self,
        id: OutboundId,
        error: &SendError,
        now: Timestamp,
    ) -> Result<Option<(MessageId, ConversationId)>> {
        self.give_up(id, OutboundState::Expired, error, now).await
    }

    async fn give_up(
        &self,
        id: OutboundId,
        state: OutboundState,
        error: &SendError,
        now: Timestamp,
    ) -> Result<Option<(MessageId, ConversationId)>> {
        let ended = self
            .one(
                "UPDATE outbound SET state = $1, error_code = $2, error_title = $3, ended_at = $4, lease_owner = NULL,
                   lease_until = NULL
                 WHERE id = $5 AND state IN ('queued', 'sending', 'doubtful') RETURNING message, conversation",
                params![state, error.code, error.title.clone(), now, id],
                pair,
            )
            .await?;
        if let Some((message, _)) = ended {
            self.exec(
                "UPDATE message SET status = 'failed', status_rank = 6, status_at = $1, error_code = $2, error_title = $3
                 WHERE id = $4 AND status_rank < 6",
                params![now, error.code, error.title.clone(), message],
            )
            .await?;
        }
        Ok(ended)
    }

    /// Nobody knows whether it was sent (no answer to a request that left). The queue of its conversation goes on. False when it was not being sent.
    ///
    /// # Errors
    /// What the database says.
    pub async fn outbound_doubtful(&self, id: OutboundId, error: &SendError, now: Timestamp) -> Result<bool> {
        let noted = self
            .exec(
                "UPDATE outbound SET state = 'doubtful', error_code = $1, error_title = $2, ended_at = $3,
                   lease_owner = NULL, lease_until = NULL
                 WHERE id = $4 AND state = 'sending'",
                params![error.code, error.title.clone(), now, id],
            )
            .await?;
        Ok(noted == 1)
    }

    /// Entries whose worker did not settle them in time become what `fate` says; returns them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn recover_leases(
        &self,
        fate: LeaseFate,
        now: Timestamp,
    ) -> Result<Vec<(OutboundId, MessageId, ConversationId)>> {
        let (state, ended_at) = match fate {
            LeaseFate::Doubtful => (OutboundState::Doubtful, Some(now)),
            LeaseFate::Queued => (OutboundState::Queued, None),
        };
        self.all(
            "UPDATE outbound SET state = $1, ended_at = $2, lease_owner = NULL, lease_until = NULL
             WHERE state = 'sending' AND lease_until <= $3 RETURNING id, message, conversation",
            params![state, ended_at, now],
            |row| Ok((row.take()?, row.take()?, row.take()?)),
        )
        .await
    }
}
