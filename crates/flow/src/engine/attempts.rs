//! Counting attempts: failed answers, and coming back to a question through `none`, `failed` or `outside` (FLOW.md section 3).

use super::machine::Machine;
use super::{Fault, Miss};
use crate::effect::Record;
use crate::model::{Kind, Step, outcome};

impl Machine<'_> {
    /// Counts a failed attempt at `step`; true when they are used up.
    pub(crate) fn count_attempt(&mut self, step: &Step) -> bool {
        let attempts = self.session.attempts.entry(step.id.clone()).or_default();
        *attempts = attempts.saturating_add(1);
        let attempts = *attempts;
        self.flow.policy_of(step).is_none_or(|policy| attempts >= policy.attempts.max(1))
    }

    /// An answer to the open `step` failed: says why and asks again, or leaves when attempts are used up.
    pub(crate) fn miss(&mut self, step: &Step, miss: Miss) {
        let used_up = self.count_attempt(step);
        let attempt = self.session.attempts.get(&step.id).copied().unwrap_or_default();
        self.record(Record::Missed { step: step.id.clone(), why: miss.why.to_owned(), attempt });
        if used_up {
            self.go_by(step, outcome::EXHAUSTED);
            return;
        }
        if let Some(words) = miss.words {
            self.say(&step.id, &words);
        }
        self.show_again();
    }

    /// What an outcome means for attempts still to come.
    pub(crate) fn note_outcome(&mut self, step: &Step, outcome: &str) {
        match &step.kind {
            kind if kind.waits() => self.note_answer(step, outcome),
            Kind::Classify(_) | Kind::Act(_) if matches!(outcome, "none" | "failed") => {
                let answered = self.session.answered.clone();
                self.session.returning.extend(answered);
            }
            _ => {}
        }
    }

    fn note_answer(&mut self, step: &Step, outcome: &str) {
        if matches!(outcome, outcome::EXHAUSTED | outcome::SILENCE) {
            self.session.attempts.remove(&step.id);
            self.session.returning.remove(&step.id);
            return;
        }
        self.session.settled.insert(step.id.clone());
        self.session.answered = Some(step.id.clone()).filter(|_| !matches!(step.kind, Kind::Handoff(_)));
        if outcome == "outside" {
            self.session.returning.insert(step.id.clone());
        }
    }

    /// `step` is about to be asked: questions left for good start afresh. Those that may be come back to (a detour within their
    /// section after a failure) and the interrupted one keep their count.
    pub(crate) fn forget_attempts(&mut self, step: &Step) {
        let (flow, resume) = (self.flow, self.session.resume.as_ref().map(|resume| resume.step.clone()));
        let kept = |id: &str, returning: bool| {
            let section = flow.step(id).and_then(|other| other.section.as_ref());
            id == step.id || resume.as_deref() == Some(id) || (returning && section == step.section.as_ref())
        };
        let returning = std::mem::take(&mut self.session.returning);
        self.session.attempts.retain(|id, _| kept(id, returning.contains(id)));
        self.session.returning = returning.into_iter().filter(|id| kept(id, true)).collect();
    }

    /// For a session whose open step is in no flow: the fault that says so.
    pub(crate) const fn lost() -> Fault {
        Fault("unknown_step")
    }
}
