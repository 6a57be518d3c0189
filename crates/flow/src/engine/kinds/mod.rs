//! The kinds of steps. Each file: what entering does, what an answer means, how its question looks.

mod act;
mod ask;
mod branch;
mod choose;
mod classify;
mod confirm;
mod end;
mod handoff;
mod media;
mod place;
mod say;
mod set;
#[cfg(test)]
mod tests;
mod typed;

pub(crate) use media::gathered as media_gathered;
pub(crate) use place::{found as place_found, resolved as place_resolved};

use super::heard::Part;
use super::machine::{Machine, Wording};
use super::show::Question;
use super::{Fault, Next, Reply};
use crate::input::Answer;
use crate::layout::Row;
use crate::model::{Kind, Step, outcome};

/// Enters `step`.
pub(crate) fn enter(m: &mut Machine<'_>, step: &Step, wording: Wording) -> Result<Next, Fault> {
    match &step.kind {
        Kind::Say(say) => Ok(say::enter(m, step, say)),
        Kind::Choose(choose) => Ok(choose::enter(m, step, choose, wording)),
        Kind::Ask(ask) => ask::enter(m, step, ask, wording),
        Kind::Media(media) => Ok(media::enter(m, step, media, wording)),
        Kind::Place(_) => Ok(place::enter(m, step, wording)),
        Kind::Classify(classify) => Ok(classify::enter(m, step, classify)),
        Kind::Confirm(_) => Ok(confirm::enter(m, step, wording)),
        Kind::Set(set) => set::enter(m, set),
        Kind::Branch(branch) => branch::enter(m, branch),
        Kind::Act(act) => act::enter(m, step, act),
        Kind::Handoff(handoff) => Ok(handoff::enter(m, step, handoff)),
        Kind::End(end) => Ok(end::enter(m, end)),
    }
}

/// What `part` of a message means to the open `step`. A question that was not seen yet takes only what needs no question: words with
/// content where it has `free_text`, files, pins.
pub(crate) fn answer(m: &mut Machine<'_>, step: &Step, part: &Part<'_>, seen: bool) -> Result<Reply, Fault> {
    match &step.kind {
        Kind::Choose(choose) => choose::answer(m, step, choose, part, seen),
        Kind::Ask(ask) => ask::answer(m, step, ask, part, seen),
        Kind::Media(media) => Ok(media::answer(m, step, media, part, seen)),
        Kind::Place(place) => Ok(place::answer(m, step, place, part, seen)),
        Kind::Confirm(confirm) => confirm::answer(m, step, confirm, part, seen),
        _ => Ok(Reply::Pass),
    }
}

/// What choosing the option `key` of the open `step` means; [`Reply::Pass`] when it has none of that name.
pub(crate) fn pick(m: &mut Machine<'_>, step: &Step, key: &str) -> Result<Reply, Fault> {
    match &step.kind {
        Kind::Choose(choose) => choose::pick(m, step, choose, key),
        Kind::Ask(ask) => ask::pick(m, step, ask, key),
        Kind::Media(media) => Ok(media::pick(m, step, media, key)),
        Kind::Confirm(confirm) => confirm::pick(m, step, confirm, key),
        _ => Ok(Reply::Pass),
    }
}

/// Everything that words typed at the open `step` may name, at whatever level it stands.
pub(crate) fn options(m: &Machine<'_>, step: &Step) -> Result<Vec<Row>, Fault> {
    match &step.kind {
        Kind::Choose(choose) => choose::options(m, step, choose),
        Kind::Ask(ask) => Ok(ask::options(m, ask)),
        Kind::Media(media) => Ok(media::options(m, step, media)),
        Kind::Confirm(confirm) => confirm::options(m, confirm),
        _ => Ok(Vec::new()),
    }
}

/// How the question of the open `step` looks.
pub(crate) fn question(m: &Machine<'_>, step: &Step, wording: Wording) -> Result<Question, Fault> {
    match &step.kind {
        Kind::Choose(choose) => choose::question(m, step, choose, wording),
        Kind::Ask(ask) => Ok(ask::question(m, ask, wording)),
        Kind::Media(media) => Ok(media::question(m, step, media, wording)),
        Kind::Place(place) => Ok(place::question(m, place, wording)),
        Kind::Confirm(confirm) => confirm::question(m, confirm),
        _ => Ok(Question::default()),
    }
}

/// The outcome that an answer of the outside world means to a `classify` or `act` step.
pub(crate) fn world(m: &mut Machine<'_>, step: &Step, answer: &Answer) -> &'static str {
    match &step.kind {
        Kind::Classify(classify) => classify::answered(m, step, classify, answer),
        Kind::Act(_) => act::answered(m, step, answer),
        _ => "failed",
    }
}

/// Every outcome that `step` can be left by, as [`crate::effect::Record::Left`] names them; `exhausted` and `silence` only where the
/// step routes them itself.
pub(crate) fn outcomes(step: &Step) -> Vec<String> {
    let mut outcomes: Vec<String> = match &step.kind {
        Kind::Branch(branch) => branch::outcomes(branch),
        kind => crate::outcomes::outcomes(kind).into_iter().map(str::to_owned).collect(),
    };
    let own = [outcome::EXHAUSTED, outcome::SILENCE].into_iter().filter(|outcome| step.routes.contains_key(*outcome));
    outcomes.extend(own.map(str::to_owned));
    if let Kind::Confirm(confirm) = &step.kind
        && confirm.show.iter().any(|line| line.edit.is_some())
    {
        outcomes.push("edit".to_owned());
    }
    outcomes
}

/// The words of a question: `again` when few are enough and there are some.
fn worded(m: &Machine<'_>, text: &crate::model::Text, again: Option<&crate::model::Text>, wording: Wording) -> String {
    match again {
        Some(again) if wording == Wording::Few => m.text(again),
        _ => m.text(text),
    }
}
