//! Walking from step to step until something waits.

use ventanilla_domain::{Duration, MessageId, Timestamp};

use super::{Fault, Next, kinds};
use crate::advance::{Env, Turn};
use crate::effect::{Effect, Record};
use crate::expr::{Expr, Scope};
use crate::model::{Flow, Step, Target, Text, VarType, outcome};
use crate::session::{Open, Said, Session};
use crate::value::Value;

/// How a question is shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wording {
    /// In full.
    Full,
    /// In few words (`again`), when the step has them.
    Few,
}

/// One turn under way.
pub(crate) struct Machine<'a> {
    pub(crate) flow: &'a Flow,
    pub(crate) env: &'a Env,
    pub(crate) session: Session,
    pub(crate) effects: Vec<Effect>,
    /// Said in this turn and not in a bubble yet.
    pub(crate) said: Vec<Said>,
    /// The open question must be shown at the end of the turn.
    pub(crate) show: Option<Wording>,
    /// The message being heard, for evidence.
    pub(crate) message: Option<MessageId>,
    /// Steps entered for the input being heard.
    pub(crate) steps: u32,
    session_id: String,
}

impl<'a> Machine<'a> {
    pub(crate) fn new(flow: &'a Flow, env: &'a Env, mut session: Session) -> Self {
        let said = std::mem::take(&mut session.held);
        let session_id = session.id.to_string();
        Self { flow, env, session, effects: Vec::new(), said, show: None, message: None, steps: 0, session_id }
    }

    pub(crate) const fn now(&self) -> Timestamp {
        self.env.now
    }

    /// `span` from now.
    pub(crate) const fn after(&self, span: Duration) -> Timestamp {
        self.env.now.plus(span)
    }

    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::new(self.flow, &self.session.vars, &self.session_id, &self.session.lang)
    }

    pub(crate) fn text(&self, text: &Text) -> String {
        text.render(&self.scope())
    }

    pub(crate) fn eval(&self, expr: &Expr) -> Result<Value, Fault> {
        Ok(expr.eval(&self.scope())?)
    }

    pub(crate) fn holds(&self, expr: &Expr) -> Result<bool, Fault> {
        Ok(expr.holds(&self.scope())?)
    }

    pub(crate) fn record(&mut self, record: Record) {
        self.effects.push(Effect::Record(record));
    }

    /// Puts words into the next bubble.
    pub(crate) fn say(&mut self, step: &str, text: &str) {
        if !text.trim().is_empty() {
            self.said.push(Said { step: step.to_owned(), text: text.trim().to_owned() });
        }
    }

    pub(crate) fn var(&self, name: &str) -> Option<&Value> {
        self.session.vars.get(name)
    }

    /// Keeps `value` in `name`; nothing (null) forgets it. Texts are cut to what the variable declares.
    pub(crate) fn store(&mut self, name: &str, value: Value) {
        let value = match value {
            Value::Null => {
                self.session.vars.remove(name);
                return;
            }
            Value::Text(text) => Value::Text(self.cut(name, text)),
            other => other,
        };
        self.session.vars.insert(name.to_owned(), value);
    }

    /// Keeps `value` in the step's `store`, if it has one.
    pub(crate) fn store_answer(&mut self, step: &Step, value: Value) {
        if let Some(name) = &step.store {
            self.store(name, value);
        }
    }

    fn cut(&self, name: &str, text: String) -> String {
        let max = match self.flow.vars.get(name).map(|var| &var.ty) {
            Some(VarType::Text { max }) => usize::try_from(*max).unwrap_or(usize::MAX),
            _ => self.env.caps.max_text,
        };
        match text.char_indices().nth(max) {
            Some((end, _)) => text.get(..end).unwrap_or_default().to_owned(),
            None => text,
        }
    }

    /// Runs the entry step of a session that has heard nothing yet.
    pub(crate) fn begin(&mut self) {
        self.begin_at(&self.flow.entry);
    }

    pub(crate) fn begin_at(&mut self, step: &str) {
        self.session.begun = true;
        self.go(Target::Step(step.to_owned()));
    }

    /// Enters `target` and whatever follows until something waits.
    pub(crate) fn go(&mut self, target: Target) {
        let mut next = Some(target);
        while let Some(target) = next.take() {
            next = self.enter(&target);
        }
    }

    /// Leaves `step` by `outcome` and walks on.
    pub(crate) fn go_by(&mut self, step: &Step, outcome: &str) {
        if let Some(target) = self.leave(step, outcome) {
            self.go(target);
        }
    }

    fn enter(&mut self, target: &Target) -> Option<Target> {
        self.steps += 1;
        let (id, wording) = self.resolve(target);
        if self.steps > self.env.caps.max_steps_per_turn {
            return self.fault(&id, Fault("too_many_steps"));
        }
        let Some(step) = self.flow.step(&id) else { return self.fault(&id, Fault("unknown_step")) };
        self.record(Record::Entered { step: id });
        match kinds::enter(self, step, wording) {
            Ok(Next::Leave(outcome)) => self.leave(step, &outcome),
            Ok(Next::Branch(outcome, target)) => {
                self.left(step, &outcome);
                Some(self.back_to_confirm(step, &outcome, target))
            }
            Ok(Next::Wait) => None,
            Err(fault) => self.fault(&step.id, fault),
        }
    }

    /// The step behind `target`. `@resume` is what a watch interrupted, asked in few words if it had been seen.
    fn resolve(&mut self, target: &Target) -> (String, Wording) {
        match target {
            Target::Step(id) => (id.clone(), Wording::Full),
            Target::Resume => match self.session.resume.take() {
                Some(resume) if resume.seen => (resume.step, Wording::Few),
                Some(resume) => (resume.step, Wording::Full),
                None => (self.flow.entry.clone(), Wording::Full),
            },
        }
    }

    /// Opens the question of `step`, unless coming back to it once more uses up its attempts.
    pub(crate) fn open(&mut self, step: &Step, wording: Wording) -> Next {
        self.forget_attempts(step);
        self.session.answered = None;
        if self.session.returning.remove(&step.id) && self.count_attempt(step) {
            return Next::Leave(outcome::EXHAUSTED.to_owned());
        }
        self.session.asks = self.session.asks.saturating_add(1);
        self.session.open = Some(Open::new(&step.id, self.session.asks, self.now()));
        self.show = Some(wording);
        Next::Wait
    }

    /// Closes `step` and tells where its outcome goes.
    pub(crate) fn leave(&mut self, step: &Step, outcome: &str) -> Option<Target> {
        self.left(step, outcome);
        let Some(target) = self.route(step, outcome) else { return self.fault(&step.id, Fault("unrouted")) };
        Some(self.back_to_confirm(step, outcome, target))
    }

    pub(crate) fn left(&mut self, step: &Step, outcome: &str) {
        self.record(Record::Left { step: step.id.clone(), outcome: outcome.to_owned() });
        self.note_outcome(step, outcome);
        if self.session.open.as_ref().is_some_and(|open| open.step == step.id) {
            self.session.open = None;
            self.show = None;
        }
    }

    fn route(&self, step: &Step, outcome: &str) -> Option<Target> {
        let policy = || self.flow.policy_of(step);
        step.routes.get(outcome).cloned().or_else(|| match outcome {
            outcome::EXHAUSTED => policy().map(|policy| policy.exhausted.clone()),
            outcome::SILENCE => super::silence::way_out(policy()?),
            _ => step.routes.get(outcome::NEXT).cloned(),
        })
    }

    /// The open step, unless people have the conversation.
    pub(crate) fn question(&self) -> Option<&'a Step> {
        let open = self.session.open.as_ref().filter(|open| open.people.is_none())?;
        self.flow.step(&open.step)
    }

    /// Ends the session.
    pub(crate) fn end(&mut self, result: &str) {
        self.session.ended = Some(result.to_owned());
        self.session.open = None;
        self.session.pending.clear();
        self.session.backlog.clear();
        self.session.resume = None;
        self.session.edit = None;
        self.show = None;
    }

    /// Lays out what is said, sets the timers, and gives the turn back.
    pub(crate) fn finish(mut self) -> Turn {
        self.speak();
        self.announce_timers();
        if let Some(result) = self.session.ended.clone() {
            self.effects.push(Effect::End { result });
        }
        Turn { session: self.session, effects: self.effects }
    }
}
