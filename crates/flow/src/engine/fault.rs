//! When the engine cannot go on, a person takes over; never a silent end.

use ventanilla_domain::Priority;

use super::Fault;
use super::machine::Machine;
use crate::effect::{Effect, Record};
use crate::model::Target;
use crate::session::{Open, People};

/// Queue of faults.
const QUEUE: &str = "general";
/// Somebody was in the middle of something and we failed: before the ordinary, after the grave.
const PRIORITY: Priority = Priority::P2;
/// Result of a session that nobody took after a fault.
pub(crate) const RESULT: &str = "fault";

impl Machine<'_> {
    /// Records the fault and hands the conversation to people. Always returns none: nothing is walked on to.
    pub(crate) fn fault(&mut self, step: &str, fault: Fault) -> Option<Target> {
        self.record(Record::Fault { code: fault.0.to_owned(), step: step.to_owned() });
        let deadline = self.after(self.env.caps.fault_accept_within);
        let words = self.platform_text("fault");
        self.say(step, &words);
        self.effects.push(Effect::Handoff {
            queue: QUEUE.to_owned(),
            priority: PRIORITY,
            brief: self.session.vars.clone(),
            deadline_at: deadline,
        });
        self.session.pending.clear();
        self.session.edit = None;
        self.session.asks = self.session.asks.saturating_add(1);
        let mut open = Open::new(step, self.session.asks, self.now());
        open.people = Some(People { accepted: false, deadline, fault: true });
        self.session.open = Some(open);
        self.show = None;
        None
    }
}
