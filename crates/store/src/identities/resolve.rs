//! From the identifiers of a message to a contact and its conversation.

use ventanilla_domain::{ChannelId, ContactId, ConversationId, IdentityHint, Timestamp};

use super::{FreshIds, Given, Kind};
use crate::db::{Result, Row, params};
use crate::{StoreError, Tx};

/// How often two nodes may meet while making the same person before giving up.
const TRIES: usize = 4;

/// Who is writing, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The citizen.
    pub contact: ContactId,
    /// Their thread on the channel.
    pub conversation: ConversationId,
    /// Whether the contact was made just now.
    pub created: bool,
}

/// A current identifier that fits the hint, with what is known of its holder.
struct Match {
    kind: String,
    contact: ContactId,
    value: String,
    name: Option<String>,
    username: Option<String>,
    conversation: Option<ConversationId>,
}

fn read(row: &mut Row) -> Result<Match> {
    Ok(Match {
        kind: row.take()?,
        contact: row.take()?,
        value: row.take()?,
        name: row.take()?,
        username: row.take()?,
        conversation: row.take()?,
    })
}

impl Tx<'_> {
    /// The contact and conversation of whoever `hint` tells about; both are made (with `fresh`) when they are new. Names are kept up to date.
    ///
    /// # Errors
    /// [`StoreError::Value`] when the hint has neither user id nor phone; what the database says.
    pub async fn resolve_identity(
        &self,
        channel: ChannelId,
        hint: &IdentityHint,
        fresh: FreshIds,
        now: Timestamp,
    ) -> Result<Resolved> {
        if hint.user_id.is_none() && hint.phone.is_none() {
            return Err(StoreError::Value("an identity without user id and phone".to_owned()));
        }
        for _ in 0..TRIES {
            let found = self.matches(channel, hint).await?;
            let Some((contact, created)) = self.settle(channel, hint, &found, fresh, now).await? else { continue };
            let known = found.iter().find(|found| found.contact == contact);
            if let Some(known) = known {
                self.update_names(known, hint, now).await?;
            }
            let conversation = match known.and_then(|known| known.conversation) {
                Some(conversation) => conversation,
                None => self.ensure_conversation(contact, channel, fresh.conversation, now).await?,
            };
            return Ok(Resolved { contact, conversation, created });
        }
        Err(StoreError::TakenBack)
    }

    async fn matches(&self, channel: ChannelId, hint: &IdentityHint) -> Result<Vec<Match>> {
        let user_id = hint.user_id.clone();
        let phone = hint.phone.as_deref().map(|phone| Kind::Phone.key(phone));
        self.all(
            "SELECT i.kind, i.contact, i.value, c.name, c.username, v.id
             FROM (SELECT kind, contact, value FROM identity
                     WHERE channel = $1 AND kind = 'user_id' AND match_key = $2 AND valid_to IS NULL
                   UNION ALL
                   SELECT kind, contact, value FROM identity
                     WHERE channel = $1 AND kind = 'phone' AND match_key = $3 AND valid_to IS NULL) i
             JOIN contact c ON c.id = i.contact
             LEFT JOIN conversation v ON v.contact = i.contact AND v.channel = $1",
            params![channel, user_id, phone],
            read,
        )
        .await
    }

    /// Decides who it is and brings the identifiers up to date; none when another node was quicker and one must look again.
    async fn settle(
        &self,
        channel: ChannelId,
        hint: &IdentityHint,
        found: &[Match],
        fresh: FreshIds,
        now: Timestamp,
    ) -> Result<Option<(ContactId, bool)>> {
        let by = |kind: Kind| found.iter().find(|found| found.kind == kind.as_str());
        let user = hint.user_id.as_deref().map(|value| Given { channel, kind: Kind::UserId, value });
        let phone = hint.phone.as_deref().map(|value| Given { channel, kind: Kind::Phone, value });
        match (by(Kind::UserId), by(Kind::Phone), user, phone) {
            (Some(known), holder, _, Some(phone)) => {
                if holder.is_none_or(|holder| holder.contact != known.contact || holder.value != phone.value) {
                    self.move_phone(phone, known.contact, now).await?;
                }
                Ok(Some((known.contact, false)))
            }
            (Some(known), _, _, None) => Ok(Some((known.contact, false))),
            (None, Some(holder), None, _) => Ok(Some((holder.contact, false))),
            (None, Some(holder), Some(user), _) if !self.has_user_id(channel, holder.contact).await? => {
                let attached = self.hold(user, holder.contact, None, now).await?;
                Ok(attached.then_some((holder.contact, false)))
            }
            (None, _, user, phone) => self.make(user, phone, hint, fresh, now).await,
        }
    }

    async fn has_user_id(&self, channel: ChannelId, contact: ContactId) -> Result<bool> {
        let any: Option<i64> = self
            .scalar(
                "SELECT 1 FROM identity WHERE contact = $1 AND channel = $2 AND kind = 'user_id' LIMIT 1",
                params![contact, channel],
            )
            .await?;
        Ok(any.is_some())
    }

    /// The number now belongs to `contact`, whoever had it before; the link to that one is kept.
    async fn move_phone(&self, phone: Given<'_>, contact: ContactId, now: Timestamp) -> Result<()> {
        let before = self.release(phone, Some(contact), now).await?;
        self.release_others(phone, contact, now).await?;
        let rewritten = self
            .exec(
                "UPDATE identity SET value = $1
                 WHERE channel = $2 AND kind = 'phone' AND match_key = $3 AND contact = $4 AND valid_to IS NULL",
                params![phone.value, phone.channel, Kind::Phone.key(phone.value), contact],
            )
            .await?;
        if rewritten == 0 && !self.hold(phone, contact, before, now).await? {
            tracing::debug!("another node took the phone number at the same moment");
        }
        Ok(())
    }

    async fn make(
        &self,
        user: Option<Given<'_>>,
        phone: Option<Given<'_>>,
        hint: &IdentityHint,
        fresh: FreshIds,
        now: Timestamp,
    ) -> Result<Option<(ContactId, bool)>> {
        let Some(first) = user.or(phone) else { return Ok(None) };
        if !self.hold(first, fresh.contact, None, now).await? {
            return Ok(None);
        }
        self.insert_contact(fresh.contact, hint, now).await?;
        if let (Some(_), Some(phone)) = (user, phone) {
            self.move_phone(phone, fresh.contact, now).await?;
        }
        Ok(Some((fresh.contact, true)))
    }

    pub(super) async fn insert_contact(&self, id: ContactId, hint: &IdentityHint, now: Timestamp) -> Result<()> {
        self.exec(
            "INSERT INTO contact (id, name, username, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)",
            params![id, hint.name.clone(), hint.username.clone(), now],
        )
        .await?;
        Ok(())
    }

    async fn update_names(&self, known: &Match, hint: &IdentityHint, now: Timestamp) -> Result<()> {
        let news = |old: &Option<String>, new: &Option<String>| new.is_some() && old != new;
        if news(&known.name, &hint.name) || news(&known.username, &hint.username) {
            self.exec(
                "UPDATE contact SET name = COALESCE($1, name), username = COALESCE($2, username), updated_at = $3
                 WHERE id = $4",
                params![hint.name.clone(), hint.username.clone(), now, known.contact],
            )
            .await?;
        }
        Ok(())
    }
}
