//! Proofs over a flow whose shape is read (FLOW.md section 6): totality and limits now; each further proof is one more module
//! here and one more line in [`check`].

mod cycles;
mod edges;
mod limits;
mod reach;
mod resume;
mod routes;
mod unused;

pub(crate) use edges::edges;

use crate::finding::Span;
use crate::model::Flow;
use crate::parse::Context;

/// Proves what can be proved of `flow`, reporting into `context`. Proofs over paths are left out while parts of the flow cannot be
/// read: they would only repeat that in other words.
pub(crate) fn check(context: &mut Context<'_>, flow: &Flow) {
    routes::check(context, flow);
    limits::check(context, flow);
    if context.partial {
        return;
    }
    let edges = edges(flow);
    reach::check(context, flow, &edges);
    cycles::check(context, flow, &edges);
    resume::check(context, flow, &edges);
    unused::check(context, flow);
}

/// Where `address` stands in the files; the nearest part of it that is known.
fn place(context: &Context<'_>, address: &str) -> Span {
    let mut rest = address;
    loop {
        if let Some(span) = context.spans.get(rest) {
            return *span;
        }
        match rest.rsplit_once('/') {
            Some((shorter, _)) => rest = shorter,
            None => return Span::default(),
        }
    }
}
