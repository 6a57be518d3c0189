//! `classify`: words into a catalogue, with bands.

use ventanilla_domain::Duration;

use crate::finding::Code;
use crate::model::{Classify, VarType};
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::node::Node;
use crate::parse::store::typed_variable;
use crate::parse::vars::catalogue_name;

const SURE: f64 = 0.90;
const MAYBE: f64 = 0.50;
const DEADLINE: Duration = Duration::seconds(2);
const MOST_DEADLINE: Duration = Duration::minutes(1);

pub(super) fn classify(context: &mut Context<'_>, node: &Node) -> Option<Classify> {
    let mut fields = Fields::of(context, node, "a `classify`")?;
    let input = fields
        .need(context, "input")
        .and_then(|node| typed_variable(context, node, "words", |ty| matches!(ty, VarType::Text { .. })));
    let into = fields.need(context, "into").and_then(|node| {
        let name = context.word(node, "`into`")?;
        catalogue_name(context, node, &name).then_some(name)
    });
    let sure = fields.take("sure").and_then(|node| context.number(node, "`sure`", 0.0..=1.0)).unwrap_or(SURE);
    let maybe = fields.take("maybe").and_then(|node| context.number(node, "`maybe`", 0.0..=1.0)).unwrap_or(MAYBE);
    let deadline = fields.take("deadline").and_then(|node| context.duration(node, "`deadline`", MOST_DEADLINE));
    fields.finish(context);
    if maybe > sure {
        context.find(Code::Contradiction, node.span, &["`maybe` is greater than `sure`"]);
    }
    Some(Classify { input: input?, into: into?, sure, maybe, deadline: deadline.unwrap_or(DEADLINE) })
}
