//! What was said, numbered within its conversation.

mod body;

use serde::Serialize;
use ventanilla_domain::{ChannelId, ConversationId, DeliveryStatus, MessageId, SessionId, Timestamp};

pub use body::MessageBody;

use crate::db::{Result, Row, params};
use crate::{Author, Direction, StoreError, Tx};

/// A message to append.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// Its id.
    pub id: MessageId,
    /// Who wrote it.
    pub author: Author,
    /// What it says, and which way it goes.
    pub body: MessageBody,
    /// The provider's id; for what we send it comes with the acceptance.
    pub provider_id: Option<String>,
    /// When it was written: by the provider for a citizen's message, else `created_at`.
    pub sent_at: Timestamp,
    /// When it was appended.
    pub created_at: Timestamp,
    /// The session it belongs to.
    pub session: Option<SessionId>,
    /// The step of the flow that said it or was answered by it.
    pub step: Option<String>,
    /// The provider's id of the message replied to.
    pub reply_to: Option<String>,
    /// Forwarded by the citizen: not first-hand evidence.
    pub forwarded: bool,
}

/// A message of a conversation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Where it was said.
    pub conversation: ConversationId,
    /// Its number in the conversation: 1, 2, 3 without gaps.
    pub seq: i64,
    /// Which way it went.
    pub direction: Direction,
    /// Who wrote it.
    pub author: Author,
    /// The provider's id. Personal data: never log it.
    pub provider_id: Option<String>,
    /// What it says.
    pub body: MessageBody,
    /// When it was written.
    pub sent_at: Timestamp,
    /// When it was appended.
    pub created_at: Timestamp,
    /// How far it got, when we sent it.
    pub status: Option<DeliveryStatus>,
    /// Since when.
    pub status_at: Option<Timestamp>,
    /// The provider's error code, when it failed.
    pub error_code: Option<i64>,
    /// The provider's words for it; for agents only.
    pub error_title: Option<String>,
    /// The session it belongs to.
    pub session: Option<SessionId>,
    /// The step of the flow.
    pub step: Option<String>,
    /// The provider's id of the message replied to.
    pub reply_to: Option<String>,
    /// Forwarded by the citizen.
    pub forwarded: bool,
}

macro_rules! message_columns {
    () => {
        "id, conversation, seq, direction, author, provider_id, content, sent_at, created_at, status, status_at,
         error_code, error_title, session, step, reply_to, forwarded"
    };
}
pub(crate) use message_columns;

pub(crate) fn read(row: &mut Row) -> Result<Message> {
    let (id, conversation, seq) = (row.take()?, row.take()?, row.take()?);
    let direction = row.take()?;
    Ok(Message {
        id,
        conversation,
        seq,
        direction,
        author: row.take()?,
        provider_id: row.take()?,
        body: MessageBody::read(direction, row)?,
        sent_at: row.take()?,
        created_at: row.take()?,
        status: row.take()?,
        status_at: row.take()?,
        error_code: row.take()?,
        error_title: row.take()?,
        session: row.take()?,
        step: row.take()?,
        reply_to: row.take()?,
        forwarded: row.take()?,
    })
}

impl Tx<'_> {
    /// Appends a message; returns its number.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such conversation; what the database says.
    pub async fn append_message(&self, conversation: ConversationId, new: NewMessage) -> Result<i64> {
        self.append_messages(conversation, vec![new]).await
    }

    /// Appends messages in order; returns the number of the first, the others follow it without a gap.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such conversation; what the database says.
    pub async fn append_messages(&self, conversation: ConversationId, new: Vec<NewMessage>) -> Result<i64> {
        let count = i64::try_from(new.len()).unwrap_or(i64::MAX);
        let at = new.last().map(|message| message.created_at);
        let last: Option<i64> = self
            .scalar(
                "UPDATE conversation SET message_seq = message_seq + $1, last_message_at = COALESCE($2, last_message_at)
                 WHERE id = $3 RETURNING message_seq",
                params![count, at, conversation],
            )
            .await?;
        let first = last.ok_or(StoreError::Missing("conversation"))? - count + 1;
        for (seq, message) in (first..).zip(new) {
            self.insert_message(conversation, seq, message).await?;
        }
        Ok(first)
    }

    async fn insert_message(&self, conversation: ConversationId, seq: i64, new: NewMessage) -> Result<()> {
        let direction = new.body.direction();
        let status = (direction == Direction::Out).then_some(DeliveryStatus::Queued);
        self.exec(
            "INSERT INTO message (id, conversation, seq, direction, author, provider_id, content, folded, sent_at,
               created_at, status, session, step, reply_to, forwarded)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            params![
                new.id,
                conversation,
                seq,
                direction,
                new.author,
                new.provider_id,
                new.body.to_json()?,
                new.body.folded(),
                new.sent_at,
                new.created_at,
                status,
                new.session,
                new.step,
                new.reply_to,
                new.forwarded
            ],
        )
        .await?;
        Ok(())
    }

    /// The message with this id.
    ///
    /// # Errors
    /// What the database says.
    pub async fn message(&self, id: MessageId) -> Result<Option<Message>> {
        self.one(concat!("SELECT ", message_columns!(), " FROM message WHERE id = $1"), params![id], read).await
    }

    /// The message that the provider calls `provider_id` on `channel`.
    ///
    /// # Errors
    /// What the database says.
    pub async fn message_by_provider_id(&self, channel: ChannelId, provider_id: &str) -> Result<Option<Message>> {
        self.one(
            concat!(
                "SELECT ",
                message_columns!(),
                " FROM message WHERE provider_id = $1
                    AND conversation IN (SELECT v.id FROM conversation v WHERE v.id = message.conversation AND v.channel = $2)
                  LIMIT 1"
            ),
            params![provider_id, channel],
            read,
        )
        .await
    }

    /// The last `limit` messages with a number below `before` (or the very last ones), oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn messages_before(
        &self,
        conversation: ConversationId,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<Message>> {
        let mut found = self
            .all(
                concat!(
                    "SELECT ",
                    message_columns!(),
                    " FROM message WHERE conversation = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"
                ),
                params![conversation, before.unwrap_or(i64::MAX), limit],
                read,
            )
            .await?;
        found.reverse();
        Ok(found)
    }

    /// The first `limit` messages with a number above `after`, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn messages_after(&self, conversation: ConversationId, after: i64, limit: u32) -> Result<Vec<Message>> {
        self.all(
            concat!(
                "SELECT ",
                message_columns!(),
                " FROM message WHERE conversation = $1 AND seq > $2 ORDER BY seq LIMIT $3"
            ),
            params![conversation, after, limit],
            read,
        )
        .await
    }

    /// The last thing the flow said in a conversation.
    ///
    /// # Errors
    /// What the database says.
    pub async fn last_bot_message(&self, conversation: ConversationId) -> Result<Option<Message>> {
        self.one(
            concat!(
                "SELECT ",
                message_columns!(),
                " FROM message WHERE conversation = $1 AND author = 'bot' ORDER BY seq DESC LIMIT 1"
            ),
            params![conversation],
            read,
        )
        .await
    }

    /// The provider's id of the last message of the citizen, to mark it as read. Personal data: never log it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn last_inbound_provider_id(&self, conversation: ConversationId) -> Result<Option<String>> {
        self.scalar(
            "SELECT provider_id FROM message WHERE conversation = $1 AND author = 'citizen' ORDER BY seq DESC LIMIT 1",
            params![conversation],
        )
        .await
    }
}
