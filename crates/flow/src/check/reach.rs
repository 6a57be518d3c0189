//! Every step can be reached, and from every step an end.

use std::collections::BTreeSet;

use super::edges::{Edge, Edges};
use super::place;
use crate::finding::Code;
use crate::model::{Flow, Kind, Target};
use crate::parse::Context;

pub(super) fn check(context: &mut Context<'_>, flow: &Flow, edges: &Edges<'_>) {
    let reached = from(starts(flow), edges);
    for id in flow.steps.keys().filter(|id| !reached.contains(id.as_str())) {
        let at = place(context, &format!("steps/{id}"));
        context.find(Code::Unreachable, at, &[id]).help("route an outcome here, or delete it");
    }
    let ending = ending(flow, edges);
    for id in flow.steps.keys().filter(|id| reached.contains(id.as_str()) && !ending.contains(id.as_str())) {
        let at = place(context, &format!("steps/{id}"));
        context.find(Code::NoEnd, at, &[id]).help("some path from here must lead to a step with `end:`");
    }
}

/// Where a session can begin or be taken by a watch.
fn starts(flow: &Flow) -> Vec<&str> {
    std::iter::once(flow.entry.as_str()).chain(watch_starts(flow)).collect()
}

/// Where watches lead.
pub(super) fn watch_starts(flow: &Flow) -> impl Iterator<Item = &str> {
    flow.watches.iter().filter_map(|watch| match &watch.next {
        Some(Target::Step(id)) => Some(id.as_str()),
        _ => None,
    })
}

/// Every step that can be reached from `starts`.
pub(super) fn from<'e>(starts: Vec<&'e str>, edges: &'e Edges<'_>) -> BTreeSet<&'e str> {
    let mut reached: BTreeSet<&str> = starts.iter().copied().collect();
    let mut open = starts;
    while let Some(step) = open.pop() {
        for next in edges.get(step).into_iter().flatten().filter_map(Edge::step) {
            if reached.insert(next) {
                open.push(next);
            }
        }
    }
    reached
}

/// Every step from which an end can be reached; `@resume` leads back into the conversation, which is judged by itself.
fn ending<'f>(flow: &'f Flow, edges: &Edges<'f>) -> BTreeSet<&'f str> {
    let is_end = |id: &str| matches!(flow.step(id).map(|step| &step.kind), Some(Kind::End(_)));
    let mut ending: BTreeSet<&str> = flow.steps.keys().map(String::as_str).filter(|id| is_end(id)).collect();
    loop {
        let before = ending.len();
        for (id, ways) in edges {
            if ways.iter().any(|edge| edge.step().is_none_or(|next| ending.contains(next))) {
                ending.insert(id);
            }
        }
        if ending.len() == before {
            return ending;
        }
    }
}
