//! Timers. They follow from the state of the session: at the end of a turn what changed is announced, once.

use std::collections::BTreeMap;

use ventanilla_domain::Timestamp;

use super::Fault;
use super::machine::Machine;
use crate::effect::{Effect, Record};
use crate::model::{Kind, Policy, RungAction, Step, Target, outcome};
use crate::session::{Open, Session};

/// The ladder of reminders of the open question.
const SILENCE: &str = "silence";
/// Quiet after files or a pin.
const GATHER: &str = "gather";
/// The deadline of a hand-off.
const HANDOFF: &str = "handoff";

/// Where the ladder of `policy` leads in the end.
pub(crate) fn way_out(policy: &Policy) -> Option<Target> {
    policy.silence.iter().rev().find_map(|rung| match &rung.action {
        RungAction::Next(target) => Some(target.clone()),
        RungAction::Say(_) => None,
    })
}

impl<'a> Machine<'a> {
    /// A timer fell due. One that is not set any more means nothing; one that fires before its time is announced again.
    pub(crate) fn timer(&mut self, key: &str) {
        let Some(due) = self.session.timers.remove(key) else { return };
        if self.now() < due {
            return;
        }
        match key {
            SILENCE => self.silence(due),
            GATHER => self.gathered(),
            HANDOFF => self.deadline_passed(),
            _ => {}
        }
    }

    /// Whoever writes is not silent: the ladder of the open question starts again.
    pub(crate) fn restart_ladder(&mut self) {
        let now = self.now();
        if let Some(open) = &mut self.session.open {
            open.since = now;
            open.rung = 0;
        }
    }

    fn silence(&mut self, due: Timestamp) {
        let Some(step) = self.question() else { return self.lose_question() };
        let rung = self.session.open.as_ref().map_or(0, |open| open.rung);
        let action = self.flow.policy_of(step).and_then(|policy| policy.silence.get(rung)).map(|rung| &rung.action);
        match action {
            Some(RungAction::Say(words)) => self.remind(step, &self.text(words), due),
            Some(RungAction::Next(_)) => self.go_by(step, outcome::SILENCE),
            None if step.routes.contains_key(outcome::SILENCE) => self.go_by(step, outcome::SILENCE),
            None => {
                self.fault(&step.id, Fault("silence"));
            }
        }
    }

    /// Says the reminder. A timer that came late moves the rest of the ladder by as much: nobody is reminded and given up at once.
    fn remind(&mut self, step: &Step, words: &str, due: Timestamp) {
        let late = self.now().since(due);
        let mut rung = 0;
        if let Some(open) = &mut self.session.open {
            open.since = open.since.plus(late);
            open.rung += 1;
            rung = u32::try_from(open.rung).unwrap_or(u32::MAX);
        }
        self.record(Record::Reminded { step: step.id.clone(), rung });
        self.say(&step.id, words);
        self.show_again();
    }

    /// Quiet after files or a pin: a `media` step looks at what it has, any other question is asked again in few words.
    fn gathered(&mut self) {
        if let Some(open) = &mut self.session.open {
            open.gather_at = None;
        }
        let Some(step) = self.question() else { return };
        match &step.kind {
            Kind::Media(media) => super::kinds::media_gathered(self, step, media),
            _ => self.show_again(),
        }
    }

    /// The open step is in no flow (a session of a foreign version).
    pub(crate) fn lose_question(&mut self) {
        let step = self.session.open.as_ref().map(|open| open.step.clone()).unwrap_or_default();
        self.fault(&step, Self::lost());
    }

    /// Announces every timer that is new, moved or gone.
    pub(crate) fn announce_timers(&mut self) {
        let due = self.due();
        for key in self.session.timers.keys().filter(|key| !due.contains_key(*key)) {
            self.effects.push(Effect::CancelTimer { key: key.clone() });
        }
        for (key, due_at) in due.iter().filter(|(key, at)| self.session.timers.get(*key) != Some(at)) {
            self.effects.push(Effect::SetTimer { key: key.clone(), due_at: *due_at });
        }
        self.session.timers = due;
    }

    fn due(&self) -> BTreeMap<String, Timestamp> {
        let Session { ended: None, open: Some(open), .. } = &self.session else { return BTreeMap::new() };
        let mut due = BTreeMap::new();
        match open.people {
            Some(people) => due.insert(HANDOFF.to_owned(), people.deadline),
            None => due.insert(SILENCE.to_owned(), self.next_rung(open)),
        };
        due.extend(open.gather_at.map(|at| (GATHER.to_owned(), at)));
        due
    }

    /// When the ladder goes on; below its last rung there is a last resort.
    fn next_rung(&self, open: &Open) -> Timestamp {
        let ladder: &'a [_] = match self.flow.step(&open.step).and_then(|step| self.flow.policy_of(step)) {
            Some(policy) => &policy.silence,
            None => &[],
        };
        match ladder.get(open.rung) {
            Some(rung) => open.since.plus(rung.after),
            None => {
                let last = ladder.last().map(|rung| rung.after).unwrap_or_default();
                open.since.plus(last).plus(self.env.caps.last_silence)
            }
        }
    }
}
