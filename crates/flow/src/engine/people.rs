//! Hand-offs: what people do, and the deadlines that make sure somebody does something.

use super::fault;
use super::machine::Machine;
use crate::input::HandoffOutcome;
use crate::model::Target;
use crate::session::People;

impl Machine<'_> {
    /// What became of the hand-off; means nothing when there is none.
    pub(crate) fn people(&mut self, outcome: HandoffOutcome) {
        if self.with_people().is_none() {
            return;
        }
        match outcome {
            HandoffOutcome::Accepted => self.accepted(),
            HandoffOutcome::Resolved => self.handed_back("resolved"),
            HandoffOutcome::Returned => self.handed_back("returned"),
            HandoffOutcome::NoAgent => self.handed_back("no_agent"),
            HandoffOutcome::Expired => self.handed_back("expired"),
        }
    }

    /// The people who have the conversation, if they do.
    pub(crate) fn with_people(&mut self) -> Option<&mut People> {
        self.session.open.as_mut()?.people.as_mut()
    }

    /// The deadline passed: nobody took it, or nobody finished it.
    pub(crate) fn deadline_passed(&mut self) {
        match self.with_people().map(|people| people.accepted) {
            Some(true) => self.handed_back("expired"),
            Some(false) => self.handed_back("no_agent"),
            None => {}
        }
    }

    fn accepted(&mut self) {
        let deadline = self.after(self.env.caps.people);
        if let Some(people) = self.with_people() {
            *people = People { accepted: true, deadline, ..*people };
        }
    }

    /// A citizen who still writes to people keeps the hand-off alive.
    pub(crate) fn keep_people(&mut self) {
        if self.with_people().is_some_and(|people| people.accepted) {
            self.accepted();
        }
    }

    fn handed_back(&mut self, outcome: &str) {
        let Some(open) = self.session.open.clone() else { return };
        match self.flow.step(&open.step) {
            _ if open.people.is_some_and(|people| people.fault) => self.after_fault(outcome),
            Some(step) => self.go_by(step, outcome),
            None => {
                self.fault(&open.step, Self::lost());
            }
        }
    }

    /// A fault has no routes: given back, the flow picks up what it can; else the session is over and the next message begins anew.
    fn after_fault(&mut self, outcome: &str) {
        self.session.open = None;
        match outcome {
            "returned" => self.go(Target::Resume),
            _ => self.end(fault::RESULT),
        }
    }
}
