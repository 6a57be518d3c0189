use std::collections::BTreeMap;

use super::outline::Outline;
use crate::expr::{is_date, is_time};
use crate::finding::{Code, Span};
use crate::model::{Text, VarType};
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::node::{Core, Node};
use crate::suggest::suggest;
use crate::value::Value;

/// The declared fields of one option.
pub(super) fn values(
    context: &mut Context<'_>,
    at: &str,
    fields: &mut Fields<'_>,
    outline: &Outline,
) -> (BTreeMap<String, Value>, BTreeMap<String, Text>) {
    let (mut values, mut texts) = (BTreeMap::new(), BTreeMap::new());
    for (name, ty) in &outline.types.fields {
        let node = if outline.required.contains(name) { fields.need(context, name) } else { fields.take(name) };
        let Some(node) = node else { continue };
        if let VarType::Text { max } = ty {
            let text = context.text(node, &format!("{at}/{name}"));
            too_long(context, node, name, *max);
            texts.insert(name.clone(), text);
        } else if let Some(value) = value(context, node, name, ty) {
            values.insert(name.clone(), value);
        }
    }
    (values, texts)
}

fn too_long(context: &mut Context<'_>, node: &Node, name: &str, max: u32) {
    let length = node.scalar().map_or(0, |text| text.chars().count());
    if length > max as usize {
        context.find(Code::OutOfRange, node.span, &[&format!("`{name}`"), &format!("at most {max} characters")]);
    }
}

fn value(context: &mut Context<'_>, node: &Node, name: &str, ty: &VarType) -> Option<Value> {
    let text = node.scalar().unwrap_or_default();
    let what = format!("`{name}`");
    match ty {
        VarType::Bool if node.core() == Some(Core::Bool) => Some(Value::Bool(text.eq_ignore_ascii_case("true"))),
        VarType::Int => {
            text.parse().ok().map(Value::Int).or_else(|| wrong(context, node.span, &what, "a whole number"))
        }
        VarType::Number => context.number(node, &what, f64::MIN..=f64::MAX).map(Value::Number),
        VarType::Enum { of } => word(context, node, &what, of),
        VarType::Option { of } => option(context, node, of),
        VarType::Date if is_date(text) => Some(Value::Text(text.to_owned())),
        VarType::Time if is_time(text) => Some(Value::Text(text.to_owned())),
        VarType::Bool => wrong(context, node.span, &what, "true or false"),
        VarType::Date => wrong(context, node.span, &what, "a date such as '2026-11-24'"),
        VarType::Time => wrong(context, node.span, &what, "a time such as '21:30'"),
        VarType::Text { .. } | VarType::MediaList { .. } | VarType::Place | VarType::Map { .. } => {
            wrong(context, node.span, &what, "something a catalogue can hold; this type cannot stand here")
        }
    }
}

fn wrong(context: &mut Context<'_>, span: Span, what: &str, wanted: &str) -> Option<Value> {
    context.find(Code::WrongShape, span, &[what, wanted]);
    None
}

fn word(context: &mut Context<'_>, node: &Node, what: &str, of: &[String]) -> Option<Value> {
    let text = context.word(node, what)?;
    if of.contains(&text) {
        return Some(Value::Text(text));
    }
    let help = match suggest(&text, of) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", of.join(", ")),
    };
    context.find(Code::UnknownWord, node.span, &[&text, &format!("a word of {what}")]).help(help);
    None
}

/// Kept as the id; expressions make an option of it.
fn option(context: &mut Context<'_>, node: &Node, of: &str) -> Option<Value> {
    let id = context.word(node, "an option")?;
    let known = context.types.catalogues.get(of).map(|catalogue| catalogue.options.clone());
    match known {
        Some(known) if !known.contains(&id) => {
            context.refer(&id, node.span, "option", &known.into_iter().collect());
            None
        }
        _ => Some(Value::Text(id)),
    }
}
