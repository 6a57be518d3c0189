//! Who is writing: from a channel's identifiers to a contact and its conversation (whatsapp-cloud-api 3.4).
//!
//! The user id decides. A phone number only attaches a user id to a contact that never had one; it may change hands, so two user ids
//! with the same number are two people until a human says otherwise (`claimed_from`).

mod change;
mod phone;
mod resolve;

use ventanilla_domain::{ChannelId, ContactId, ConversationId, Timestamp};

pub use change::IdentityOutcome;
pub use phone::phone_key;
pub use resolve::Resolved;

use crate::Tx;
use crate::db::{Result, params};

/// Ids for whatever has to be made.
#[derive(Debug, Clone, Copy)]
pub struct FreshIds {
    /// For a new contact.
    pub contact: ContactId,
    /// For a new conversation.
    pub conversation: ConversationId,
}

/// How a contact can be reached on a channel. At least one is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recipient {
    /// The channel's opaque id.
    pub user_id: Option<String>,
    /// Phone digits as they were received.
    pub phone: Option<String>,
}

/// Kinds of identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    UserId,
    Phone,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::UserId => "user_id",
            Self::Phone => "phone",
        }
    }

    /// What is compared: user ids exactly, phones in their canonical form.
    fn key(self, value: &str) -> String {
        match self {
            Self::UserId => value.to_owned(),
            Self::Phone => phone_key(value),
        }
    }
}

/// One identifier as it came.
#[derive(Debug, Clone, Copy)]
struct Given<'h> {
    channel: ChannelId,
    kind: Kind,
    value: &'h str,
}

impl Tx<'_> {
    /// Who currently holds an identifier.
    async fn holder(&self, given: Given<'_>) -> Result<Option<ContactId>> {
        self.scalar(
            "SELECT contact FROM identity WHERE channel = $1 AND kind = $2 AND match_key = $3 AND valid_to IS NULL",
            params![given.channel, given.kind.as_str(), given.kind.key(given.value)],
        )
        .await
    }

    /// Gives a free identifier to `contact`; false when somebody else took it meanwhile.
    async fn hold(
        &self,
        given: Given<'_>,
        contact: ContactId,
        claimed_from: Option<ContactId>,
        now: Timestamp,
    ) -> Result<bool> {
        let held = self
            .exec(
                "INSERT INTO identity (channel, kind, value, match_key, contact, valid_from, claimed_from)
                 VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
                params![
                    given.channel,
                    given.kind.as_str(),
                    given.value,
                    given.kind.key(given.value),
                    contact,
                    now,
                    claimed_from
                ],
            )
            .await?;
        Ok(held == 1)
    }

    /// Ends the identifier for whoever holds it, except `keeper`; returns who lost it.
    async fn release(&self, given: Given<'_>, keeper: Option<ContactId>, now: Timestamp) -> Result<Option<ContactId>> {
        let keeper = keeper.map(|contact| contact.to_string()).unwrap_or_default();
        self.scalar(
            "UPDATE identity SET valid_to = $1
             WHERE channel = $2 AND kind = $3 AND match_key = $4 AND valid_to IS NULL AND contact <> $5
             RETURNING contact",
            params![now, given.channel, given.kind.as_str(), given.kind.key(given.value), keeper],
        )
        .await
    }

    /// Ends the other identifiers of this kind that `contact` holds on the channel.
    async fn release_others(&self, given: Given<'_>, contact: ContactId, now: Timestamp) -> Result<()> {
        self.exec(
            "UPDATE identity SET valid_to = $1
             WHERE channel = $2 AND kind = $3 AND contact = $4 AND match_key <> $5 AND valid_to IS NULL",
            params![now, given.channel, given.kind.as_str(), contact, given.kind.key(given.value)],
        )
        .await?;
        Ok(())
    }

    /// How the contact of a conversation can be reached.
    ///
    /// # Errors
    /// What the database says.
    pub async fn recipient(&self, contact: ContactId, channel: ChannelId) -> Result<Recipient> {
        let rows = self
            .all(
                "SELECT kind, value FROM identity WHERE contact = $1 AND channel = $2 AND valid_to IS NULL",
                params![contact, channel],
                |row| Ok((row.take::<String>()?, row.take::<String>()?)),
            )
            .await?;
        let find = |kind: Kind| rows.iter().find(|(k, _)| k == kind.as_str()).map(|(_, value)| value.clone());
        Ok(Recipient { user_id: find(Kind::UserId), phone: find(Kind::Phone) })
    }

    /// The contacts that are claimed, but not proved, to be the same person as `contact` (an identity change, a recycled number).
    ///
    /// # Errors
    /// What the database says.
    pub async fn claims(&self, contact: ContactId) -> Result<Vec<ContactId>> {
        self.all(
            "SELECT DISTINCT claimed_from FROM identity WHERE contact = $1 AND claimed_from IS NOT NULL",
            params![contact],
            |row| row.take(),
        )
        .await
    }
}
