use std::collections::BTreeMap;

use ventanilla_domain::Priority;

use super::super::Next;
use super::super::machine::{Machine, Wording};
use crate::effect::Effect;
use crate::model::{Handoff, Step};
use crate::session::People;
use crate::value::Value;

/// When the flow's own expression says nothing usable.
const PRIORITY: Priority = Priority::P3;

/// Queues the conversation, says so, and waits for people until the deadline.
pub(super) fn enter(m: &mut Machine<'_>, step: &Step, handoff: &Handoff) -> Next {
    m.give_back();
    if let next @ Next::Leave(_) = m.open(step, Wording::Full) {
        return next;
    }
    let deadline = m.after(handoff.accept_within);
    if let Some(open) = &mut m.session.open {
        open.people = Some(People { accepted: false, deadline, fault: false });
    }
    m.show = None;
    if let Some(waiting) = &handoff.waiting {
        let words = m.text(waiting);
        m.say(&step.id, &words);
    }
    let effect = Effect::Handoff {
        queue: handoff.queue.clone(),
        priority: priority(m, handoff),
        brief: brief(m, handoff),
        deadline_at: deadline,
    };
    m.effects.push(effect);
    Next::Wait
}

/// People are needed now: an expression that fails must not stand in the way.
fn priority(m: &Machine<'_>, handoff: &Handoff) -> Priority {
    match m.eval(&handoff.priority) {
        Ok(Value::Text(word)) => Priority::parse(&word).unwrap_or(PRIORITY),
        _ => PRIORITY,
    }
}

fn brief(m: &Machine<'_>, handoff: &Handoff) -> BTreeMap<String, Value> {
    handoff.brief.iter().filter_map(|var| Some((var.clone(), m.var(var)?.clone()))).collect()
}
