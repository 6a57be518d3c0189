//! What a condition tells about null: after `relato != null &&`, `relato` holds something.

use super::ast::{Function, Node, NodeKind, Operator};

/// The paths that hold something when `condition` is `truth`.
pub(super) fn facts(condition: &Node, truth: bool) -> Vec<String> {
    match &condition.kind {
        NodeKind::Not(inner) => facts(inner, !truth),
        NodeKind::And(a, b) if truth => both(a, b, truth),
        NodeKind::Or(a, b) if !truth => both(a, b, truth),
        NodeKind::Binary(Operator::Equal, a, b) => equality(a, b, truth),
        NodeKind::Binary(Operator::NotEqual, a, b) => equality(a, b, !truth),
        NodeKind::Binary(Operator::In, a, b) if truth && holds_no_null(b) => with_owners(a),
        NodeKind::Call(Function::Has, arguments) if truth => arguments.iter().flat_map(with_owners).collect(),
        _ => Vec::new(),
    }
}

fn both(a: &Node, b: &Node, truth: bool) -> Vec<String> {
    let mut found = facts(a, truth);
    found.extend(facts(b, truth));
    found
}

fn equality(a: &Node, b: &Node, equal: bool) -> Vec<String> {
    match (&a.kind, &b.kind, equal) {
        (_, NodeKind::Null, false) => with_owners(a),
        (NodeKind::Null, _, false) => with_owners(b),
        (_, kind, true) if is_literal(kind) => with_owners(a),
        (kind, _, true) if is_literal(kind) => with_owners(b),
        _ => Vec::new(),
    }
}

const fn is_literal(kind: &NodeKind) -> bool {
    matches!(kind, NodeKind::Bool(_) | NodeKind::Int(_) | NodeKind::Number(_) | NodeKind::Text(_))
}

fn holds_no_null(list: &Node) -> bool {
    matches!(&list.kind, NodeKind::List(items) if items.iter().all(|item| is_literal(&item.kind)))
}

/// `a.b` holding something means that `a` does: reading a field of nothing gives nothing.
fn with_owners(node: &Node) -> Vec<String> {
    let Some(path) = node.path() else { return Vec::new() };
    let owners = path.match_indices('.').map(|(at, _)| path[..at].to_owned());
    owners.chain([path.clone()]).collect()
}
