//! A turn that cannot succeed must not hold a citizen for ever: what they sent is kept and a person takes over.

use std::collections::BTreeMap;
use std::sync::Arc;

use ventanilla_domain::{ConversationId, OutboundContent, Priority};
use ventanilla_flow::expr::Scope;
use ventanilla_flow::model::Flow;
use ventanilla_store::{Author, InboundOutcome};

use super::{Turn, TurnOutcome};
use crate::{App, Error};

impl App {
    /// Appends what waits without asking the engine, queues the conversation for people and says so.
    pub(crate) async fn give_up_turn(&self, conversation: ConversationId) -> Result<TurnOutcome, Error> {
        let app = self.clone();
        let outcome = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let mut turn = Turn::begin(&app, tx, conversation).await?;
                    turn.give_up().await?;
                    Ok::<_, Error>(turn.outcome)
                })
            })
            .await?;
        self.after_turn(conversation, &outcome);
        Ok(outcome)
    }
}

impl Turn<'_> {
    async fn give_up(&mut self) -> Result<(), Error> {
        self.find_language().await;
        let body = self.platform_text("fault");
        self.running = None;
        self.drop_session().await?;
        self.tx.take_due_timers(self.conversation.id, self.now).await?;
        for inbound in self.tx.pending_inbound(self.conversation.id, u32::MAX).await? {
            self.keep_without_answer(&inbound).await?;
            self.tx.finish_inbound(inbound.id, InboundOutcome::Failed, self.now).await?;
        }
        self.emit("turn.failed", &self.conversation.id.to_string(), "system", serde_json::Value::Null);
        self.queue_for_people("general", Priority::P2, serde_json::json!({ "why": "fault" })).await?;
        self.say(OutboundContent::Text { body }, Author::System, None).await
    }

    /// The session may be what fails: the next message begins a new one. Its state stays on record.
    async fn drop_session(&mut self) -> Result<(), Error> {
        if let Some(session) = self.tx.open_session(self.conversation.id).await? {
            self.tx.end_session(session.id, &session.state, "fault", self.now).await?;
            self.emit("session.ended", &session.id.to_string(), "system", serde_json::json!({ "result": "fault" }));
        }
        Ok(())
    }

    /// Looks at the session that runs, for the language to speak. One that cannot be read leaves the flow's own language.
    pub(crate) async fn find_language(&mut self) {
        self.running = self.open_session().await.unwrap_or_default();
    }

    /// A text that the platform itself says, in the language of the session, else of the published flow.
    pub(crate) fn platform_text(&self, key: &str) -> String {
        let running =
            self.running.as_ref().map(|running| (Arc::clone(&running.flow), running.state.engine.lang.clone()));
        let published = || self.app.published_flow().ok().map(|flow| (Arc::clone(&flow), flow.lang.clone()));
        running.or_else(published).map_or_else(String::new, |(flow, lang)| platform_text(&flow, &lang, key))
    }
}

fn platform_text(flow: &Flow, lang: &str, key: &str) -> String {
    let vars = BTreeMap::new();
    let scope = Scope::new(flow, &vars, "", lang);
    flow.texts.get(key).map(|text| text.render(&scope)).unwrap_or_default()
}
