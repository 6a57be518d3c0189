//! The closed outcomes of every kind (FLOW.md section 3).

use crate::model::{Choose, Confirm, Kind, Media, outcome};

/// The outcomes a step of this kind must route, in order. [`outcome::EXHAUSTED`] and [`outcome::SILENCE`] of waiting kinds are
/// routed by the policy unless the step does it, so they are not among them; branch targets are in its cases.
#[must_use]
pub fn outcomes(kind: &Kind) -> Vec<&str> {
    match kind {
        Kind::Say(_) | Kind::Set(_) | Kind::Ask(_) => vec![outcome::NEXT],
        Kind::Choose(choose) => of_choose(choose),
        Kind::Media(media) => of_media(media),
        Kind::Place(_) => vec!["ok", "outside", "unresolved"],
        Kind::Classify(_) => vec!["sure", "maybe", "none", "failed"],
        Kind::Confirm(confirm) => of_confirm(confirm),
        Kind::Act(_) => vec!["ok", "duplicate", "failed"],
        Kind::Handoff(_) => vec!["resolved", "returned", "no_agent", "expired"],
        Kind::Branch(_) | Kind::End(_) => Vec::new(),
    }
}

/// Whether `next` stands for every outcome that is not routed by name. Where an outcome means that something failed or that a
/// person decided, each is routed by name.
pub(crate) const fn covered_by_next(kind: &Kind) -> bool {
    matches!(kind, Kind::Say(_) | Kind::Set(_) | Kind::Ask(_) | Kind::Choose(_) | Kind::Media(_))
}

fn of_choose(choose: &Choose) -> Vec<&str> {
    let from = choose.from.as_ref().map(|_| outcome::CHOSEN);
    let text = choose.free_text.as_ref().map(|_| outcome::TEXT);
    choose.options.keys().map(String::as_str).chain(from).chain(text).collect()
}

fn of_media(media: &Media) -> Vec<&'static str> {
    if media.min == 0 { vec!["done", "skip"] } else { vec!["done"] }
}

fn of_confirm(confirm: &Confirm) -> Vec<&str> {
    let cancel = confirm.cancel.as_ref().map(|_| "cancel");
    ["send"]
        .into_iter()
        .chain(confirm.more.keys().map(String::as_str))
        .chain(cancel)
        .chain(["too_many_edits"])
        .collect()
}
