//! `policies:`: what happens when answers fail or do not come.

use indexmap::IndexMap;
use ventanilla_domain::Duration;

use super::context::Context;
use super::fields::Fields;
use super::node::{Key, Node};
use crate::finding::Code;
use crate::model::{Policy, Rung, RungAction, Target};

/// Most answers that may fail, and longest silence.
const MAX_ATTEMPTS: u32 = 20;
const MAX_SILENCE: Duration = Duration::days(30);

pub(super) fn policies(context: &mut Context<'_>, node: &Node) -> IndexMap<String, Policy> {
    let mut found = IndexMap::new();
    let Some(mut fields) = Fields::of(context, node, "`policies`") else { return found };
    for (key, node) in fields.rest() {
        if !context.id_key(key) {
            continue;
        }
        match policy(context, key, node) {
            Some(policy) => {
                found.insert(key.text.clone(), policy);
            }
            None => context.partial = true,
        }
    }
    found
}

fn policy(context: &mut Context<'_>, key: &Key, node: &Node) -> Option<Policy> {
    let at = format!("policies/{}", key.text);
    context.mark(&at, key.span);
    let what = format!("the policy `{}`", key.text);
    let mut fields = Fields::of(context, node, &what)?.at(key.span);
    let attempts =
        fields.need(context, "attempts").and_then(|node| context.count(node, "`attempts`", 1..=MAX_ATTEMPTS));
    let unrecognised = context.optional_text(fields.take("unrecognised"), &format!("{at}/unrecognised"));
    let exhausted = target(context, &mut fields, "exhausted", &at);
    let silence = fields.need(context, "silence").map(|node| ladder(context, node, &format!("{at}/silence")));
    fields.finish(context);
    Some(Policy { id: key.text.clone(), attempts: attempts?, unrecognised, exhausted: exhausted?, silence: silence? })
}

fn target(context: &mut Context<'_>, fields: &mut Fields<'_>, name: &str, at: &str) -> Option<Target> {
    let node = fields.need(context, name)?;
    context.mark(&format!("{at}/{name}"), node.span);
    context.target(node)
}

fn ladder(context: &mut Context<'_>, node: &Node, at: &str) -> Vec<Rung> {
    let items = context.list(node, "`silence`");
    let mut rungs: Vec<Rung> = Vec::new();
    let mut said = 0;
    for item in items {
        let address = format!("{at}/{said}");
        let Some(rung) = rung(context, item, &address) else { continue };
        said += usize::from(matches!(rung.action, RungAction::Say(_)));
        if rungs.last().is_some_and(|before| before.after >= rung.after) {
            context
                .find(Code::Contradiction, item.span, &["each rung comes later than the one before it"])
                .help("`after` counts from the question, not from the rung before");
        }
        rungs.push(rung);
    }
    let leaving = rungs.iter().filter(|rung| matches!(rung.action, RungAction::Next(_))).count();
    let last_leaves = rungs.last().is_some_and(|rung| matches!(rung.action, RungAction::Next(_)));
    if leaving != 1 || !last_leaves {
        let message = "a ladder of silence has exactly one rung with `next`, the last one";
        context.find(Code::Contradiction, node.span, &[message]).help("end it with `{after: 6h, next: …}`");
    }
    rungs
}

fn rung(context: &mut Context<'_>, node: &Node, at: &str) -> Option<Rung> {
    let mut fields = Fields::of(context, node, "a rung")?;
    let after = fields.need(context, "after").and_then(|node| context.duration(node, "`after`", MAX_SILENCE));
    let (say, next) = (fields.take("say"), fields.take("next"));
    fields.finish(context);
    let action = match (say, next) {
        (Some(node), None) => Some(RungAction::Say(context.text(node, at))),
        (None, Some(node)) => {
            context.mark(&format!("{at}/next"), node.span);
            context.target(node).map(RungAction::Next)
        }
        _ => {
            context.find(Code::Contradiction, node.span, &["a rung has either `say` or `next`"]);
            None
        }
    };
    Some(Rung { after: after?, action: action? })
}
