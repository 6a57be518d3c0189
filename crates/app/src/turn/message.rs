//! What a citizen sent becomes a message, and the engine's next input.

use ventanilla_domain::{Content, InboundMessage, JobId, MediaId, MediaItem, MessageId, Owner, Priority, Update};
use ventanilla_flow::input::{Input, Message};
use ventanilla_store::{Author, Inbound, InboundOutcome, MessageBody, NewJob, NewMedia, NewMessage};

use super::Turn;
use crate::Error;
use crate::media::FETCH_MEDIA;

impl Turn<'_> {
    /// Takes one item: appended first, then given to whoever answers. Returns how it ends unless the bot stays silent.
    pub(super) async fn hear(&mut self, inbound: &Inbound) -> Result<InboundOutcome, Error> {
        let Update::Message(message) = &inbound.payload else { return Ok(InboundOutcome::Recorded) };
        let id = self.append(inbound, message).await?;
        self.heard = Some(id);
        if self.is_late(message) {
            self.leave_late_to_people(id).await?;
            return Ok(InboundOutcome::Silent);
        }
        if matches!(self.conversation.owner, Owner::Agent | Owner::Parked) || is_about_another(&message.content) {
            return Ok(InboundOutcome::Silent);
        }
        let labels = self.app.world().labels(&message.content);
        let input = Message { id, content: message.content.clone(), sent_at: message.sent_at, labels };
        self.feed_message(input).await?;
        Ok(InboundOutcome::Answered)
    }

    /// Keeps an item of a conversation whose turn failed for good.
    pub(super) async fn keep_without_answer(&mut self, inbound: &Inbound) -> Result<(), Error> {
        if let Update::Message(message) = &inbound.payload {
            self.append(inbound, message).await?;
        }
        Ok(())
    }

    async fn feed_message(&mut self, message: Message) -> Result<(), Error> {
        if self.running.is_none() {
            let running = self.start_session(&message.content).await?;
            self.running = Some(running);
        }
        self.feed(Input::Message(message)).await
    }

    async fn append(&mut self, inbound: &Inbound, message: &InboundMessage) -> Result<MessageId, Error> {
        let id = MessageId::new(self.app.ids().uuid());
        let context = message.context.clone().unwrap_or_default();
        let new = NewMessage {
            id,
            author: Author::Citizen,
            body: MessageBody::In(message.content.clone()),
            provider_id: Some(inbound.provider_id.clone()),
            sent_at: message.sent_at,
            created_at: self.now,
            session: self.running.as_ref().map(super::session::Running::id),
            step: None,
            reply_to: context.provider_id,
            forwarded: context.forwarded,
        };
        self.tx.append_message(self.conversation.id, new).await?;
        let window_until = message.sent_at.plus(self.app.limits().service_window);
        self.tx.touch_inbound(self.conversation.id, message.sent_at, window_until).await?;
        if let Content::Media(item) = &message.content {
            self.expect_file(id, item).await?;
        }
        let payload = serde_json::json!({ "message": id, "conversation": self.conversation.id });
        self.emit("message.received", &id.to_string(), "citizen", payload);
        Ok(id)
    }

    /// Asks for the file of a message. One that cannot be fetched is noted as missing by the worker, with its reason.
    async fn expect_file(&mut self, message: MessageId, item: &MediaItem) -> Result<(), Error> {
        let id = MediaId::new(self.app.ids().uuid());
        self.tx
            .insert_media(NewMedia {
                id,
                message,
                conversation: self.conversation.id,
                kind: item.kind,
                provider_media_id: item.provider_media_id.clone(),
                mime: item.mime.clone(),
                declared_sha256: item.sha256.clone(),
                filename: item.filename.clone(),
                created_at: self.now,
            })
            .await?;
        self.tx
            .enqueue_job(NewJob {
                id: JobId::new(self.app.ids().uuid()),
                kind: FETCH_MEDIA.to_owned(),
                key: id.to_string(),
                payload: serde_json::json!({ "media": id, "channel": self.conversation.channel }),
                next_at: self.now,
                created_at: self.now,
            })
            .await?;
        self.outcome.files = true;
        Ok(())
    }

    /// After an outage old messages arrive (whatsapp-cloud-api 1.4): they are kept, but not answered as if live.
    fn is_late(&self, message: &InboundMessage) -> bool {
        self.now.since(message.sent_at) > self.app.limits().service_window
    }

    async fn leave_late_to_people(&mut self, message: MessageId) -> Result<(), Error> {
        self.emit("message.late", &message.to_string(), "system", serde_json::Value::Null);
        self.queue_for_people("general", Priority::P3, serde_json::json!({ "why": "late", "message": message })).await
    }
}

/// Reactions, edits and deletions speak of another message: kept and shown, never an answer.
fn is_about_another(content: &Content) -> bool {
    matches!(content, Content::Reaction { .. } | Content::Edit { .. } | Content::Revoke { .. })
}
