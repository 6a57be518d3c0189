//! A webhook arrives: checked over its raw bytes, split into items, durable before it is acknowledged (DESIGN section 3).

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use ventanilla_channels::whatsapp::{self, Item};
use ventanilla_domain::{
    ChannelId, ChannelKind, ContactId, ConversationId, DeadLetterId, IdentityChange, InboundId, InboundMessage,
    StatusUpdate, Timestamp, Update, WebhookId,
};
use ventanilla_store::{Applied, FreshIds, InboundOutcome, NewDeadLetter, NewEvent, NewInbound, NewWebhook, Tx};

use crate::channels::Whatsapp;
use crate::{App, Error};

/// What became of a webhook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Items that were new and now wait for their turn.
    pub new: usize,
    /// Items that had come before.
    pub duplicates: usize,
    /// Items nobody could understand: in the dead letters.
    pub dead: usize,
    /// Conversations with something to do.
    conversations: Vec<ConversationId>,
    /// Whether a doubtful send was settled.
    settled_send: bool,
}

/// A webhook on its way into the store, with the ids it may need.
struct Arrival {
    webhook: WebhookId,
    body: Bytes,
    items: Vec<(Item, Ids)>,
    channels: HashMap<String, ChannelId>,
    now: Timestamp,
}

/// Ids made before the transaction: the same on every replay of it.
#[derive(Clone, Copy)]
struct Ids {
    inbound: InboundId,
    dead: DeadLetterId,
    contact: ContactId,
    conversation: ConversationId,
}

impl App {
    /// Answers the verification handshake: the challenge, or none when no channel expects this token (whatsapp-cloud-api 1.1).
    #[must_use]
    pub fn handshake(&self, query: &HashMap<String, String>) -> Option<String> {
        self.channels().all().iter().find_map(|channel| whatsapp::answer(query, &channel.verify_token))
    }

    /// Refuses a request that carries no signature at all, before its body is read.
    ///
    /// # Errors
    /// [`Error::Signature`].
    pub fn check_signature_shape(&self, signature: Option<&str>) -> Result<(), Error> {
        if signature.is_some() { Ok(()) } else { Err(refused("signature")) }
    }

    /// Takes a webhook. When it returns without error everything in it is durable and may be acknowledged.
    ///
    /// # Errors
    /// [`Error::Signature`] (nothing stored), [`Error::NotJson`] and [`Error::TooLarge`] (kept in the dead letters), [`Error::Store`].
    pub async fn receive(&self, signature: Option<&str>, body: Bytes) -> Result<Receipt, Error> {
        let channels = self.channels().all();
        if !channels.iter().any(|channel| whatsapp::verify(&channel.app_secrets, signature, &body).is_ok()) {
            return Err(refused("signature"));
        }
        if body.len() > self.limits().webhook_bytes {
            let bytes = body.len();
            self.bury(&body, &format!("body of {bytes} bytes")).await?;
            return Err(Error::TooLarge { bytes });
        }
        let Ok(items) = whatsapp::parse(&body) else {
            self.bury(&body, "not JSON").await?;
            return Err(Error::NotJson);
        };
        let receipt = self.store_arrival(self.arrival(body, items, &channels)).await?;
        metrics::counter!("ventanilla_inbound_total").increment(receipt.new as u64);
        metrics::counter!("ventanilla_inbound_duplicates_total").increment(receipt.duplicates as u64);
        metrics::counter!("ventanilla_dead_letters_total").increment(receipt.dead as u64);
        self.wakes().conversations(receipt.conversations.iter().copied());
        if receipt.settled_send {
            self.wakes().outbound.notify_one();
        }
        Ok(receipt)
    }

    fn arrival(&self, body: Bytes, items: Vec<Item>, channels: &[Arc<Whatsapp>]) -> Arrival {
        let fresh = || self.ids().uuid();
        Arrival {
            webhook: WebhookId::new(fresh()),
            body,
            items: items.into_iter().map(|item| (item, self.item_ids())).collect(),
            channels: channels.iter().map(|channel| (channel.account.clone(), channel.id)).collect(),
            now: self.now(),
        }
    }

    fn item_ids(&self) -> Ids {
        let fresh = || self.ids().uuid();
        Ids {
            inbound: InboundId::new(fresh()),
            dead: DeadLetterId::new(fresh()),
            contact: ContactId::new(fresh()),
            conversation: ConversationId::new(fresh()),
        }
    }

    async fn store_arrival(&self, arrival: Arrival) -> Result<Receipt, Error> {
        self.store().write(move |tx| Box::pin(async move { arrival.store(tx).await })).await
    }

    /// Keeps a signed body that cannot be taken apart.
    async fn bury(&self, body: &Bytes, reason: &str) -> Result<(), Error> {
        metrics::counter!("ventanilla_dead_letters_total").increment(1);
        tracing::error!(reason, bytes = body.len(), "a signed webhook could not be read; it is in the dead letters");
        let letter = NewDeadLetter {
            id: DeadLetterId::new(self.ids().uuid()),
            webhook: None,
            reason: reason.to_owned(),
            payload: String::from_utf8_lossy(body).replace('\0', "\u{fffd}"),
            received_at: self.now(),
        };
        self.store()
            .write(move |tx| Box::pin(async move { Ok::<_, Error>(tx.insert_dead_letter(letter).await?) }))
            .await
    }
}

fn refused(why: &'static str) -> Error {
    metrics::counter!("ventanilla_webhook_refused_total", "why" => why).increment(1);
    Error::Signature
}

impl Arrival {
    async fn store(self, tx: &Tx<'_>) -> Result<Receipt, Error> {
        tx.insert_webhook(NewWebhook {
            id: self.webhook,
            channel_kind: ChannelKind::Whatsapp,
            body: self.body.to_vec(),
            items: u32::try_from(self.items.iter().filter(|(item, _)| counts(item)).count()).unwrap_or(u32::MAX),
            received_at: self.now,
        })
        .await?;
        let mut receipt = Receipt::default();
        for (item, ids) in &self.items {
            self.store_item(tx, item, *ids, &mut receipt).await?;
        }
        Ok(receipt)
    }

    async fn store_item(&self, tx: &Tx<'_>, item: &Item, ids: Ids, receipt: &mut Receipt) -> Result<(), Error> {
        match &item.update {
            Ok(Update::Message(message)) => self.message(tx, item, message, ids, receipt).await,
            Ok(Update::Status(status)) => self.status(tx, status, receipt).await,
            Ok(Update::Identity(change)) => self.identity(tx, item, change, ids, receipt).await,
            Ok(Update::Notice { field, .. }) => self.notice(tx, field),
            Err(bad) => self.bury(tx, item, &bad.to_string(), ids, receipt).await,
        }
    }

    async fn message(
        &self,
        tx: &Tx<'_>,
        item: &Item,
        message: &InboundMessage,
        ids: Ids,
        receipt: &mut Receipt,
    ) -> Result<(), Error> {
        let Some(channel) = self.channels.get(&message.account).copied() else {
            return self.bury(tx, item, "for an account that is not served here", ids, receipt).await;
        };
        let fresh = FreshIds { contact: ids.contact, conversation: ids.conversation };
        let resolved = tx.resolve_identity(channel, &message.from, fresh, self.now).await?;
        let inbound = NewInbound {
            id: ids.inbound,
            webhook: self.webhook,
            channel,
            conversation: Some(resolved.conversation),
            provider_id: message.provider_id.clone(),
            payload: Update::Message(message.clone()),
            sent_at: message.sent_at,
            received_at: self.now,
            outcome: None,
        };
        if tx.insert_inbound(inbound).await? {
            receipt.new += 1;
            receipt.conversations.push(resolved.conversation);
        } else {
            receipt.duplicates += 1;
        }
        Ok(())
    }

    async fn status(&self, tx: &Tx<'_>, status: &StatusUpdate, receipt: &mut Receipt) -> Result<(), Error> {
        let Some(channel) = self.channels.get(&status.account).copied() else {
            tracing::warn!("a status for an account that is not served here was left out");
            return Ok(());
        };
        let applied = tx.apply_status(channel, status, self.now).await?;
        receipt.settled_send |= status.callback.is_some() && matches!(applied, Applied::To { .. });
        Ok(())
    }

    async fn identity(
        &self,
        tx: &Tx<'_>,
        item: &Item,
        change: &IdentityChange,
        ids: Ids,
        receipt: &mut Receipt,
    ) -> Result<(), Error> {
        let Some(channel) = self.channels.get(&change.account).copied() else {
            return self.bury(tx, item, "for an account that is not served here", ids, receipt).await;
        };
        let inbound = NewInbound {
            id: ids.inbound,
            webhook: self.webhook,
            channel,
            conversation: None,
            provider_id: change.provider_id.clone(),
            payload: Update::Identity(change.clone()),
            sent_at: change.sent_at,
            received_at: self.now,
            outcome: Some(InboundOutcome::Recorded),
        };
        if tx.insert_inbound(inbound).await? {
            receipt.new += 1;
            tx.record_identity_change(channel, change, ids.contact, self.now).await?;
            self.tell(tx, "identity.changed", &ids.inbound.to_string(), serde_json::Value::Null);
        } else {
            receipt.duplicates += 1;
        }
        Ok(())
    }

    /// The raw body keeps what it says; the log keeps that it came, so that an operator sees account alerts.
    fn notice(&self, tx: &Tx<'_>, field: &str) -> Result<(), Error> {
        tracing::warn!(field, "the provider sent a notice");
        self.tell(tx, "channel.notice", &self.webhook.to_string(), serde_json::json!({ "field": field }));
        Ok(())
    }

    async fn bury(&self, tx: &Tx<'_>, item: &Item, reason: &str, ids: Ids, receipt: &mut Receipt) -> Result<(), Error> {
        receipt.dead += 1;
        tracing::error!(reason, dead_letter.id = %ids.dead, "an item of a webhook went to the dead letters");
        tx.insert_dead_letter(NewDeadLetter {
            id: ids.dead,
            webhook: Some(self.webhook),
            reason: reason.to_owned(),
            payload: item.raw.clone(),
            received_at: self.now,
        })
        .await?;
        Ok(())
    }

    fn tell(&self, tx: &Tx<'_>, kind: &'static str, subject: &str, payload: serde_json::Value) {
        tx.emit(NewEvent { at: self.now, kind, subject: subject.to_owned(), actor: "provider".to_owned(), payload });
    }
}

/// Whether an item must end as an inbound row, a duplicate or a dead letter (see [`NewWebhook::items`]).
fn counts(item: &Item) -> bool {
    !matches!(item.update, Ok(Update::Status(_) | Update::Notice { .. }))
}
