//! The session of a conversation, loaded and saved around a turn.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ventanilla_domain::{Content, MessageId, SessionId, Timestamp};
use ventanilla_flow::model::Flow;
use ventanilla_flow::session::Session;
use ventanilla_flow::value::{OptionRef, Value};
use ventanilla_store::NewSession;

use super::Turn;
use crate::Error;
use crate::language::language;

/// What is kept of a session between turns.
#[derive(Serialize, Deserialize)]
pub(crate) struct State {
    /// The engine's part.
    pub(crate) engine: Session,
    /// What the citizen agreed to, with the exact words shown.
    #[serde(default)]
    pub(crate) consents: Vec<Consent>,
}

/// An answer kept with the exact words it answered (`evidence: true`).
#[derive(Serialize, Deserialize)]
pub(crate) struct Consent {
    /// The step that asked.
    pub(crate) step: String,
    /// What was chosen.
    pub(crate) outcome: String,
    /// What the citizen saw.
    pub(crate) shown: String,
    /// The message that answered.
    pub(crate) message: Option<MessageId>,
    /// When.
    pub(crate) at: Timestamp,
}

/// A session in memory.
pub(crate) struct Running {
    pub(crate) flow: Arc<Flow>,
    pub(crate) state: State,
}

/// The field of a catalogue that says so.
const DISCREET: &str = "discreto";

impl Running {
    pub(crate) fn id(&self) -> SessionId {
        self.state.engine.id
    }

    /// Whether any variable holds an option whose catalogue calls it discreet.
    fn is_discreet(&self) -> bool {
        self.state.engine.vars.values().any(|value| match value {
            Value::Option(option) => self.option_is_discreet(option),
            _ => false,
        })
    }

    /// Whether the catalogue calls this option discreet.
    pub(crate) fn option_is_discreet(&self, option: &OptionRef) -> bool {
        let catalogue = self.flow.catalogues.get(&option.catalogue);
        let found = catalogue.and_then(|catalogue| catalogue.options.get(&option.id));
        found.is_some_and(|found| found.values.get(DISCREET) == Some(&Value::Bool(true)))
    }
}

impl Turn<'_> {
    /// The session that runs here, on the version it began with.
    pub(super) async fn open_session(&self) -> Result<Option<Running>, Error> {
        let Some(stored) = self.tx.open_session(self.conversation.id).await? else { return Ok(None) };
        let flow = self.app.flow_version(self.tx, &stored.flow_hash).await?;
        let state = serde_json::from_str(&stored.state).map_err(|error| Error::Flow(format!("a session: {error}")))?;
        Ok(Some(Running { flow, state }))
    }

    /// A new session on the published version, in the language of the message that opens it.
    pub(super) async fn start_session(&self, opening: &Content) -> Result<Running, Error> {
        let flow = self.app.published_flow()?;
        let id = SessionId::new(self.app.ids().uuid());
        let mut engine = Session::start(id, &flow, language(opening, &flow.lang, &flow.langs), self.now);
        engine.vars.extend(self.kept(&flow).await?);
        let running = Running { flow, state: State { engine, consents: Vec::new() } };
        self.tx
            .insert_session(NewSession {
                id,
                conversation: self.conversation.id,
                flow_hash: running.flow.hash.clone(),
                state: text(&running.state)?,
                started_at: self.now,
            })
            .await?;
        let payload = serde_json::json!({ "conversation": self.conversation.id, "flow": running.flow.hash });
        self.emit("session.started", &id.to_string(), "bot", payload);
        Ok(running)
    }

    /// What variables with `keep` held when the last session of this conversation ended, if that is not too long ago and they are still
    /// of the same type.
    async fn kept(&self, flow: &Flow) -> Result<BTreeMap<String, Value>, Error> {
        let keeping = flow.vars.values().any(|decl| decl.keep.is_some());
        let last = if keeping { self.tx.last_session(self.conversation.id).await? } else { None };
        let Some((last, ended)) = last.and_then(|last| last.ended_at.map(|ended| (last, ended))) else {
            return Ok(BTreeMap::new());
        };
        // What cannot be read any more is forgotten: it must not keep a citizen from beginning anew.
        let (Ok(before), Ok(state)) =
            (self.app.flow_version(self.tx, &last.flow_hash).await, serde_json::from_str::<State>(&last.state))
        else {
            tracing::warn!(session.id = %last.id, "what a flow keeps could not be read");
            return Ok(BTreeMap::new());
        };
        let mut held = state.engine.vars;
        held.retain(|name, _| {
            flow.vars.get(name).is_some_and(|decl| {
                decl.keep.is_some_and(|keep| self.now.since(ended) <= keep)
                    && before.vars.get(name).is_some_and(|was| was.ty == decl.ty)
            })
        });
        Ok(held)
    }

    /// Keeps what the engine remembers; an ended session was kept when it ended.
    pub(super) async fn save_session(&mut self) -> Result<(), Error> {
        let Some(running) = &self.running else { return Ok(()) };
        if running.state.engine.ended.is_none() {
            self.tx.save_session(running.id(), &text(&running.state)?, self.now).await?;
        }
        Ok(())
    }

    /// A conversation in which a discreet category was chosen, or only understood, is a victim's from that moment on: drafts, messages and
    /// reports alike (incident-catalogue 3.4).
    pub(super) async fn mark_discreet(&mut self) -> Result<(), Error> {
        let discreet = self.running.as_ref().is_some_and(Running::is_discreet);
        if discreet && !self.conversation.discreet {
            self.tx.set_discreet(self.conversation.id, true).await?;
            self.conversation.discreet = true;
        }
        Ok(())
    }

    /// Ends the session with `result`; the next message begins a new one.
    pub(super) async fn end_session(&mut self, result: &str) -> Result<(), Error> {
        let Some(running) = self.running.take() else { return Ok(()) };
        self.tx.end_session(running.id(), &text(&running.state)?, result, self.now).await?;
        let payload = serde_json::json!({ "conversation": self.conversation.id, "result": result });
        self.emit("session.ended", &running.id().to_string(), "bot", payload);
        Ok(())
    }
}

fn text(state: &State) -> Result<String, Error> {
    serde_json::to_string(state).map_err(|error| Error::Flow(format!("a session: {error}")))
}
