//! Questions to the outside world and what becomes of their answers.

use super::machine::Machine;
use super::{Reply, kinds};
use crate::effect::{Effect, Request};
use crate::input::Answer;
use crate::session::{Pending, Purpose};
use crate::value::Value;

impl Machine<'_> {
    /// Asks; the answer comes back with the token.
    pub(crate) fn ask_world(&mut self, pending: Pending, request: Request) {
        self.session.tokens = self.session.tokens.saturating_add(1);
        self.session.pending.insert(self.session.tokens, pending);
        self.effects.push(Effect::Ask { token: self.session.tokens, request });
    }

    /// An answer came; unknown tokens mean nothing. Then what was written meanwhile is heard.
    pub(crate) fn answered(&mut self, token: u64, answer: &Answer) {
        let Some(pending) = self.session.pending.remove(&token) else { return };
        match &pending.purpose {
            Purpose::Step { step } => self.step_answered(step, answer),
            Purpose::Place { step } => self.place_answered(step, &pending, answer),
            Purpose::Early { var, replaces } => self.early_place(&pending, var, *replaces, answer),
        }
        self.catch_up();
    }

    fn step_answered(&mut self, step: &str, answer: &Answer) {
        let Some(step) = self.flow.step(step) else {
            self.fault(step, Self::lost());
            return;
        };
        let outcome = kinds::world(self, step, answer);
        self.go_by(step, outcome);
    }

    /// The `place` step may have been left meanwhile (its ladder ended): then the place is kept all the same.
    fn place_answered(&mut self, step: &str, pending: &Pending, answer: &Answer) {
        let Some(step) = self.flow.step(step) else {
            self.fault(step, Self::lost());
            return;
        };
        let still_open = self.question().is_some_and(|open| open.id == step.id);
        if !still_open {
            let var = step.store.clone().unwrap_or_default();
            return self.early_place(pending, &var, false, answer);
        }
        match kinds::place_resolved(self, step, pending, answer) {
            Reply::Leave(outcome) => self.go_by(step, &outcome),
            Reply::Miss(miss) => self.miss(step, miss),
            Reply::Stay | Reply::Show | Reply::Jump(_) | Reply::Pass => self.show_again(),
        }
    }
}

/// `value` without numbers that JSON cannot carry.
pub(crate) fn sound(value: &Value) -> Value {
    match value {
        Value::Number(number) if !number.is_finite() => Value::Null,
        Value::Place(place)
            if ![place.latitude, place.longitude].iter().flatten().all(|degrees| degrees.is_finite()) =>
        {
            Value::Null
        }
        Value::Map(map) => Value::Map(map.iter().map(|(name, value)| (name.clone(), sound(value))).collect()),
        Value::List(items) => Value::List(items.iter().map(sound).collect()),
        other => other.clone(),
    }
}
