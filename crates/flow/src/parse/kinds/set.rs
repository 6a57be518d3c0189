//! `set`: assignments in order.

use indexmap::IndexMap;

use crate::expr::{Expr, Ty};
use crate::finding::Code;
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::node::{Key, Node};
use crate::suggest::suggest;

/// Variable → expression of its type.
pub(in crate::parse) fn assignments(context: &mut Context<'_>, node: &Node, at: &str) -> IndexMap<String, Expr> {
    let mut found = IndexMap::new();
    let Some(mut fields) = Fields::of(context, node, "`set`") else { return found };
    for (key, node) in fields.rest() {
        context.mark(&format!("{at}/set/{}", key.text), key.span);
        if let Some(expr) = assignment(context, key, node) {
            found.insert(key.text.clone(), expr);
        }
    }
    found
}

fn assignment(context: &mut Context<'_>, key: &Key, node: &Node) -> Option<Expr> {
    let Some(ty) = context.types.vars.get(&key.text).map(Ty::of) else {
        let near = suggest(&key.text, context.types.vars.keys());
        let finding = context.find(Code::UnknownReference, key.span, &["variable", &key.text]);
        finding
            .help(near.map_or_else(|| "declare it under `vars:`".to_owned(), |near| format!("did you mean `{near}`?")));
        return None;
    };
    if node.is_null() {
        return Expr::parse("null", &context.types).ok();
    }
    let expr = context.expr(node, "a value")?;
    if !expr.ty().fits(&ty) {
        let reason = format!("it is {ty}, the value is {}", expr.ty());
        context.find(Code::WrongVariable, node.span, &[&key.text, &reason]);
        return None;
    }
    Some(expr)
}
