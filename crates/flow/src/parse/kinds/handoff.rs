//! `handoff`: to people.

use ventanilla_domain::{Duration, Priority};

use crate::expr::{Expr, Ty};
use crate::finding::Code;
use crate::model::Handoff;
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::node::Node;
use crate::parse::store::variable;

const ACCEPT_WITHIN: Duration = Duration::minutes(10);
const MOST_ACCEPT_WITHIN: Duration = Duration::days(7);

pub(super) fn handoff(context: &mut Context<'_>, at: &str, node: &Node) -> Option<Handoff> {
    let mut fields = Fields::of(context, node, "a `handoff`")?;
    let queue = fields.need(context, "queue").and_then(|node| context.id(node, "`queue`"));
    let priority = fields.need(context, "priority").and_then(|node| priority(context, node));
    let brief = fields.take("brief").map(|node| brief(context, node)).unwrap_or_default();
    let accept_within =
        fields.take("accept_within").and_then(|node| context.duration(node, "`accept_within`", MOST_ACCEPT_WITHIN));
    let waiting = context.optional_text(fields.take("waiting"), &format!("{at}/waiting"));
    fields.finish(context);
    Some(Handoff {
        queue: queue?,
        priority: priority?,
        brief,
        accept_within: accept_within.unwrap_or(ACCEPT_WITHIN),
        waiting,
    })
}

/// `P1` … `P4` as a bare word, or an expression over such words.
fn priority(context: &mut Context<'_>, node: &Node) -> Option<Expr> {
    if let Some(word) = node.scalar().and_then(Priority::parse) {
        return Expr::parse(&format!("'{}'", word.as_str()), &context.types).ok();
    }
    let expr = context.expr(node, "`priority`")?;
    let fits = match expr.ty() {
        Ty::Enum(words) => words.iter().all(|word| Priority::parse(word).is_some()),
        Ty::Unknown => true,
        _ => false,
    };
    if !fits {
        context
            .find(Code::WrongShape, node.span, &["`priority`", "P1, P2, P3 or P4"])
            .help("write `P2`, or an expression whose every value is such a word");
        return None;
    }
    Some(expr)
}

fn brief(context: &mut Context<'_>, node: &Node) -> Vec<String> {
    let items = context.list(node, "`brief`");
    items.iter().filter_map(|item| variable(context, item)).collect()
}
