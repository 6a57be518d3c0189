//! `act`: a registered action of the platform.

use indexmap::IndexMap;
use ventanilla_domain::Duration;

use crate::expr::{Expr, Ty};
use crate::finding::Code;
use crate::model::Act;
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::node::Node;

/// Actions the platform has.
const ACTS: [(&str, &str); 5] = [
    ("report.file", "report.file"),
    ("report.save_draft", "report.save_draft"),
    ("report.find", "report.find"),
    ("report.add", "report.add"),
    ("alert.raise", "alert.raise"),
];
const TIMES: u32 = 3;
const BACKOFF: Duration = Duration::seconds(2);
const MOST_BACKOFF: Duration = Duration::minutes(10);

pub(super) fn act(context: &mut Context<'_>, node: &Node) -> Option<Act> {
    let mut fields = Fields::of(context, node, "an `act`")?;
    let run = fields.need(context, "run").and_then(|node| context.one_of(node, "an action", &ACTS));
    let with = fields.take("with").map(|node| arguments(context, node)).unwrap_or_default();
    let once = fields.take("once").map(|node| once(context, node));
    let (times, backoff) = retry(context, fields.take("retry"));
    fields.finish(context);
    let once = match once {
        None => None,
        Some(expr) => Some(expr?),
    };
    Some(Act { run: run?.to_owned(), with, once, times, backoff })
}

/// Name → expression; a single expression over the answers is the argument `answers`.
fn arguments(context: &mut Context<'_>, node: &Node) -> IndexMap<String, Expr> {
    let mut found = IndexMap::new();
    if node.map().is_none() {
        if let Some(expr) = context.expr(node, "`with`") {
            if !matches!(expr.ty(), Ty::Map(_) | Ty::Unknown) {
                context.find(Code::WrongShape, node.span, &["`with`", "named arguments, or `session.answers`"]);
            }
            found.insert("answers".to_owned(), expr);
        }
        return found;
    }
    let Some(mut fields) = Fields::of(context, node, "`with`") else { return found };
    for (key, node) in fields.rest() {
        if context.id_key(key)
            && let Some(expr) = context.expr(node, "an argument")
        {
            found.insert(key.text.clone(), expr);
        }
    }
    found
}

/// A text that never is nothing: it names what happens at most once.
fn once(context: &mut Context<'_>, node: &Node) -> Option<Expr> {
    let expr = context.expr(node, "`once`")?;
    let words = matches!(expr.ty(), Ty::Text | Ty::Enum(_) | Ty::Unknown);
    if !words || expr.nullable() && *expr.ty() != Ty::Unknown {
        context
            .find(Code::WrongShape, node.span, &["`once`", "a text that always holds something"])
            .help("such as `session.id`");
        return None;
    }
    Some(expr)
}

fn retry(context: &mut Context<'_>, node: Option<&Node>) -> (u32, Duration) {
    let Some(mut fields) = node.and_then(|node| Fields::of(context, node, "`retry`")) else { return (TIMES, BACKOFF) };
    let times = fields.take("times").and_then(|node| context.count(node, "`times`", 1..=10)).unwrap_or(TIMES);
    let backoff = fields.take("backoff").and_then(|node| context.duration(node, "`backoff`", MOST_BACKOFF));
    fields.finish(context);
    (times, backoff.unwrap_or(BACKOFF))
}
