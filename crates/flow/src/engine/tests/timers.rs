//! Silence, deadlines, and timers that come early, late or not at all.

use ventanilla_domain::Duration;

use super::{Talk, reporte};
use crate::effect::{Effect, Record};
use crate::input::{HandoffOutcome, Input};

#[test]
fn the_ladder_reminds_once_and_then_leaves() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    let asked = talk.say("hola").now;
    talk.due("silence");
    assert_eq!(talk.now, asked.plus(Duration::minutes(10)));
    assert!(talk.words().starts_with("¿Sigues ahí?") && talk.bubbles().len() == 1);
    assert!(talk.records().iter().any(|r| matches!(r, Record::Reminded { rung: 1, .. })));
    talk.due("silence");
    assert_eq!(talk.now, asked.plus(Duration::hours(6)));
    assert_eq!(talk.session.ended.as_deref(), Some("sin_aviso"));
    assert!(talk.session.timers().is_empty());
}

#[test]
fn whoever_writes_starts_the_ladder_again() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.say("hola").later(Duration::minutes(9)).say("ok");
    let due = talk.session.timers()["silence"];
    assert_eq!(due, talk.now.plus(Duration::minutes(10)));
}

#[test]
fn a_timer_that_fires_early_is_set_again_and_one_that_is_gone_means_nothing() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.say("hola").later(Duration::minutes(9)).say("ok").later(Duration::minutes(1));
    let due = talk.session.timers()["silence"];
    talk.timer("silence");
    assert_eq!(talk.effects, [Effect::SetTimer { key: "silence".to_owned(), due_at: due }]);
    for key in ["handoff", "gather", "nonsense"] {
        assert!(talk.timer(key).effects.is_empty(), "{key}");
    }
}

#[test]
fn a_late_reminder_moves_the_rest_of_the_ladder() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.say("hola").later(Duration::hours(20)).timer("silence");
    assert!(talk.words().contains("¿Sigues ahí?"));
    assert!(talk.session.timers()["silence"] > talk.now.plus(Duration::hours(5)));
}

#[test]
fn answering_cancels_what_is_no_longer_needed() {
    let flow = reporte();
    let mut talk = Talk::at(&flow, "fotos");
    talk.photo(None);
    assert!(talk.session.timers().contains_key("gather"));
    talk.say("listo");
    assert!(talk.effects.contains(&Effect::CancelTimer { key: "gather".to_owned() }));
    assert_eq!(talk.open(), "lugar");
}

#[test]
fn people_have_a_deadline_until_they_accept_and_a_long_one_after() {
    let flow = reporte();
    let mut talk = Talk::at(&flow, "asesor");
    assert_eq!(talk.session.timers()["handoff"], talk.now.plus(Duration::minutes(10)));
    talk.input(&Input::Handoff(HandoffOutcome::Accepted));
    assert_eq!(talk.session.timers()["handoff"], talk.now.plus(Duration::days(7)));
    talk.say("¿qué hago?");
    assert!(talk.bubbles().is_empty());
    talk.say("me quieren matar").world();
    assert_eq!(talk.open(), "vigente", "danger is heard even then");
}

#[test]
fn control_words_work_while_nobody_has_accepted() {
    let flow = reporte();
    let mut talk = Talk::at(&flow, "asesor");
    talk.say("asesor");
    assert!(talk.effects.iter().all(|e| !matches!(e, Effect::Handoff { .. })), "not twice");
    talk.say("salir").world();
    assert!(talk.session.ended.is_some());
}

#[test]
fn the_first_interrupted_step_stands() {
    let flow = reporte();
    let mut talk = Talk::at(&flow, "lugar");
    talk.say("asesor");
    assert_eq!(talk.open(), "asesor");
    talk.say("auxilio").world();
    assert_eq!(talk.open(), "vigente");
    talk.say("ya pasó");
    assert_eq!(talk.open(), "lugar");
    assert_eq!(talk.words(), "¿Dónde es?");
}
