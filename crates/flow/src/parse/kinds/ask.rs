//! `ask`: one typed answer.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::expr::{Expr, Ty};
use crate::finding::Code;
use crate::model::{Ask, AskType, Text, VarType};
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::node::Node;
use crate::parse::store::{typed_variable, variable};

const TYPES: [(&str, AskType); 8] = [
    ("text", AskType::Text),
    ("number", AskType::Number),
    ("date", AskType::Date),
    ("time", AskType::Time),
    ("email", AskType::Email),
    ("phone", AskType::Phone),
    ("plate", AskType::Plate),
    ("yesno", AskType::Yesno),
];

pub(super) fn ask(context: &mut Context<'_>, at: &str, node: &Node) -> Option<Ask> {
    let mut fields = Fields::of(context, node, "an `ask`")?;
    let text = fields.need(context, "text").map(|node| context.text(node, &format!("{at}/text")));
    let again = context.optional_text(fields.take("again"), &format!("{at}/again"));
    let kind = fields.need(context, "type").and_then(|node| context.one_of(node, "a type of answer", &TYPES));
    let min = fields.take("min").and_then(|node| context.number(node, "`min`", f64::MIN..=f64::MAX));
    let max = fields.take("max").and_then(|node| context.number(node, "`max`", f64::MIN..=f64::MAX));
    let invalid = context.optional_text(fields.take("invalid"), &format!("{at}/invalid"));
    let checks = fields.take("checks").map(|node| checks(context, node, kind)).unwrap_or_default();
    let prefill = fields.take("prefill").and_then(|node| variable(context, node));
    let buttons =
        fields.take("buttons").map(|node| labels(context, node, &format!("{at}/buttons"))).unwrap_or_default();
    let voice = fields
        .take("voice")
        .and_then(|node| typed_variable(context, node, "a media_list", |ty| matches!(ty, VarType::MediaList { .. })));
    fields.finish(context);
    let ask = Ask { text: text?, again, kind: kind?, min, max, invalid, checks, prefill, buttons, voice };
    bounds(context, node, &ask);
    Some(ask)
}

fn bounds(context: &mut Context<'_>, node: &Node, ask: &Ask) {
    if let (Some(min), Some(max)) = (ask.min, ask.max)
        && min > max
    {
        context.find(Code::Contradiction, node.span, &["`min` is greater than `max`"]);
    }
    let bounded = matches!(ask.kind, AskType::Text | AskType::Number);
    if (ask.min.is_some() || ask.max.is_some()) && !bounded {
        context.find(Code::Contradiction, node.span, &["only a text or a number has `min` and `max`"]);
    }
    if !ask.buttons.is_empty() && !matches!(ask.kind, AskType::Text | AskType::Email | AskType::Phone | AskType::Plate)
    {
        let message = "buttons of an `ask` answer with their label, which is a text";
        context.find(Code::Contradiction, node.span, &[message]).help("use a `choose` before the question");
    }
}

/// Conditions that see `answer`.
fn checks(context: &mut Context<'_>, node: &Node, kind: Option<AskType>) -> Vec<Expr> {
    let ty = match kind {
        Some(AskType::Number) => Ty::Number,
        Some(AskType::Date) => Ty::Date,
        Some(AskType::Time) => Ty::Time,
        Some(AskType::Yesno) => Ty::Bool,
        Some(_) => Ty::Text,
        None => Ty::Unknown,
    };
    let before = context.types.clone();
    context.types = Rc::new((*before).clone().with_local("answer", ty));
    let items = context.list(node, "`checks`");
    let found = items.iter().filter_map(|item| context.condition(item, "a check")).collect();
    context.types = before;
    found
}

/// Buttons: id → label.
pub(super) fn labels(context: &mut Context<'_>, node: &Node, at: &str) -> IndexMap<String, Text> {
    let mut found = IndexMap::new();
    let Some(mut fields) = Fields::of(context, node, "`buttons`") else { return found };
    for (key, node) in fields.rest() {
        if context.id_key(key) {
            context.mark(&format!("{at}/{}", key.text), key.span);
            let text = context.text(node, &format!("{at}/{}", key.text));
            found.insert(key.text.clone(), text);
        }
    }
    found
}
