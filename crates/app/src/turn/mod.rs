//! A turn: everything that waits for a conversation, decided and written in one transaction (DESIGN section 3).

mod effects;
mod engine;
mod give_up;
mod message;
mod session;
mod worker;

use ventanilla_domain::{ConversationId, MessageId, Timestamp};
use ventanilla_flow::input::Input;
use ventanilla_store::{Conversation, Inbound, InboundOutcome, NewEvent, Timer, Tx};

use crate::{App, Error};
pub(crate) use session::Running;

/// What a turn leaves for the workers beside it.
#[derive(Debug, Clone, Default)]
pub(crate) struct TurnOutcome {
    /// Bubbles to send.
    pub(crate) said: usize,
    /// Timers were set.
    pub(crate) timers: bool,
    /// Files are to be fetched.
    pub(crate) files: bool,
    /// More is waiting than one turn takes.
    pub(crate) more: bool,
}

/// A turn in progress.
pub(crate) struct Turn<'a> {
    pub(crate) app: &'a App,
    pub(crate) tx: &'a Tx<'a>,
    pub(crate) now: Timestamp,
    pub(crate) conversation: Conversation,
    pub(crate) running: Option<Running>,
    /// The message being answered.
    pub(crate) heard: Option<MessageId>,
    outcome: TurnOutcome,
}

impl App {
    /// Takes a turn of a conversation. Idempotent: what another worker did already is not there any more.
    pub(crate) async fn take_turn(&self, conversation: ConversationId) -> Result<TurnOutcome, Error> {
        let app = self.clone();
        let outcome =
            self.store().write(move |tx| Box::pin(async move { Turn::take(&app, tx, conversation).await })).await?;
        self.after_turn(conversation, &outcome);
        Ok(outcome)
    }

    /// Ends a request for a person that no session waits for.
    pub(crate) async fn end_overdue(&self, conversation: ConversationId) -> Result<(), Error> {
        let app = self.clone();
        self.store()
            .write(move |tx| Box::pin(async move { Turn::begin(&app, tx, conversation).await?.end_overdue().await }))
            .await
    }

    fn after_turn(&self, conversation: ConversationId, outcome: &TurnOutcome) {
        if outcome.said > 0 {
            self.wakes().outbound.notify_one();
        }
        if outcome.timers {
            self.wakes().timers.notify_one();
        }
        if outcome.files {
            self.wakes().media.notify_one();
        }
        if outcome.more {
            self.wakes().conversations([conversation]);
        }
    }
}

impl<'a> Turn<'a> {
    async fn take(app: &'a App, tx: &'a Tx<'a>, conversation: ConversationId) -> Result<TurnOutcome, Error> {
        let mut turn = Self::begin(app, tx, conversation).await?;
        let limit = app.limits().turn_messages;
        let pending = tx.pending_inbound(conversation, u32::try_from(limit).unwrap_or(u32::MAX)).await?;
        let timers = tx.take_due_timers(conversation, turn.now).await?;
        turn.outcome.more = pending.len() >= limit;
        if !pending.is_empty() || !timers.is_empty() {
            turn.running = turn.open_session().await?;
            turn.play(pending, timers).await?;
        }
        Ok(turn.outcome)
    }

    pub(crate) async fn begin(app: &'a App, tx: &'a Tx<'a>, conversation: ConversationId) -> Result<Self, Error> {
        let conversation = tx.lock_conversation(conversation).await?;
        Ok(Self { app, tx, now: app.now(), conversation, running: None, heard: None, outcome: TurnOutcome::default() })
    }

    /// Timers that fell due before the first message arrived come first, as they would have without a delay of ours.
    async fn play(&mut self, pending: Vec<Inbound>, timers: Vec<Timer>) -> Result<(), Error> {
        let first_message = pending.first().map(|inbound| inbound.received_at);
        let (before, after): (Vec<Timer>, Vec<Timer>) =
            timers.into_iter().partition(|timer| first_message.is_none_or(|at| timer.due_at < at));
        self.ring(before).await?;
        let mut fed = Vec::new();
        for inbound in pending {
            let outcome = self.hear(&inbound).await?;
            fed.push((inbound.id, outcome));
        }
        self.ring(after).await?;
        self.save_session().await?;
        for (id, outcome) in fed {
            let answered = outcome == InboundOutcome::Answered && self.outcome.said == 0;
            let outcome = if answered { InboundOutcome::Silent } else { outcome };
            self.tx.finish_inbound(id, outcome, self.now).await?;
        }
        Ok(())
    }

    async fn ring(&mut self, timers: Vec<Timer>) -> Result<(), Error> {
        for timer in timers {
            if self.running.as_ref().is_some_and(|running| running.id() == timer.session) {
                self.feed(Input::Timer { key: timer.key }).await?;
            }
        }
        Ok(())
    }

    /// Writes into the log.
    pub(crate) fn emit(&self, kind: &'static str, subject: &str, actor: &str, payload: serde_json::Value) {
        let event = NewEvent { at: self.now, kind, subject: subject.to_owned(), actor: actor.to_owned(), payload };
        self.tx.emit(event);
    }
}
