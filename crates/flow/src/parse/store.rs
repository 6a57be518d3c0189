//! Whether the variable of `store` can keep what the step gives.

use super::context::Context;
use super::node::Node;
use crate::expr::Ty;
use crate::finding::Code;
use crate::model::{Ask, AskType, Choose, Kind, VarType};
use crate::suggest::suggest;

/// A declared variable named by `node`.
pub(super) fn variable(context: &mut Context<'_>, node: &Node) -> Option<String> {
    let name = context.word(node, "a variable")?;
    if context.types.vars.contains_key(&name) {
        return Some(name);
    }
    let near = suggest(&name, context.types.vars.keys());
    let finding = context.find(Code::UnknownReference, node.span, &["variable", &name]);
    match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("declare it under `vars:`"),
    };
    None
}

/// A declared variable whose type `accepts`.
pub(super) fn typed_variable(
    context: &mut Context<'_>,
    node: &Node,
    wanted: &str,
    accepts: impl Fn(&VarType) -> bool,
) -> Option<String> {
    let name = variable(context, node)?;
    let ty = context.types.vars.get(&name)?.clone();
    if !accepts(&ty) {
        context.find(Code::WrongVariable, node.span, &[&name, &format!("it is {}, this is {wanted}", Ty::of(&ty))]);
        return None;
    }
    Some(name)
}

/// Reports a `store` that is missing, useless or of the wrong type.
pub(super) fn check(context: &mut Context<'_>, at: &str, kind: &Kind, store: Option<&str>) {
    let span = context.spans.get(at).copied().unwrap_or_default();
    let id = at.strip_prefix("steps/").unwrap_or(at);
    let Some(name) = store else {
        if matches!(kind, Kind::Ask(_) | Kind::Media(_) | Kind::Place(_) | Kind::Classify(_)) {
            context
                .find(Code::MissingKey, span, &[&format!("the step `{id}`"), "store"])
                .help("name the variable that keeps the answer");
        }
        return;
    };
    let Some(ty) = context.types.vars.get(name).cloned() else { return };
    if let Some(reason) = refusal(kind, &ty) {
        let reason = format!("it is {}, {reason}", Ty::of(&ty));
        context.find(Code::WrongVariable, span, &[name, &reason]);
    }
}

/// Why a variable of this type cannot keep what the step gives.
fn refusal(kind: &Kind, ty: &VarType) -> Option<String> {
    match kind {
        Kind::Choose(choose) => of_choose(choose, ty),
        Kind::Ask(ask) => of_ask(ask, ty),
        Kind::Media(_) => wants(matches!(ty, VarType::MediaList { .. }), "a `media` gives a media_list"),
        Kind::Place(_) => wants(matches!(ty, VarType::Place), "a `place` gives a place"),
        Kind::Classify(classify) => wants(
            matches!(ty, VarType::Option { of } if *of == classify.into),
            "a `classify` gives an option of its catalogue",
        ),
        Kind::Act(_) => wants(!matches!(ty, VarType::MediaList { .. }), "an act gives words, numbers or named values"),
        other => Some(format!("and a `{}` has nothing to store", other.name())),
    }
}

fn wants(fits: bool, reason: &str) -> Option<String> {
    (!fits).then(|| reason.to_owned())
}

fn of_choose(choose: &Choose, ty: &VarType) -> Option<String> {
    match (&choose.from, ty) {
        (Some(from), VarType::Option { of }) if from == of => None,
        (Some(from), _) => Some(format!("this gives an option of `{from}`")),
        (None, VarType::Text { .. }) => None,
        (None, VarType::Enum { of }) => {
            let stranger = choose.options.keys().find(|id| !of.contains(id))?;
            Some(format!("and the option `{stranger}` is none of them"))
        }
        (None, _) => Some("inline options need an enum with their ids, or a text".to_owned()),
    }
}

fn of_ask(ask: &Ask, ty: &VarType) -> Option<String> {
    let fits = match ask.kind {
        AskType::Text | AskType::Email | AskType::Phone | AskType::Plate => matches!(ty, VarType::Text { .. }),
        AskType::Number => matches!(ty, VarType::Int | VarType::Number),
        AskType::Date => matches!(ty, VarType::Date),
        AskType::Time => matches!(ty, VarType::Time),
        AskType::Yesno => matches!(ty, VarType::Bool),
    };
    wants(fits, "which is not what this question gives")
}
