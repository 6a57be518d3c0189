//! What the engine asks for becomes rows of the same transaction.

use ventanilla_domain::{HandoffId, MessageId, OutboundContent, OutboundId, Owner, Priority, TimerId, Timestamp};
use ventanilla_flow::effect::{Effect, Record};
use ventanilla_flow::model::Kind;
use ventanilla_store::{
    Author, HandoffEnd, HandoffState, MessageBody, NewHandoff, NewMessage, NewOutbound, NewTimer, OwnerChange,
};

use super::Turn;
use super::session::Consent;
use crate::Error;

impl Turn<'_> {
    pub(super) async fn apply(&mut self, effect: Effect) -> Result<(), Error> {
        match effect {
            Effect::Send { content, step } => self.say(content, Author::Bot, Some(step)).await,
            Effect::SetTimer { key, due_at } => self.set_timer(key, due_at).await,
            Effect::CancelTimer { key } => self.cancel_timer(&key).await,
            Effect::Handoff { queue, priority, brief, deadline_at } => {
                let brief = serde_json::to_value(brief).map_err(|error| Error::Flow(error.to_string()))?;
                self.hand_off(&queue, priority, brief, deadline_at).await
            }
            Effect::End { result } => self.end(&result).await,
            // Both are taken by the loop that drives the engine.
            Effect::Ask { .. } | Effect::Record(_) => Ok(()),
        }
    }

    /// Appends a bubble to the conversation and to the queue of what must be sent.
    pub(crate) async fn say(
        &mut self,
        content: OutboundContent,
        author: Author,
        step: Option<String>,
    ) -> Result<(), Error> {
        let id = MessageId::new(self.app.ids().uuid());
        let new = NewMessage {
            id,
            author,
            body: MessageBody::Out(content),
            provider_id: None,
            sent_at: self.now,
            created_at: self.now,
            session: self.running.as_ref().map(super::session::Running::id),
            step,
            reply_to: None,
            forwarded: false,
        };
        let seq = self.tx.append_message(self.conversation.id, new).await?;
        self.tx
            .enqueue_outbound(NewOutbound {
                id: OutboundId::new(self.app.ids().uuid()),
                conversation: self.conversation.id,
                message: id,
                seq,
                next_at: self.now,
                created_at: self.now,
            })
            .await?;
        self.outcome.said += 1;
        Ok(())
    }

    async fn set_timer(&mut self, key: String, due_at: Timestamp) -> Result<(), Error> {
        let Some(session) = self.running.as_ref().map(super::session::Running::id) else { return Ok(()) };
        let id = TimerId::new(self.app.ids().uuid());
        let conversation = self.conversation.id;
        let timer = NewTimer { id, conversation, session, key, due_at, payload: serde_json::Value::Null };
        self.tx.set_timer(timer).await?;
        self.outcome.timers = true;
        Ok(())
    }

    async fn cancel_timer(&self, key: &str) -> Result<(), Error> {
        let Some(session) = self.running.as_ref().map(super::session::Running::id) else { return Ok(()) };
        Ok(self.tx.cancel_timer(session, key).await?)
    }

    /// Queues the conversation for people without the flow waiting for it.
    pub(super) async fn queue_for_people(
        &mut self,
        queue: &str,
        priority: Priority,
        brief: serde_json::Value,
    ) -> Result<(), Error> {
        let deadline = self.now.plus(self.app.limits().handoff_wait);
        self.hand_off(queue, priority, brief, deadline).await
    }

    async fn hand_off(
        &mut self,
        queue: &str,
        priority: Priority,
        brief: serde_json::Value,
        deadline_at: Timestamp,
    ) -> Result<(), Error> {
        self.end_open_handoff(HandoffState::Returned, "superseded").await?;
        let id = HandoffId::new(self.app.ids().uuid());
        self.tx
            .insert_handoff(NewHandoff {
                id,
                conversation: self.conversation.id,
                session: self.running.as_ref().map(super::session::Running::id),
                queue: queue.to_owned(),
                priority,
                brief,
                requested_at: self.now,
                deadline_at: Some(deadline_at),
            })
            .await?;
        let payload = serde_json::json!({ "conversation": self.conversation.id, "queue": queue, "priority": priority });
        self.emit("handoff.requested", &id.to_string(), "bot", payload);
        self.own(Owner::Queued, Some(deadline_at)).await
    }

    /// Nobody took the conversation in time: the next message goes to the flow again.
    pub(super) async fn end_overdue(&mut self) -> Result<(), Error> {
        self.end_open_handoff(HandoffState::Expired, "no_agent").await?;
        self.own(Owner::Bot, None).await
    }

    async fn end_open_handoff(&mut self, state: HandoffState, outcome: &str) -> Result<(), Error> {
        let Some(open) = self.tx.open_handoff(self.conversation.id).await? else { return Ok(()) };
        let end = HandoffEnd { state, outcome: outcome.to_owned(), at: self.now };
        if self.tx.end_handoff(open.id, &end).await? {
            let payload = serde_json::json!({ "conversation": self.conversation.id, "outcome": outcome });
            self.emit("handoff.ended", &open.id.to_string(), "bot", payload);
        }
        Ok(())
    }

    async fn own(&mut self, owner: Owner, deadline_at: Option<Timestamp>) -> Result<(), Error> {
        if self.conversation.owner == owner && self.conversation.owner_deadline_at == deadline_at {
            return Ok(());
        }
        self.tx.update_owner(self.conversation.id, OwnerChange { owner, since: self.now, deadline_at }).await?;
        let payload = serde_json::json!({ "from": self.conversation.owner, "to": owner });
        self.emit("conversation.owner", &self.conversation.id.to_string(), "bot", payload);
        self.conversation.owner = owner;
        self.conversation.owner_deadline_at = deadline_at;
        Ok(())
    }

    async fn end(&mut self, result: &str) -> Result<(), Error> {
        self.end_open_handoff(HandoffState::Expired, result).await?;
        self.end_session(result).await?;
        self.own(Owner::Closed, None).await
    }

    /// One entry of the log for what the engine did, and what its records mean outside it.
    pub(super) async fn record(&mut self, records: &mut Vec<Record>) -> Result<(), Error> {
        if records.is_empty() {
            return Ok(());
        }
        for record in records.iter() {
            match record {
                Record::Evidence { step, outcome, shown, message } => self.keep_consent(step, outcome, shown, *message),
                Record::Left { step, outcome } if self.is_handoff(step) => self.left_handoff(outcome).await?,
                Record::Fault { code, step } => tracing::error!(code, step, "the flow failed; a person takes over"),
                _ => {}
            }
        }
        let subject = self.running.as_ref().map_or_else(|| self.conversation.id.to_string(), |r| r.id().to_string());
        let payload: Vec<serde_json::Value> = records.drain(..).map(|record| without_words(&record)).collect();
        self.emit("session.advanced", &subject, "bot", serde_json::Value::Array(payload));
        Ok(())
    }

    fn keep_consent(&mut self, step: &str, outcome: &str, shown: &str, message: Option<MessageId>) {
        let Some(running) = self.running.as_mut() else { return };
        running.state.consents.push(Consent {
            step: step.to_owned(),
            outcome: outcome.to_owned(),
            shown: shown.to_owned(),
            message,
            at: self.now,
        });
    }

    fn is_handoff(&self, step: &str) -> bool {
        let kind = self.running.as_ref().and_then(|running| running.flow.step(step)).map(|step| &step.kind);
        matches!(kind, Some(Kind::Handoff(_)))
    }

    /// The flow goes on without people: the request ends and the bot owns the conversation again.
    async fn left_handoff(&mut self, outcome: &str) -> Result<(), Error> {
        let state = match outcome {
            "resolved" => HandoffState::Resolved,
            "returned" => HandoffState::Returned,
            _ => HandoffState::Expired,
        };
        self.end_open_handoff(state, outcome).await?;
        self.own(Owner::Bot, None).await
    }
}

/// The log carries ids, not words of people: the shown text of a consent stays with the report.
fn without_words(record: &Record) -> serde_json::Value {
    let mut value = serde_json::to_value(record).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        object.remove("shown");
    }
    value
}
