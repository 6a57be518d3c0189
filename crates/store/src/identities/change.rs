//! A citizen's identity changed: a link between two contacts, never one history (whatsapp-cloud-api 2.13).

use ventanilla_domain::{ChannelId, ContactId, IdentityChange, IdentityHint, Timestamp};

use super::{Given, Kind};
use crate::Tx;
use crate::db::{Result, params};

/// What came of an identity change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityOutcome {
    /// `new` is claimed to be the same person as `old`.
    Linked {
        /// Who we knew; its identifiers are no longer valid.
        old: ContactId,
        /// Who will write from now on; holds no history of `old`.
        new: ContactId,
    },
    /// We never knew the old identity, or the new one is not told: nothing to link.
    Unknown,
}

impl Tx<'_> {
    /// Notes that the person of `change.old` now goes by `change.new`. The new identity gets a contact of its own (`fresh` when it is new).
    ///
    /// # Errors
    /// What the database says.
    pub async fn record_identity_change(
        &self,
        channel: ChannelId,
        change: &IdentityChange,
        fresh: ContactId,
        now: Timestamp,
    ) -> Result<IdentityOutcome> {
        let Some(old) = self.first_holder(channel, &change.old).await? else { return Ok(IdentityOutcome::Unknown) };
        for given in given(channel, &change.old) {
            if self.holder(given).await? == Some(old) {
                self.release(given, None, now).await?;
            }
        }
        let fresh_ones: Vec<Given<'_>> = given(channel, &change.new).collect();
        if fresh_ones.is_empty() {
            return Ok(IdentityOutcome::Unknown);
        }
        let new = match self.first_holder(channel, &change.new).await? {
            Some(holder) if holder != old => holder,
            _ => {
                self.insert_contact(fresh, &change.new, now).await?;
                fresh
            }
        };
        for given in fresh_ones {
            self.release(given, Some(new), now).await?;
            self.hold(given, new, Some(old), now).await?;
            self.claim(given, new, old).await?;
        }
        Ok(IdentityOutcome::Linked { old, new })
    }

    async fn first_holder(&self, channel: ChannelId, hint: &IdentityHint) -> Result<Option<ContactId>> {
        for given in given(channel, hint) {
            if let Some(holder) = self.holder(given).await? {
                return Ok(Some(holder));
            }
        }
        Ok(None)
    }

    async fn claim(&self, given: Given<'_>, contact: ContactId, claimed_from: ContactId) -> Result<()> {
        self.exec(
            "UPDATE identity SET claimed_from = $1
             WHERE channel = $2 AND kind = $3 AND match_key = $4 AND contact = $5 AND valid_to IS NULL",
            params![claimed_from, given.channel, given.kind.as_str(), given.kind.key(given.value), contact],
        )
        .await?;
        Ok(())
    }
}

/// The identifiers of a hint, the deciding one first.
fn given(channel: ChannelId, hint: &IdentityHint) -> impl Iterator<Item = Given<'_>> {
    let user = hint.user_id.as_deref().map(|value| Given { channel, kind: Kind::UserId, value });
    let phone = hint.phone.as_deref().map(|value| Given { channel, kind: Kind::Phone, value });
    user.into_iter().chain(phone)
}
