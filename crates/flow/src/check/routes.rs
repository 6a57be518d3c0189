//! Every outcome of every step is routed, and nothing else is.

use super::place;
use crate::finding::Code;
use crate::model::{Flow, Kind, Step, outcome};
use crate::outcomes::outcomes;
use crate::parse::Context;
use crate::suggest::suggest;

pub(super) fn check(context: &mut Context<'_>, flow: &Flow) {
    for step in flow.steps.values() {
        unrouted(context, step);
        unknown(context, step);
        hidden(context, step);
    }
}

fn unrouted(context: &mut Context<'_>, step: &Step) {
    let at = place(context, &format!("steps/{}", step.id));
    for name in outcomes(&step.kind) {
        let written = context.spans.contains_key(&format!("steps/{}/routes/{name}", step.id));
        if step.routes.contains_key(name) || written {
            continue;
        }
        let help = match name {
            outcome::NEXT => "add `next: ` and the step that follows".to_owned(),
            _ => format!("add `{name}: ` and a step under `routes:`"),
        };
        context.find(Code::Unrouted, at, &[&step.id, name]).help(help);
    }
}

fn unknown(context: &mut Context<'_>, step: &Step) {
    let mut known = outcomes(&step.kind);
    if step.kind.waits() {
        known.extend([outcome::EXHAUSTED, outcome::SILENCE]);
    }
    for name in step.routes.keys().filter(|name| !known.contains(&name.as_str())) {
        if unreadable(context, step, name) {
            continue;
        }
        let at = place(context, &format!("steps/{}/routes/{name}", step.id));
        let help = match suggest(name, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("a `{}` has no outcomes", step.kind.name()),
            None => format!("its outcomes are {}", known.join(", ")),
        };
        context.find(Code::UnknownOutcome, at, &[&step.id, name]).help(help);
    }
}

/// Whether it is an option that could not be read, which is reported already.
fn unreadable(context: &Context<'_>, step: &Step, name: &str) -> bool {
    ["options", "buttons"].iter().any(|place| context.spans.contains_key(&format!("steps/{}/{place}/{name}", step.id)))
}

/// Options with conditions need one without, so that there always is something to choose.
fn hidden(context: &mut Context<'_>, step: &Step) {
    let Kind::Choose(choose) = &step.kind else { return };
    if choose.from.is_none() && choose.options.values().all(|option| option.when.is_some()) {
        let at = place(context, &format!("steps/{}", step.id));
        context.find(Code::NoOption, at, &[&step.id]).help("leave one option without `when`");
    }
}
