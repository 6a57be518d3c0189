use std::collections::{BTreeMap, VecDeque};

use ventanilla_domain::{ChannelLimits, Content, Duration, MessageId, OutboundContent, SessionId, Timestamp};

use super::script::Case;
use super::transcript::Transcript;
use super::world::{Pinned, World};
use crate::advance::{Caps, Env, Turn, advance, begin_at};
use crate::effect::{Effect, Request};
use crate::input::{HandoffOutcome, Input, Message};
use crate::model::Flow;
use crate::session::Session;
use crate::value::Value;

/// When every played conversation begins: 2026-01-15, 9 in the morning in Saltillo.
const BEGINNING: Timestamp = Timestamp(1_768_489_200_000);
/// Timers and answers handled for one action before something must be wrong.
const MAX_INPUTS: usize = 10_000;

/// Why a conversation cannot be played on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlayerError {
    /// The session did not survive JSON.
    #[error("the session does not survive JSON: {0}")]
    Json(String),
    /// Timers never come to rest.
    #[error("timers and answers do not come to rest")]
    Restless,
}

/// An option that was offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) id: String,
    pub(super) title: String,
}

/// What happened since the last action.
#[derive(Debug, Clone, Default)]
pub(super) struct Since {
    pub(super) bubbles: Vec<OutboundContent>,
    pub(super) acts: Vec<(String, BTreeMap<String, Value>)>,
    pub(super) effects: Vec<Effect>,
}

/// Plays one conversation: a session, a clock that jumps, a world that answers at once. The session goes through JSON before
/// every turn.
pub struct Player<'a> {
    flow: &'a Flow,
    limits: ChannelLimits,
    world: Pinned<'a>,
    pub(super) session: Session,
    now: Timestamp,
    messages: u128,
    pub(super) last: Option<Message>,
    /// What can be tapped in the bubble shown last that offers something.
    pub(super) offered: Vec<Offer>,
    pub(super) offered_before: Vec<Offer>,
    pub(super) since: Since,
    pub(super) bubbles: usize,
    pub(super) acts: Vec<String>,
    /// Effects, turn by turn.
    pub effects: Vec<Vec<Effect>>,
    /// What was said.
    pub transcript: Transcript,
}

impl<'a> Player<'a> {
    /// A conversation of `flow` with somebody who speaks `lang`; nothing has happened yet. `case` pins answers of the world.
    #[must_use]
    pub fn new(flow: &'a Flow, limits: ChannelLimits, lang: &str, case: &'a Case, world: &'a mut dyn World) -> Self {
        Self {
            flow,
            limits,
            world: Pinned { case, world, done: BTreeMap::new() },
            session: Session::start(SessionId::from_u128(1), flow, lang, BEGINNING),
            now: BEGINNING,
            messages: 0,
            last: None,
            offered: Vec::new(),
            offered_before: Vec::new(),
            since: Since::default(),
            bubbles: 0,
            acts: Vec::new(),
            effects: Vec::new(),
            transcript: Transcript::default(),
        }
    }

    /// The session as it stands.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// Sets a variable before the conversation begins.
    pub(super) fn preset(&mut self, name: &str, value: Value) {
        self.session.vars.insert(name.to_owned(), value);
    }

    /// Begins at `step`, without a first message.
    ///
    /// # Errors
    /// See [`PlayerError`].
    pub fn begin_at(&mut self, step: &str) -> Result<(), PlayerError> {
        let env = self.env();
        let turn = begin_at(self.flow, self.session.clone(), step, &env);
        let mut requests = VecDeque::new();
        self.took(turn, &mut requests);
        self.settle(requests)
    }

    /// The citizen sends `content`, one second after the last thing that happened.
    ///
    /// # Errors
    /// See [`PlayerError`].
    pub fn send(&mut self, content: Content, mut labels: Vec<String>) -> Result<(), PlayerError> {
        self.messages += 1;
        if let Content::Text { text } = &content {
            labels.extend(self.world.labels(text));
        }
        let message = Message { id: MessageId::from_u128(self.messages), content, sent_at: self.now, labels };
        self.last = Some(message.clone());
        self.now = self.now.plus(Duration::seconds(1));
        self.input(&Input::Message(message))
    }

    /// The citizen's last message arrives again.
    ///
    /// # Errors
    /// See [`PlayerError`].
    pub fn repeat(&mut self) -> Result<(), PlayerError> {
        match self.last.clone() {
            Some(message) => self.input(&Input::Message(message)),
            None => Ok(()),
        }
    }

    /// People do something.
    ///
    /// # Errors
    /// See [`PlayerError`].
    pub fn people(&mut self, outcome: HandoffOutcome) -> Result<(), PlayerError> {
        self.input(&Input::Handoff(outcome))
    }

    /// Lets `span` pass; timers fire at their moments.
    ///
    /// # Errors
    /// See [`PlayerError`].
    pub fn wait(&mut self, span: Duration) -> Result<(), PlayerError> {
        let until = self.now.plus(span);
        for _ in 0..MAX_INPUTS {
            let next = self.session.timers().iter().min_by_key(|(_, due)| **due).filter(|(_, due)| **due <= until);
            let Some((key, due)) = next.map(|(key, due)| (key.clone(), *due)) else {
                self.now = until;
                return Ok(());
            };
            self.now = self.now.max(due);
            self.input(&Input::Timer { key })?;
        }
        Err(PlayerError::Restless)
    }

    fn env(&self) -> Env {
        Env { now: self.now, limits: self.limits, caps: Caps::default() }
    }

    /// One input, and the answers of the world to whatever it asks.
    fn input(&mut self, input: &Input) -> Result<(), PlayerError> {
        let mut requests = VecDeque::new();
        self.turn(input, &mut requests)?;
        self.settle(requests)
    }

    fn settle(&mut self, mut requests: VecDeque<(u64, Request)>) -> Result<(), PlayerError> {
        for _ in 0..MAX_INPUTS {
            let Some((token, request)) = requests.pop_front() else { return Ok(()) };
            let answer = self.world.answer(&request);
            self.turn(&Input::Answer { token, answer }, &mut requests)?;
        }
        Err(PlayerError::Restless)
    }

    fn turn(&mut self, input: &Input, requests: &mut VecDeque<(u64, Request)>) -> Result<(), PlayerError> {
        let json = serde_json::to_string(&self.session).map_err(|error| PlayerError::Json(error.to_string()))?;
        let session: Session = serde_json::from_str(&json).map_err(|error| PlayerError::Json(error.to_string()))?;
        if session != self.session {
            return Err(PlayerError::Json("it came back different".to_owned()));
        }
        let turn = advance(self.flow, session, input, &self.env());
        self.took(turn, requests);
        Ok(())
    }

    fn took(&mut self, turn: Turn, requests: &mut VecDeque<(u64, Request)>) {
        for effect in &turn.effects {
            self.transcript.effect(effect);
            match effect {
                Effect::Send { content, .. } => self.saw(content),
                Effect::Ask { token, request } => {
                    if let Request::Act { run, with, .. } = request {
                        self.since.acts.push((run.clone(), with.clone()));
                        self.acts.push(run.clone());
                    }
                    requests.push_back((*token, request.clone()));
                }
                _ => {}
            }
        }
        self.since.effects.extend(turn.effects.iter().cloned());
        self.effects.push(turn.effects);
        self.session = turn.session;
    }

    fn saw(&mut self, content: &OutboundContent) {
        self.bubbles += 1;
        self.since.bubbles.push(content.clone());
        let offers: Vec<Offer> = match content {
            OutboundContent::Buttons { buttons, .. } => {
                buttons.iter().map(|button| Offer { id: button.id.clone(), title: button.title.clone() }).collect()
            }
            OutboundContent::List { sections, .. } => sections
                .iter()
                .flat_map(|section| &section.rows)
                .map(|row| Offer { id: row.id.clone(), title: row.title.clone() })
                .collect(),
            _ => return,
        };
        self.offered_before.extend(offers.iter().cloned());
        self.offered = offers;
    }
}
