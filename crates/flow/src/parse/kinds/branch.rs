//! `branch: [{when, next}, …, {else}]`.

use crate::finding::Code;
use crate::model::{Branch, Case};
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::node::Node;

pub(super) fn branch(context: &mut Context<'_>, at: &str, node: &Node) -> Option<Branch> {
    let items = context.list(node, "a `branch`");
    let (last, cases) = items.split_last()?;
    let cases: Vec<Option<Case>> =
        cases.iter().enumerate().map(|(number, item)| case(context, &format!("{at}/branch/{number}"), item)).collect();
    let otherwise = otherwise(context, at, last);
    Some(Branch { cases: cases.into_iter().collect::<Option<_>>()?, otherwise: otherwise? })
}

fn case(context: &mut Context<'_>, at: &str, node: &Node) -> Option<Case> {
    let mut fields = Fields::of(context, node, "a case")?;
    if let Some((key, _)) = fields.take_with_key("else") {
        context.find(Code::Contradiction, key.span, &["`else` stands last: what follows is never tried"]);
        return None;
    }
    let when = fields.need(context, "when").and_then(|node| context.condition(node, "`when`"));
    let next = fields.need(context, "next").and_then(|node| {
        context.mark(&format!("{at}/target"), node.span);
        context.target(node)
    });
    fields.finish(context);
    Some(Case { when: when?, next: next? })
}

fn otherwise(context: &mut Context<'_>, at: &str, node: &Node) -> Option<crate::model::Target> {
    let mut fields = Fields::of(context, node, "the last case")?;
    let Some(target) = fields.take("else") else {
        context.find(Code::MissingKey, node.span, &["a `branch`", "else"]).help("end the list with `{else: …}`");
        return None;
    };
    fields.finish(context);
    context.mark(&format!("{at}/branch/else/target"), target.span);
    context.target(target)
}
