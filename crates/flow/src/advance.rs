//! One turn: (flow, session, input, environment) → (session, effects). Pure and deterministic.

use ventanilla_domain::{ChannelLimits, Duration, Timestamp};

use crate::effect::Effect;
use crate::engine::Machine;
use crate::input::Input;
use crate::model::Flow;
use crate::session::Session;

/// What a turn depends on besides flow, session and input.
#[derive(Debug, Clone, Copy)]
pub struct Env {
    /// The present instant.
    pub now: Timestamp,
    /// What the channel can show.
    pub limits: ChannelLimits,
    /// The engine's own bounds.
    pub caps: Caps,
}

/// The engine's own bounds, each with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// Steps entered for one input before it is a fault (a cycle without a human turn).
    pub max_steps_per_turn: u32,
    /// Messages kept while the outside world is being asked. Beyond it the oldest that fires no watch gives way.
    pub max_backlog: usize,
    /// Most characters of a text variable that declares no limit of its own.
    pub max_text: usize,
    /// A question shown so recently is not repeated for a photo, a pin or a greeting.
    pub echo: Duration,
    /// Quiet after a photo or a pin that came early, before the open question is asked again.
    pub gather: Duration,
    /// The last resort below a ladder that leads nowhere.
    pub last_silence: Duration,
    /// How long people may keep a conversation they accepted before the hand-off expires.
    pub people: Duration,
    /// How long a fault waits for a person.
    pub fault_accept_within: Duration,
    /// Local time minus UTC, for "hoy" and "ayer". Default −6 h (Saltillo; Mexico has no summer time since 2022).
    pub utc_offset: Duration,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            max_steps_per_turn: 50,
            max_backlog: 20,
            max_text: 4_000,
            echo: Duration::seconds(10),
            gather: Duration::seconds(8),
            last_silence: Duration::hours(24),
            people: Duration::days(7),
            fault_accept_within: Duration::minutes(10),
            utc_offset: Duration::hours(-6),
        }
    }
}

/// The result of a turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// The session after it.
    pub session: Session,
    /// What to do, in order.
    pub effects: Vec<Effect>,
}

/// Runs one turn. Never panics; a session that has ended is returned as it is, without effects. Inputs that no longer mean
/// anything (an unknown token, an outdated timer) have none either.
#[must_use]
pub fn advance(flow: &Flow, session: Session, input: &Input, env: &Env) -> Turn {
    if session.ended.is_some() {
        return Turn { session, effects: Vec::new() };
    }
    let mut machine = Machine::new(flow, env, session);
    match input {
        Input::Message(message) => machine.hear(message),
        Input::Timer { key } => machine.timer(key),
        Input::Answer { token, answer } => machine.answered(*token, answer),
        Input::Handoff(outcome) => machine.people(*outcome),
    }
    machine.finish()
}

/// Begins at `step` instead of the entry, as if the conversation had come that far: for tests and the simulator.
#[must_use]
pub fn begin_at(flow: &Flow, session: Session, step: &str, env: &Env) -> Turn {
    let mut machine = Machine::new(flow, env, session);
    machine.begin_at(step);
    machine.finish()
}
