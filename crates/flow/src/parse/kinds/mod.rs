//! One file a kind: from its keys to the model.

mod act;
mod ask;
mod branch;
mod choose;
mod classify;
mod confirm;
mod handoff;
mod media;
mod place;
mod say;
mod set;

pub(super) use set::assignments;

use super::context::Context;
use super::node::Node;
use crate::model::{End, Kind};

/// Every kind there is.
pub(super) const KINDS: [&str; 12] =
    ["say", "choose", "ask", "media", "place", "classify", "confirm", "set", "branch", "act", "handoff", "end"];
/// Kinds to come (FLOW.md section 3).
pub(super) const NOT_YET: [&str; 3] = ["form", "wait", "call"];

/// Reads the kind `name` of the step at `at`.
pub(super) fn kind(context: &mut Context<'_>, at: &str, name: &str, node: &Node, store: Option<&str>) -> Option<Kind> {
    match name {
        "say" => say::say(context, at, node).map(Kind::Say),
        "choose" => choose::choose(context, at, node).map(Kind::Choose),
        "ask" => ask::ask(context, at, node).map(Kind::Ask),
        "media" => media::media(context, at, node, store).map(Kind::Media),
        "place" => place::place(context, at, node).map(Kind::Place),
        "classify" => classify::classify(context, node).map(Kind::Classify),
        "confirm" => confirm::confirm(context, at, node).map(Kind::Confirm),
        "set" => Some(Kind::Set(crate::model::Set { assign: set::assignments(context, node, at) })),
        "branch" => branch::branch(context, at, node).map(Kind::Branch),
        "act" => act::act(context, node).map(Kind::Act),
        "handoff" => handoff::handoff(context, at, node).map(Kind::Handoff),
        _ => context.id(node, "`end`").map(|result| Kind::End(End { result })),
    }
}
