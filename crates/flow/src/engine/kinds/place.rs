use ventanilla_domain::{Place, PlaceQuery, PlaceSource, PlaceStatus};

use super::super::heard::{Part, degrees};
use super::super::machine::{Machine, Wording};
use super::super::show::Question;
use super::super::{Miss, Next, Reply};
use super::worded;
use crate::effect::Request;
use crate::input::Answer;
use crate::model::{Kind, PlaceStep, Step};
use crate::session::{Pending, Purpose};
use crate::value::Value;

/// A pin that came early answers it; a place that this very step asked for does not answer it twice.
pub(super) fn enter(m: &mut Machine<'_>, step: &Step, wording: Wording) -> Next {
    let held = step.store.as_ref().and_then(|var| m.var(var));
    match held {
        Some(Value::Place(place)) if !m.session.settled.contains(&step.id) => {
            Next::Leave(outcome(place.status).to_owned())
        }
        _ => m.open(step, wording),
    }
}

/// Asks the outside world where the pin or the words are.
pub(super) fn answer(m: &mut Machine<'_>, step: &Step, place: &PlaceStep, part: &Part<'_>, seen: bool) -> Reply {
    match part {
        Part::Pin(query) => ask(m, step, place, query.clone()),
        Part::NoPin => Reply::Miss(invalid(m, step, place)),
        Part::Words(words) if seen && place.accept.iter().any(|accepted| accepted != "pin") => {
            if !words.chars().any(char::is_alphanumeric) {
                return Reply::Miss(m.unrecognised(step));
            }
            ask(m, step, place, PlaceQuery::Text { text: (*words).to_owned() })
        }
        Part::Words(_) if seen => Reply::Miss(m.unrecognised(step)),
        _ => Reply::Pass,
    }
}

/// What the outside world knows of the answer to the open `step`.
pub(crate) fn resolved(m: &mut Machine<'_>, step: &Step, pending: &Pending, answer: &Answer) -> Reply {
    let Kind::Place(shape) = &step.kind else { return Reply::Pass };
    match found(pending, answer) {
        Some(place) if place.status == PlaceStatus::Unresolved && !takes_words(shape, &place) => {
            Reply::Miss(m.unrecognised(step))
        }
        Some(place) => {
            let outcome = outcome(place.status);
            m.store_answer(step, Value::Place(place));
            Reply::leave(outcome)
        }
        None => Reply::Miss(invalid(m, step, shape)),
    }
}

/// The place of an answer; when nobody could tell, what the citizen gave; none when it is no place.
pub(crate) fn found(pending: &Pending, answer: &Answer) -> Option<Place> {
    let place = match answer {
        Answer::Resolved { place } => place.clone(),
        _ => unresolved(pending.query.as_ref()?),
    };
    let (latitude, longitude) = match (place.latitude, place.longitude) {
        (Some(latitude), Some(longitude)) => (Some(degrees(latitude, 90.0)?), Some(degrees(longitude, 180.0)?)),
        _ => (None, None),
    };
    (place.status != PlaceStatus::Invalid).then_some(Place { latitude, longitude, ..place })
}

pub(super) fn question(m: &Machine<'_>, place: &PlaceStep, wording: Wording) -> Question {
    let body = worded(m, &place.text, place.again.as_ref(), wording);
    Question { body, pin: place.accept.iter().any(|accepted| accepted == "pin"), ..Question::default() }
}

fn ask(m: &mut Machine<'_>, step: &Step, place: &PlaceStep, query: PlaceQuery) -> Reply {
    let request = Request::ResolvePlace { query: query.clone(), geofence: place.geofence.clone() };
    m.ask_world(Pending { purpose: Purpose::Place { step: step.id.clone() }, query: Some(query) }, request);
    Reply::Stay
}

fn invalid(m: &Machine<'_>, step: &Step, place: &PlaceStep) -> Miss {
    match &place.invalid {
        Some(words) => Miss { why: "invalid", words: Some(m.text(words)) },
        None => Miss { why: "invalid", ..m.unrecognised(step) },
    }
}

/// Words without coordinates count where an address is accepted; coordinates of which nothing more is known always do.
fn takes_words(shape: &PlaceStep, place: &Place) -> bool {
    place.latitude.is_some() || shape.accept.iter().any(|accepted| accepted == "address")
}

fn outcome(status: PlaceStatus) -> &'static str {
    match status {
        PlaceStatus::Ok => "ok",
        PlaceStatus::Outside => "outside",
        PlaceStatus::Unresolved | PlaceStatus::Invalid => "unresolved",
    }
}

/// What the citizen gave, kept as it is.
fn unresolved(query: &PlaceQuery) -> Place {
    let status = PlaceStatus::Unresolved;
    match query {
        PlaceQuery::Pin { latitude, longitude, name, address } => Place {
            latitude: Some(*latitude),
            longitude: Some(*longitude),
            label: name.clone().or_else(|| address.clone()).unwrap_or_else(|| format!("{latitude:.5}, {longitude:.5}")),
            text: None,
            source: PlaceSource::Pin,
            status,
        },
        PlaceQuery::Text { text } => Place {
            latitude: None,
            longitude: None,
            label: text.trim().chars().take(crate::expr::PLACE_LABEL_MAX).collect(),
            text: Some(text.clone()),
            source: PlaceSource::Text,
            status,
        },
    }
}
