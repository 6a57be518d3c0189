//! One step: a kind and what every step may have.

use indexmap::IndexMap;

use super::context::Context;
use super::fields::Fields;
use super::kinds::{self, KINDS, NOT_YET};
use super::node::{Key, Node};
use super::store;
use crate::finding::Code;
use crate::model::{Kind, Step, Target, outcome};
use crate::outcomes::{covered_by_next, outcomes};

pub(super) fn steps(context: &mut Context<'_>, node: &Node) -> IndexMap<String, Step> {
    let mut found = IndexMap::new();
    let Some(mut fields) = Fields::of(context, node, "`steps`") else { return found };
    for (key, node) in fields.rest() {
        if !context.id_key(key) {
            context.partial = true;
            continue;
        }
        context.mark(&format!("steps/{}", key.text), key.span);
        match step(context, key, node) {
            Some(step) => {
                found.insert(key.text.clone(), step);
            }
            None => context.partial = true,
        }
    }
    found
}

fn step(context: &mut Context<'_>, key: &Key, node: &Node) -> Option<Step> {
    let at = format!("steps/{}", key.text);
    let what = format!("the step `{}`", key.text);
    let mut fields = Fields::of(context, node, &what)?.at(key.span);
    let section = fields.take("section").and_then(|node| context.id(node, "`section`"));
    let policy = fields.take("policy").and_then(|node| policy(context, node));
    let store = fields.take("store").and_then(|node| store::variable(context, node));
    let note = fields.take("note").and_then(|node| context.word(node, "`note`"));
    let (next, routes) = (fields.take_with_key("next"), fields.take("routes"));
    let kind = one_kind(context, key, &mut fields)
        .and_then(|(name, node)| kinds::kind(context, &at, name, node, store.as_deref()));
    fields.finish(context);
    let kind = kind?;
    store::check(context, &at, &kind, store.as_deref());
    prefill(context, &at, &kind, store.as_deref());
    let routes = routes_of(context, key, &kind, next, routes);
    Some(Step { id: key.text.clone(), section, policy, store, kind, routes, note })
}

/// Only a question that keeps its answer can find it there already.
fn prefill(context: &mut Context<'_>, at: &str, kind: &Kind, store: Option<&str>) {
    let Kind::Choose(choose) = kind else { return };
    if choose.prefill && store.is_none() {
        let span = context.spans.get(at).copied().unwrap_or_default();
        context.find(
            Code::Contradiction,
            span,
            &["`prefill` needs `store`: the variable that may already hold the answer"],
        );
    }
}

fn policy(context: &mut Context<'_>, node: &Node) -> Option<String> {
    let name = context.word(node, "`policy`")?;
    let names = std::mem::take(&mut context.names.policies);
    let known = context.refer(&name, node.span, "policy", &names);
    context.names.policies = names;
    known.then_some(name)
}

/// The one key that names a kind.
fn one_kind<'n>(context: &mut Context<'_>, key: &Key, fields: &mut Fields<'n>) -> Option<(&'static str, &'n Node)> {
    let mut found = Vec::new();
    for name in KINDS.into_iter().chain(NOT_YET) {
        if let Some((at, node)) = fields.take_with_key(name) {
            found.push((name, at, node));
        }
    }
    match found.as_slice() {
        [(name, at, _)] if NOT_YET.contains(name) => {
            context.find(Code::NotYet, at.span, &[name]).help("it comes with a later version");
            None
        }
        [(name, _, node)] => Some((name, node)),
        [] if fields.slip(&KINDS) => None,
        [] => {
            context
                .find(Code::OneKind, key.span, &[&key.text, "it has none"])
                .help(format!("add one of {}", KINDS.join(", ")));
            None
        }
        [_, (name, at, _), ..] => {
            context
                .find(Code::OneKind, at.span, &[&key.text, "it has several"])
                .help(format!("move `{name}` to a step of its own"));
            None
        }
    }
}

/// `routes` as written, and `next` for what it covers.
fn routes_of(
    context: &mut Context<'_>,
    step: &Key,
    kind: &Kind,
    next: Option<(&Key, &Node)>,
    routes: Option<&Node>,
) -> IndexMap<String, Target> {
    let at = format!("steps/{}/routes", step.text);
    let mut found = IndexMap::new();
    let mut fields = routes.and_then(|node| Fields::of(context, node, "`routes`"));
    for (key, node) in fields.iter_mut().flat_map(Fields::rest).collect::<Vec<_>>() {
        context.mark(&format!("{at}/{}", key.text), key.span);
        context.mark(&format!("{at}/{}/target", key.text), node.span);
        match context.target(node) {
            Some(target) => {
                found.insert(key.text.clone(), target);
            }
            None => context.partial = true,
        }
    }
    if let Some((key, node)) = next {
        context.mark(&format!("{at}/next"), key.span);
        context.mark(&format!("{at}/next/target"), node.span);
        spread_next(context, step, kind, (key, node), &mut found);
    }
    found
}

fn spread_next(
    context: &mut Context<'_>,
    step: &Key,
    kind: &Kind,
    (key, node): (&Key, &Node),
    found: &mut IndexMap<String, Target>,
) {
    if !covered_by_next(kind) {
        let names = outcomes(kind).join(", ");
        let help = if names.is_empty() {
            format!("a `{}` has no `next`", kind.name())
        } else {
            format!("route each outcome by name: {names}")
        };
        context.find(Code::UnknownOutcome, key.span, &[&step.text, outcome::NEXT]).help(help);
        return;
    }
    let Some(target) = context.target(node) else {
        context.partial = true;
        return;
    };
    for name in outcomes(kind) {
        found.entry(name.to_owned()).or_insert_with(|| target.clone());
    }
}
