//! Short ways to a city with one channel and its citizens.

use ventanilla_domain::{
    ChannelId, ChannelKind, ContactId, Content, ConversationId, Folio, IdentityHint, InboundId, InboundMessage,
    MessageId, OutboundContent, OutboundId, ReportId, SessionId, Timestamp, Update, WebhookId,
};
use ventanilla_store::{
    Author, Claim, ClaimedOutbound, Filed, FreshIds, MessageBody, NewInbound, NewMessage, NewOutbound, NewReport,
    NewSession, NewWebhook, Resolved, Store, StoreError, Tx,
};
use ventanilla_testkit::TestDatabase;

/// `tx` verbs in one transaction: `write!(db, |tx| tx.head())`.
macro_rules! write {
    ($db:expr, |$tx:ident| $body:expr) => {
        $db.store.write(move |$tx| Box::pin(async move { $body.await })).await.unwrap()
    };
}
macro_rules! read {
    ($db:expr, |$tx:ident| $body:expr) => {
        $db.store.read(move |$tx| Box::pin(async move { $body.await })).await.unwrap()
    };
}
pub(crate) use {read, write};

pub(crate) const ACCOUNT: &str = "106540352242922";

pub(crate) fn user(user_id: &str) -> IdentityHint {
    IdentityHint { user_id: Some(user_id.to_owned()), ..IdentityHint::default() }
}

pub(crate) fn phone(phone: &str) -> IdentityHint {
    IdentityHint { phone: Some(phone.to_owned()), ..IdentityHint::default() }
}

pub(crate) fn both(user_id: &str, phone: &str) -> IdentityHint {
    IdentityHint { phone: Some(phone.to_owned()), ..user(user_id) }
}

pub(crate) fn later(at: Timestamp, ms: i64) -> Timestamp {
    Timestamp(at.0 + ms)
}

pub(crate) fn text(words: &str) -> Content {
    Content::Text { text: words.to_owned() }
}

pub(crate) async fn channel(db: &TestDatabase) -> ChannelId {
    let (id, now) = (db.id(ChannelId::new), db.now());
    write!(db, |tx| tx.ensure_channel(ChannelKind::Whatsapp, ACCOUNT, "Saltillo", id, now)).id
}

pub(crate) async fn resolve(db: &TestDatabase, channel: ChannelId, hint: IdentityHint) -> Resolved {
    let fresh = FreshIds { contact: db.id(ContactId::new), conversation: db.id(ConversationId::new) };
    let now = db.now();
    db.store
        .write(move |tx| Box::pin(async move { tx.resolve_identity(channel, &hint, fresh, now).await }))
        .await
        .unwrap()
}

/// A channel with one citizen.
pub(crate) struct World<'d> {
    pub(crate) db: &'d TestDatabase,
    pub(crate) channel: ChannelId,
    pub(crate) contact: ContactId,
    pub(crate) conversation: ConversationId,
}

impl<'d> World<'d> {
    pub(crate) async fn new(db: &'d TestDatabase) -> Self {
        let channel = channel(db).await;
        let citizen = resolve(db, channel, both("MX.1", "5218441234567")).await;
        Self { db, channel, contact: citizen.contact, conversation: citizen.conversation }
    }

    pub(crate) async fn another_citizen(&self, user_id: &str) -> World<'d> {
        let citizen = resolve(self.db, self.channel, user(user_id)).await;
        World { db: self.db, channel: self.channel, contact: citizen.contact, conversation: citizen.conversation }
    }

    pub(crate) fn bubble(&self, words: &str) -> NewMessage {
        let body = MessageBody::Out(OutboundContent::Text { body: words.to_owned() });
        NewMessage { author: Author::Bot, ..self.message(body) }
    }

    pub(crate) fn heard(&self, provider_id: &str, content: Content) -> NewMessage {
        NewMessage { provider_id: Some(provider_id.to_owned()), ..self.message(MessageBody::In(content)) }
    }

    fn message(&self, body: MessageBody) -> NewMessage {
        NewMessage {
            id: self.db.id(MessageId::new),
            author: Author::Citizen,
            body,
            provider_id: None,
            sent_at: self.db.now(),
            created_at: self.db.now(),
            session: None,
            step: None,
            reply_to: None,
            forwarded: false,
        }
    }

    /// Appends a message, returns its id.
    pub(crate) async fn append(&self, new: NewMessage) -> MessageId {
        let (id, conversation) = (new.id, self.conversation);
        write!(self.db, |tx| tx.append_message(conversation, new));
        id
    }

    /// Says something and queues it for sending.
    pub(crate) async fn say(&self, words: &str) -> (OutboundId, MessageId) {
        let (bubble, conversation, now) = (self.bubble(words), self.conversation, self.db.now());
        let (id, message) = (self.db.id(OutboundId::new), bubble.id);
        self.db
            .store
            .write(move |tx| Box::pin(async move { say(tx, conversation, bubble, id, now).await }))
            .await
            .unwrap();
        (id, message)
    }

    pub(crate) fn inbound(&self, webhook: WebhookId, provider_id: &str, words: &str) -> NewInbound {
        let now = self.db.now();
        NewInbound {
            id: self.db.id(InboundId::new),
            webhook,
            channel: self.channel,
            conversation: Some(self.conversation),
            provider_id: provider_id.to_owned(),
            payload: Update::Message(InboundMessage {
                provider_id: provider_id.to_owned(),
                account: ACCOUNT.to_owned(),
                from: user("MX.1"),
                sent_at: now,
                content: text(words),
                context: None,
            }),
            sent_at: now,
            received_at: now,
            outcome: None,
        }
    }

    pub(crate) async fn webhook(&self, items: u32) -> WebhookId {
        let id = self.db.id(WebhookId::new);
        let new = NewWebhook {
            id,
            channel_kind: ChannelKind::Whatsapp,
            body: b"{}".to_vec(),
            items,
            received_at: self.db.now(),
        };
        write!(self.db, |tx| tx.insert_webhook(new));
        id
    }

    pub(crate) async fn receive(&self, new: NewInbound) -> bool {
        write!(self.db, |tx| tx.insert_inbound(new))
    }

    pub(crate) async fn session(&self) -> SessionId {
        let id = self.db.id(SessionId::new);
        let new = NewSession {
            id,
            conversation: self.conversation,
            flow_hash: ventanilla_domain::FlowHash("f00d".to_owned()),
            state: "{}".to_owned(),
            started_at: self.db.now(),
        };
        write!(self.db, |tx| tx.insert_session(new));
        id
    }

    pub(crate) fn report(&self, once_key: &str, folio: u64) -> NewReport {
        NewReport {
            id: self.db.id(ReportId::new),
            folio: Some(Folio::from_random(folio)),
            once_key: once_key.to_owned(),
            conversation: self.conversation,
            contact: self.contact,
            channel: self.channel,
            session: None,
            flow_hash: None,
            category: Some("accidente_vial".to_owned()),
            subtype: None,
            priority: None,
            cnie_priority: None,
            description: None,
            place: None,
            answers: serde_json::json!({}),
            anonymous: false,
            discreet: false,
            consent: None,
            queued_reason: None,
            at: self.db.now(),
        }
    }

    pub(crate) async fn file(&self, new: NewReport) -> Filed {
        file(&self.db.store, new).await.unwrap()
    }

    pub(crate) async fn claim(&self, limit: u32) -> Vec<ClaimedOutbound> {
        let claim = claim_at(self.db.now(), limit);
        self.db.store.write(move |tx| Box::pin(async move { tx.claim_outbound(&claim).await })).await.unwrap()
    }
}

pub(crate) async fn file(store: &Store, new: NewReport) -> Result<Filed, StoreError> {
    store.write(move |tx| Box::pin(async move { tx.insert_report(&new).await })).await
}

pub(crate) fn claim_at(now: Timestamp, limit: u32) -> Claim {
    Claim { now, owner: "worker".to_owned(), lease_until: later(now, 30_000), limit }
}

pub(crate) async fn say(
    tx: &Tx<'_>,
    conversation: ConversationId,
    bubble: NewMessage,
    id: OutboundId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let message = bubble.id;
    let seq = tx.append_message(conversation, bubble).await?;
    tx.enqueue_outbound(NewOutbound { id, message, conversation, seq, next_at: now, created_at: now }).await
}

/// The error of a caller above the store.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    ByStore,
    ByTest,
}

impl From<StoreError> for Refused {
    fn from(_: StoreError) -> Self {
        Self::ByStore
    }
}
