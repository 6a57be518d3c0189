//! `@resume` stands only where a watch can have come from.

use super::edges::Edges;
use super::reach::{from, watch_starts};
use super::{place, reach};
use crate::finding::Code;
use crate::model::{Flow, Target};
use crate::parse::Context;

pub(super) fn check(context: &mut Context<'_>, flow: &Flow, edges: &Edges<'_>) {
    let interrupted = from(reach::watch_starts(flow).collect(), edges);
    for edge in edges.values().flatten() {
        if *edge.to == Target::Resume && !interrupted.contains(edge.from) {
            let at = place(context, &edge.address);
            let help =
                if watch_starts(flow).next().is_none() { "the flow has no watch" } else { "name a step instead" };
            context.find(Code::NoResume, at, &[edge.from]).help(help);
        }
    }
}
