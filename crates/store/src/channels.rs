//! Channels: the configured accounts.

use serde::Serialize;
use ventanilla_domain::{ChannelId, ChannelKind, Timestamp};

use crate::Tx;
use crate::db::{Result, Row, params};

/// A configured account at a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// Its kind.
    pub kind: ChannelKind,
    /// The provider's id of the account (WhatsApp: phone number id).
    pub account: String,
    /// What people of the city call it.
    pub name: String,
}

fn read(row: &mut Row) -> Result<Channel> {
    Ok(Channel { id: row.take()?, kind: row.take()?, account: row.take()?, name: row.take()? })
}

impl Tx<'_> {
    /// The channel of `account`, made with `id` and `name` when it is not there yet. An existing one keeps its name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ensure_channel(
        &self,
        kind: ChannelKind,
        account: &str,
        name: &str,
        id: ChannelId,
        now: Timestamp,
    ) -> Result<Channel> {
        self.exec(
            "INSERT INTO channel (id, kind, account, name, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            params![id, kind, account, name, now],
        )
        .await?;
        let found = self.channel_by_account(kind, account).await?;
        found.ok_or(crate::StoreError::Missing("channel"))
    }

    /// The channel of an account at a provider.
    ///
    /// # Errors
    /// What the database says.
    pub async fn channel_by_account(&self, kind: ChannelKind, account: &str) -> Result<Option<Channel>> {
        self.one(
            "SELECT id, kind, account, name FROM channel WHERE account = $1 AND kind = $2",
            params![account, kind],
            read,
        )
        .await
    }

    /// The channel with this id.
    ///
    /// # Errors
    /// What the database says.
    pub async fn channel(&self, id: ChannelId) -> Result<Option<Channel>> {
        self.one("SELECT id, kind, account, name FROM channel WHERE id = $1", params![id], read).await
    }

    /// All channels, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn channels(&self) -> Result<Vec<Channel>> {
        self.all("SELECT id, kind, account, name FROM channel ORDER BY id", &[], read).await
    }
}
