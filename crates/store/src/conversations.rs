//! Conversations: the endless thread of one contact on one channel, and who owns it.

use serde::Serialize;
use ventanilla_domain::{ChannelId, ChannelKind, ContactId, ConversationId, Owner, Timestamp};

use crate::db::{Result, Row, params};
use crate::{Cursor, Page, PageRequest, StoreError, Tx};

/// A conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Where it takes place.
    pub channel: ChannelId,
    /// The kind of that channel.
    pub channel_kind: ChannelKind,
    /// With whom.
    pub contact: ContactId,
    /// The name the contact chose; untrusted.
    pub contact_name: Option<String>,
    /// Who answers.
    pub owner: Owner,
    /// Since when.
    pub owner_since: Timestamp,
    /// When that ends by itself.
    pub owner_deadline_at: Option<Timestamp>,
    /// Until when free-form messages may be sent.
    pub window_until: Option<Timestamp>,
    /// The latest time the citizen sent something, by the provider.
    pub last_inbound_at: Option<Timestamp>,
    /// Number of the last message.
    pub message_seq: i64,
    /// Handled discreetly (incident-catalogue 3.4).
    pub discreet: bool,
    /// When it began.
    pub created_at: Timestamp,
}

macro_rules! conversation_columns {
    () => {
        "v.id, v.channel, h.kind, v.contact, c.name, v.owner, v.owner_since, v.owner_deadline_at, v.window_until,
         v.last_inbound_at, v.message_seq, v.discreet, v.created_at"
    };
}
macro_rules! conversation_tables {
    () => {
        "conversation v JOIN contact c ON c.id = v.contact JOIN channel h ON h.id = v.channel"
    };
}

pub(crate) use {conversation_columns, conversation_tables};

pub(crate) fn read(row: &mut Row) -> Result<Conversation> {
    Ok(Conversation {
        id: row.take()?,
        channel: row.take()?,
        channel_kind: row.take()?,
        contact: row.take()?,
        contact_name: row.take()?,
        owner: row.take()?,
        owner_since: row.take()?,
        owner_deadline_at: row.take()?,
        window_until: row.take()?,
        last_inbound_at: row.take()?,
        message_seq: row.take()?,
        discreet: row.take()?,
        created_at: row.take()?,
    })
}

/// A new owner of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnerChange {
    /// Who answers from now on.
    pub owner: Owner,
    /// Since when.
    pub since: Timestamp,
    /// When that ends by itself.
    pub deadline_at: Option<Timestamp>,
}

/// Which conversations to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct ConversationFilter {
    /// Only those of this owner.
    pub owner: Option<Owner>,
}

/// A conversation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConversationSummary {
    /// The conversation.
    #[serde(flatten)]
    pub conversation: Conversation,
    /// When something was last said; lists are ordered by it.
    pub last_message_at: Timestamp,
}

impl Tx<'_> {
    pub(crate) async fn ensure_conversation(
        &self,
        contact: ContactId,
        channel: ChannelId,
        fresh: ConversationId,
        now: Timestamp,
    ) -> Result<ConversationId> {
        self.exec(
            "INSERT INTO conversation (id, channel, contact, owner, owner_since, created_at)
             VALUES ($1, $2, $3, 'bot', $4, $4) ON CONFLICT DO NOTHING",
            params![fresh, channel, contact, now],
        )
        .await?;
        let id = self
            .scalar("SELECT id FROM conversation WHERE contact = $1 AND channel = $2", params![contact, channel])
            .await?;
        id.ok_or(StoreError::Missing("conversation"))
    }

    /// The conversation, locked until the transaction ends: turns of one conversation are strictly serial. New messages may still arrive meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none; what the database says.
    pub async fn lock_conversation(&self, id: ConversationId) -> Result<Conversation> {
        const PLAIN: &str =
            concat!("SELECT ", conversation_columns!(), " FROM ", conversation_tables!(), " WHERE v.id = $1");
        const LOCKED: &str = concat!(
            "SELECT ",
            conversation_columns!(),
            " FROM ",
            conversation_tables!(),
            " WHERE v.id = $1 FOR NO KEY UPDATE OF v"
        );
        let found = self.one(self.dialect(PLAIN, LOCKED), params![id], read).await?;
        found.ok_or(StoreError::Missing("conversation"))
    }

    /// The conversation, as it is now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn conversation(&self, id: ConversationId) -> Result<Option<Conversation>> {
        self.one(
            concat!("SELECT ", conversation_columns!(), " FROM ", conversation_tables!(), " WHERE v.id = $1"),
            params![id],
            read,
        )
        .await
    }

    /// Puts a new owner in charge. The rules are `app::ownership`'s.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such conversation; what the database says.
    pub async fn update_owner(&self, id: ConversationId, change: OwnerChange) -> Result<()> {
        let updated = self
            .exec(
                "UPDATE conversation SET owner = $1, owner_since = $2, owner_deadline_at = $3 WHERE id = $4",
                params![change.owner, change.since, change.deadline_at, id],
            )
            .await?;
        if updated == 1 { Ok(()) } else { Err(StoreError::Missing("conversation")) }
    }

    /// The citizen sent something at `sent_at`: the service window lasts until `window_until`. Old messages that arrive late move nothing back.
    ///
    /// # Errors
    /// What the database says.
    pub async fn touch_inbound(&self, id: ConversationId, sent_at: Timestamp, window_until: Timestamp) -> Result<()> {
        self.exec(
            "UPDATE conversation SET last_inbound_at = $1, window_until = $2
             WHERE id = $3 AND (last_inbound_at IS NULL OR last_inbound_at < $1)",
            params![sent_at, window_until, id],
        )
        .await?;
        Ok(())
    }

    /// Marks the conversation as handled discreetly, or no longer.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_discreet(&self, id: ConversationId, discreet: bool) -> Result<()> {
        self.exec("UPDATE conversation SET discreet = $1 WHERE id = $2", params![discreet, id]).await?;
        Ok(())
    }

    /// Conversations whose owner's time is up, longest overdue first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn overdue_conversations(&self, now: Timestamp, limit: u32) -> Result<Vec<ConversationId>> {
        self.all(
            "SELECT id FROM conversation WHERE owner_deadline_at IS NOT NULL AND owner_deadline_at <= $1
             ORDER BY owner_deadline_at LIMIT $2",
            params![now, limit],
            |row| row.take(),
        )
        .await
    }

    /// The safety net of the turn worker: conversations with something unprocessed that arrived before `older_than`, or a timer due at `now`.
    ///
    /// # Errors
    /// What the database says.
    pub async fn conversations_with_work(
        &self,
        now: Timestamp,
        older_than: Timestamp,
        limit: u32,
    ) -> Result<Vec<ConversationId>> {
        self.all(
            "SELECT conversation FROM inbound
               WHERE processed_at IS NULL AND conversation IS NOT NULL AND received_at <= $1
             UNION
             SELECT conversation FROM timer WHERE due_at <= $2
             LIMIT $3",
            params![older_than, now, limit],
            |row| row.take(),
        )
        .await
    }

    /// Conversations in which something was said, most recent first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn conversations(
        &self,
        filter: ConversationFilter,
        page: &PageRequest,
    ) -> Result<Page<ConversationSummary>> {
        let (at, id) = page.descending_from();
        let items = self
            .all(
                concat!(
                    "SELECT ",
                    conversation_columns!(),
                    ", v.last_message_at FROM ",
                    conversation_tables!(),
                    " WHERE v.last_message_at IS NOT NULL AND (v.last_message_at, v.id) < ($1, $2)
                        AND (CAST($3 AS TEXT) IS NULL OR v.owner = $3)
                      ORDER BY v.last_message_at DESC, v.id DESC LIMIT $4"
                ),
                params![at, id, filter.owner, page.limit],
                |row| Ok(ConversationSummary { conversation: read(row)?, last_message_at: row.take()? }),
            )
            .await?;
        Ok(Page::new(items, page, |item| Cursor { at: item.last_message_at, id: item.conversation.id.to_string() }))
    }
}
