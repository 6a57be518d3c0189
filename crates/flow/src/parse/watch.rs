//! `watches:` and `must:`.

use super::context::Context;
use super::fields::Fields;
use super::kinds::assignments;
use super::node::Node;
use super::store::typed_variable;
use crate::finding::Code;
use crate::model::{Must, Target, Trigger, VarType, Watch};

pub(super) fn watches(context: &mut Context<'_>, node: &Node) -> Vec<Watch> {
    let mut found: Vec<Watch> = Vec::new();
    for item in context.list(node, "`watches`") {
        let Some(watch) = watch(context, item) else {
            context.partial = true;
            continue;
        };
        if found.iter().any(|other| other.id == watch.id) {
            context.find(Code::DuplicateKey, item.span, &[&watch.id]);
        }
        found.push(watch);
    }
    found
}

fn watch(context: &mut Context<'_>, node: &Node) -> Option<Watch> {
    let mut fields = Fields::of(context, node, "a watch")?;
    let id = fields.need(context, "id").and_then(|node| context.id(node, "`id`"));
    if let Some(id) = &id {
        context.mark(&format!("watches/{id}"), node.span);
    }
    let trigger = trigger(context, &mut fields, node);
    let next = fields.take("next").map(|node| context.target(node));
    let at = id.as_ref().map_or_else(|| "watches".to_owned(), |id| format!("watches/{id}"));
    let set = fields.take("set").map(|node| assignments(context, node, &at)).unwrap_or_default();
    let keep = fields
        .take("keep")
        .and_then(|node| typed_variable(context, node, "words", |ty| matches!(ty, VarType::Text { .. })));
    let unless = fields.take("unless").and_then(|node| context.condition(node, "`unless`"));
    let outside = fields.take("outside").map(|node| sections(context, node)).unwrap_or_default();
    fields.finish(context);
    if next.is_none() && set.is_empty() {
        context.find(Code::MissingKey, node.span, &["a watch", "next"]).help("or `set`, when it only marks");
    }
    let next = match next {
        None => None,
        Some(target) => Some(target?),
    };
    if next == Some(Target::Resume) {
        context.find(Code::Contradiction, node.span, &["a watch leads to a step; `@resume` goes back from there"]);
    }
    Some(Watch { id: id?, trigger: trigger?, next, set, keep, unless, outside })
}

fn trigger(context: &mut Context<'_>, fields: &mut Fields<'_>, node: &Node) -> Option<Trigger> {
    match (fields.take("exact"), fields.take("lexicon"), fields.take("label")) {
        (Some(node), None, None) => exact(context, node),
        (None, Some(node), None) => lexicon(context, node),
        (None, None, Some(node)) => context.word(node, "`label`").map(Trigger::Label),
        _ => {
            context.find(Code::Contradiction, node.span, &["a watch has exactly one of `exact`, `lexicon`, `label`"]);
            None
        }
    }
}

fn exact(context: &mut Context<'_>, node: &Node) -> Option<Trigger> {
    let words = context.words(node, "`exact`");
    if words.is_empty() {
        context.find(Code::WrongShape, node.span, &["`exact`", "a list of at least one word"]);
        return None;
    }
    let folded = words.iter().map(|word| ventanilla_domain::words(word).join(" ")).collect();
    Some(Trigger::Exact(folded))
}

fn lexicon(context: &mut Context<'_>, node: &Node) -> Option<Trigger> {
    let name = context.word(node, "`lexicon`")?;
    let names = std::mem::take(&mut context.names.lexicons);
    let known = context.refer(&name, node.span, "lexicon", &names);
    context.names.lexicons = names;
    known.then_some(Trigger::Lexicon(name))
}

fn sections(context: &mut Context<'_>, node: &Node) -> Vec<String> {
    let mut found = Vec::new();
    for item in context.list(node, "`outside`") {
        if let Some(name) = section(context, item) {
            found.push(name);
        }
    }
    found
}

/// A section that some step names.
pub(super) fn section(context: &mut Context<'_>, node: &Node) -> Option<String> {
    let name = context.word(node, "a section")?;
    let names = std::mem::take(&mut context.names.sections);
    let known = context.refer(&name, node.span, "section", &names);
    context.names.sections = names;
    known.then_some(name)
}

/// Invariants are kept for the proofs to come; only their kind is looked at.
pub(super) fn musts(context: &mut Context<'_>, node: &Node) -> Vec<Must> {
    let mut found = Vec::new();
    for item in context.list(node, "`must`") {
        match item.map() {
            Some([(key, body)]) if ["never", "within"].contains(&key.text.as_str()) => {
                found.push(Must { kind: key.text.clone(), body: body.to_json().to_string() });
            }
            _ => {
                context.find(Code::WrongShape, item.span, &["an invariant", "`never: {…}` or `within: {…}`"]);
            }
        }
    }
    found
}
