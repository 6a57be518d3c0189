//! Answers that come before they are asked, in any order.

use ventanilla_domain::{Content, Duration, MediaKind, PlaceStatus};

use super::{Talk, media, reporte};
use crate::effect::{Effect, Record, Request};
use crate::session::Standing;
use crate::value::Value;

#[test]
fn a_burst_leads_to_the_same_variables_in_any_order() {
    let flow = reporte();
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for order in orders {
        let mut talk = Talk::new(&flow);
        for part in order {
            match part {
                0 => talk.photo(None),
                1 => talk.pin(25.4, -101.0),
                _ => talk.say("hay un choque en periférico"),
            };
            talk.world();
        }
        assert!(matches!(&talk.session.vars["fotos"], Value::Media(files) if files.len() == 1), "{order:?}");
        assert!(
            matches!(&talk.session.vars["lugar"], Value::Place(place) if place.status == PlaceStatus::Ok),
            "{order:?}"
        );
        assert_eq!(talk.session.vars["relato"], Value::Text("hay un choque en periférico".to_owned()), "{order:?}");
        assert_eq!(talk.open(), "aviso_corto", "{order:?}");
    }
}

#[test]
fn a_pin_at_the_summary_moves_the_report() {
    let flow = reporte();
    let mut talk = Talk::at(&flow, "resumen");
    talk.pin(25.4, -101.0).world();
    assert!(talk.words().contains("*Dónde:* 25.40000, -101.00000"), "{}", talk.words());
    talk.pin(25.5, -101.0).world();
    assert!(talk.words().contains("*Dónde:* 25.50000, -101.00000"), "{}", talk.words());
    assert_eq!(talk.bubbles().len(), 1);
}

#[test]
fn an_album_during_another_question_gives_one_bubble() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.say("hola").later(Duration::minutes(1));
    let mut bubbles = 0;
    for _ in 0..5 {
        bubbles += talk.photo(None).later(Duration::seconds(1)).bubbles().len();
    }
    assert_eq!(bubbles, 0);
    talk.due("gather");
    assert_eq!(talk.bubbles().len(), 1);
    assert!(talk.words().contains("¿Cómo quieres reportar?"));
    assert!(matches!(&talk.session.vars["fotos"], Value::Media(files) if files.len() == 5));
    assert!(talk.records().iter().all(|record| !matches!(record, Record::Missed { .. })));
}

#[test]
fn a_question_that_has_only_just_been_shown_is_not_repeated() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    assert_eq!(talk.photo(None).bubbles().len(), 1);
    for _ in 0..4 {
        assert_eq!(talk.later(Duration::seconds(1)).photo(None).bubbles().len(), 0);
    }
    assert!(!talk.session.timers().contains_key("gather"));
}

#[test]
fn what_comes_while_the_world_is_asked_is_heard_afterwards() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.pin(25.4, -101.0);
    assert_eq!(talk.bubbles().len(), 1, "the welcome does not wait for the map");
    let asked = talk.effects.clone();
    talk.say("me robaron la bici");
    assert!(talk.effects.is_empty());
    talk.effects = asked;
    talk.world();
    assert_eq!(talk.open(), "aviso_corto");
    assert_eq!(talk.session.vars["relato"], Value::Text("me robaron la bici".to_owned()));
}

#[test]
fn an_emergency_in_the_backlog_is_never_pushed_out() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.pin(25.4, -101.0);
    let asked = talk.effects.clone();
    talk.say("auxilio");
    for _ in 0..100 {
        talk.say("¿me leen?");
    }
    talk.effects = asked;
    talk.world();
    assert_eq!(talk.open(), "vigente");
}

#[test]
fn words_keep_their_meaning_under_a_photo() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.say("hola").photo(Some("auxilio, trae pistola")).world();
    assert_eq!(talk.open(), "vigente");
}

#[test]
fn nothing_but_a_greeting_gets_the_welcome_and_a_second_greeting_no_scolding() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.say("Hola");
    assert!(talk.words().contains("Comisaría"));
    talk.later(Duration::seconds(2)).say("buenas tardes");
    assert!(talk.bubbles().is_empty());
    assert_eq!(talk.session.standing(), Standing::Citizen("bienvenida"));
}

#[test]
fn a_pin_without_coordinates_is_a_kind_miss() {
    let flow = reporte();
    let mut talk = Talk::at(&flow, "lugar");
    talk.pin(f64::NAN, f64::INFINITY);
    assert!(talk.words().contains("Ese punto no se puede ubicar."), "{}", talk.words());
    assert!(talk.words().contains("¿Dónde es?"));
}

#[test]
fn when_nobody_can_tell_where_it_is_the_words_are_kept() {
    let flow = reporte();
    let mut talk = Talk::at(&flow, "lugar");
    talk.say("atrás del Soriana, junto al arroyo");
    let token = talk.session.awaited().next().unwrap();
    talk.answer(token, crate::input::Answer::Failed);
    match &talk.session.vars["lugar"] {
        Value::Place(place) => assert_eq!(place.text.as_deref(), Some("atrás del Soriana, junto al arroyo")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_photo_over_a_cry_for_help_is_evidence() {
    let flow = reporte();
    for step in ["bienvenida", "fotos", "lugar"] {
        let mut talk = Talk::at(&flow, step);
        talk.photo(Some("auxilio, trae pistola")).world();
        assert_eq!(talk.open(), "vigente", "{step}");
        assert!(matches!(&talk.session.vars["fotos"], Value::Media(files) if files.len() == 1), "{step}");
    }
    let mut talk = Talk::new(&flow);
    talk.photo(Some("auxilio, trae pistola"));
    assert!(talk.effects.iter().any(|effect| matches!(
        effect,
        Effect::Ask { request: Request::Act { run, with, .. }, .. } if run == "alert.raise" && format!("{with:?}").contains("Media")
    )), "the alert takes it along");
}

#[test]
fn whoever_speaks_or_shares_a_place_gets_a_sign_even_right_after_the_question() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.pin(25.4, -101.0).world();
    talk.later(Duration::seconds(2)).pin(25.4, -101.0);
    assert!(talk.bubbles().is_empty());
    assert!(talk.due("gather").words().contains("¿Cómo quieres reportar?"));
    talk.later(Duration::seconds(2)).send(Content::Media(media(MediaKind::Audio, None)));
    assert!(talk.due("gather").words().contains("¿Cómo quieres reportar?"));
    assert_eq!(talk.bubbles().len(), 1);
}
