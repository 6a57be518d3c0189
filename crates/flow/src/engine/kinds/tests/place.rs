use ventanilla_domain::{Place, PlaceSource, PlaceStatus};

use super::{steps, talk};
use crate::engine::tests::Talk;
use crate::input::Answer;
use crate::model::Flow;
use crate::value::Value;

fn place(accept: &str) -> Flow {
    steps(
        "lugar",
        &format!(
            r#"
  lugar: {{place: {{text: "¿Dónde?", again: "¿Dónde es?", invalid: "Eso no es un lugar.", accept: {accept}}}, store: lugar, routes: {{ok: fin, outside: fuera, unresolved: fin}}}}
  fuera: {{say: "Está fuera.", next: lugar}}"#
        ),
    )
}

fn found(status: PlaceStatus) -> Answer {
    let place = Place {
        latitude: Some(25.4),
        longitude: Some(-101.0),
        label: "Centro".to_owned(),
        text: None,
        source: PlaceSource::Pin,
        status,
    };
    Answer::Resolved { place }
}

fn answer<'t, 'f>(talk: &'t mut Talk<'f>, answer: Answer) -> &'t mut Talk<'f> {
    let token = talk.session.awaited().next().unwrap();
    talk.answer(token, answer)
}

#[test]
fn outcomes_follow_the_status() {
    let flow = place("[pin, address]");
    for (status, over) in [
        (PlaceStatus::Ok, true),
        (PlaceStatus::Unresolved, true),
        (PlaceStatus::Outside, false),
        (PlaceStatus::Invalid, false),
    ] {
        let mut talk = talk(&flow);
        answer(talk.pin(25.4, -101.0), found(status));
        assert_eq!(talk.session.ended.is_some(), over, "{status:?}");
    }
}

#[test]
fn outside_counts_until_a_person_takes_over() {
    let flow = place("[pin]");
    let mut talk = talk(&flow);
    for words in ["Está fuera.\n\n¿Dónde?", "Está fuera.\n\n¿Dónde?", "Está fuera."] {
        assert_eq!(answer(talk.pin(19.4, -99.1), found(PlaceStatus::Outside)).words(), words);
    }
    assert_eq!(talk.open(), "gente");
}

#[test]
fn words_count_only_where_they_are_accepted() {
    let flow = place("[pin]");
    assert_eq!(talk(&flow).say("Zaragoza 120").words(), "No entendí.\n\n¿Dónde es?");
    let flow = place("[pin, link]");
    let mut unresolved = talk(&flow);
    let words = Place {
        latitude: None,
        longitude: None,
        ..match found(PlaceStatus::Unresolved) {
            Answer::Resolved { place } => place,
            _ => panic!(),
        }
    };
    answer(unresolved.say("Zaragoza 120"), Answer::Resolved { place: words });
    assert_eq!(unresolved.words(), "No entendí.\n\n¿Dónde es?");
}

#[test]
fn a_map_that_is_down_loses_no_pin() {
    let flow = place("[pin]");
    let mut talk = talk(&flow);
    answer(talk.pin(25.423_456_789, -101.0), Answer::Failed);
    let Value::Place(place) = &talk.session.vars["lugar"] else { panic!() };
    assert_eq!((place.latitude, place.status), (Some(25.423_456_8), PlaceStatus::Unresolved));
}

#[test]
fn a_place_told_before_is_not_asked_for_but_one_refused_here_is() {
    let flow = place("[pin]");
    let mut talk = Talk::new(&flow);
    let Answer::Resolved { place } = found(PlaceStatus::Ok) else { panic!() };
    talk.session.vars.insert("lugar".to_owned(), Value::Place(place));
    assert!(talk.say("hola").session.ended.is_some());
}
