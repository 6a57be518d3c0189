//! Names that are declared and never used: mostly slips.

use std::collections::BTreeSet;

use super::place;
use crate::expr::Expr;
use crate::finding::Code;
use crate::model::{Flow, Kind, Piece, Step, Text, Trigger};
use crate::parse::Context;

pub(super) fn check(context: &mut Context<'_>, flow: &Flow) {
    let used = used_vars(flow);
    report(context, "variable", "vars", flow.vars.keys().filter(|name| !used.contains(name.as_str())));
    let policies: BTreeSet<&str> =
        flow.steps.values().filter_map(|step| step.policy.as_deref()).chain([flow.policy.as_str()]).collect();
    report(context, "policy", "policies", flow.policies.keys().filter(|name| !policies.contains(name.as_str())));
    let lexicons: BTreeSet<&str> = flow
        .watches
        .iter()
        .filter_map(|watch| match &watch.trigger {
            Trigger::Lexicon(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    report(context, "lexicon", "lexicons", flow.lexicons.keys().filter(|name| !lexicons.contains(name.as_str())));
}

fn report<'n>(context: &mut Context<'_>, what: &str, at: &str, names: impl Iterator<Item = &'n String>) {
    for name in names {
        let span = place(context, &format!("{at}/{name}"));
        context.find(Code::Unused, span, &[what, name]);
    }
}

/// Variables that are written or read anywhere.
fn used_vars(flow: &Flow) -> BTreeSet<&str> {
    let mut used = BTreeSet::new();
    for step in flow.steps.values() {
        of_step(step, &mut used);
    }
    for watch in &flow.watches {
        used.extend(watch.set.keys().map(String::as_str));
        used.extend(watch.keep.as_deref());
        watch.unless.iter().chain(watch.set.values()).for_each(|expr| used.extend(expr.vars()));
    }
    for catalogue in flow.catalogues.values() {
        for row in catalogue.rows.values() {
            used.extend(row.set.keys().map(String::as_str));
            row.set.values().for_each(|expr| used.extend(expr.vars()));
        }
        for option in catalogue.options.values() {
            option.texts.values().chain([&option.title]).for_each(|text| of_text(text, &mut used));
        }
    }
    flow.texts.values().for_each(|text| of_text(text, &mut used));
    used
}

fn of_step<'f>(step: &'f Step, used: &mut BTreeSet<&'f str>) {
    used.extend(step.store.as_deref());
    let mut expr = |expr: &'f Expr| used.extend(expr.vars());
    match &step.kind {
        Kind::Set(set) => {
            set.assign.values().for_each(&mut expr);
            used.extend(set.assign.keys().map(String::as_str));
        }
        Kind::Branch(branch) => branch.cases.iter().for_each(|case| expr(&case.when)),
        Kind::Act(act) => act.with.values().chain(&act.once).for_each(expr),
        Kind::Handoff(handoff) => {
            expr(&handoff.priority);
            used.extend(handoff.brief.iter().map(String::as_str));
        }
        Kind::Confirm(confirm) => confirm.show.iter().for_each(|line| expr(&line.value)),
        Kind::Choose(choose) => {
            choose.options.values().filter_map(|option| option.when.as_ref()).for_each(expr);
            used.extend(choose.free_text.as_deref());
        }
        Kind::Ask(ask) => used.extend(ask.prefill.iter().chain(&ask.voice).map(String::as_str)),
        Kind::Classify(classify) => {
            used.insert(&classify.input);
        }
        Kind::Media(media) => used.extend(media.words.as_deref()),
        Kind::Say(_) | Kind::Place(_) | Kind::End(_) => {}
    }
    for (_, text) in super::limits::step_texts(step) {
        of_text(text, used);
    }
}

fn of_text<'f>(text: &'f Text, used: &mut BTreeSet<&'f str>) {
    for piece in text.by_lang.values().flat_map(|template| &template.pieces) {
        if let Piece::Expr(expr) = piece {
            used.extend(expr.vars());
        }
    }
}
