//! No cycle without a turn of a person: the bot must never talk to itself.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::edges::{Edge, Edges};
use super::place;
use crate::finding::Code;
use crate::model::Flow;
use crate::parse::Context;

pub(super) fn check(context: &mut Context<'_>, flow: &Flow, edges: &Edges<'_>) {
    let mut reported: BTreeSet<&str> = BTreeSet::new();
    for id in flow.steps.keys().map(String::as_str) {
        if reported.contains(id) {
            continue;
        }
        let Some(cycle) = shortest(id, edges) else { continue };
        report(context, id, &cycle);
        reported.extend(cycle.iter().filter_map(|edge| edge.step()));
    }
}

fn report(context: &mut Context<'_>, id: &str, cycle: &[&Edge<'_>]) {
    let mut path = format!("`{id}`");
    for edge in cycle {
        path.push_str(&format!(" –{}→ `{}`", edge.outcome, edge.step().unwrap_or_default()));
    }
    let at = place(context, &format!("steps/{id}"));
    let notes: Vec<_> = cycle
        .iter()
        .map(|edge| (place(context, &edge.address), format!("`{}` on `{}`", edge.from, edge.outcome)))
        .collect();
    let sources = context.sources;
    let finding = context.find(Code::Cycle, at, &[&path]);
    finding.help("ask something on the way, or leave by another step; a question with `prefill` does not count, nor does silence");
    for (span, note) in notes {
        finding.related(sources, span, note);
    }
}

/// The shortest way from `start` back to it over edges that no person takes.
fn shortest<'e, 'f>(start: &str, edges: &'e Edges<'f>) -> Option<Vec<&'e Edge<'f>>> {
    let mut came: BTreeMap<&str, &'e Edge<'f>> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(step) = open.pop_front() {
        for edge in edges.get(step).into_iter().flatten().filter(|edge| !edge.turn) {
            let Some(next) = edge.step() else { continue };
            if next == start {
                return Some(path(start, edge, &came));
            }
            if !came.contains_key(next) {
                came.insert(next, edge);
                open.push_back(next);
            }
        }
    }
    None
}

fn path<'e, 'f>(start: &str, last: &'e Edge<'f>, came: &BTreeMap<&str, &'e Edge<'f>>) -> Vec<&'e Edge<'f>> {
    let mut path = vec![last];
    let mut at = last.from;
    while at != start {
        let Some(edge) = came.get(at) else { break };
        path.push(edge);
        at = edge.from;
    }
    path.reverse();
    path
}
