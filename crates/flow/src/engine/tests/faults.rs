//! When a flow is broken, a person takes over.

use ventanilla_domain::{Duration, FlowHash};

use super::{Talk, flow, reporte};
use crate::effect::{Effect, Record};
use crate::input::{HandoffOutcome, Input};
use crate::model::Flow;
use crate::session::Standing;

const CIRCLE: &str = r#"
ventanilla: 1
id: circulo
lang: es-MX
channels: [whatsapp]
entry: uno
policy: p
vars: {nivel: {type: int}}
policies: {p: {attempts: 2, exhausted: fin, silence: [{after: 1h, next: fin}]}}
steps:
  uno: {set: {nivel: "1"}, next: dos}
  dos: {branch: [{when: "nivel == 1", next: uno}, {else: fin}]}
  divide: {set: {nivel: "nivel == null ? 0 : 10 / nivel"}, next: fin}
  fin: {end: fin}
"#;

fn handed_over(talk: &Talk<'_>, code: &str) {
    assert!(
        talk.effects.iter().any(|e| matches!(e, Effect::Handoff { queue, .. } if queue == "general")),
        "{:?}",
        talk.effects
    );
    assert!(
        talk.records().iter().any(|r| matches!(r, Record::Fault { code: found, .. } if found == code)),
        "{:?}",
        talk.effects
    );
    assert!(talk.words().contains("persona"));
    assert_eq!(talk.session.standing(), Standing::People);
    assert!(talk.session.timers().contains_key("handoff"));
}

fn circle() -> Flow {
    flow(CIRCLE)
}

#[test]
fn a_circle_without_a_human_turn_goes_to_a_person() {
    let flow = circle();
    let mut talk = Talk::new(&flow);
    talk.say("hola");
    handed_over(&talk, "too_many_steps");
}

#[test]
fn an_expression_without_a_value_goes_to_a_person() {
    let flow = circle();
    let mut talk = Talk::new(&flow);
    talk.session.vars.insert("nivel".to_owned(), crate::value::Value::Int(0));
    let env = talk.env();
    let turn = crate::advance::begin_at(&flow, talk.session.clone(), "divide", &env);
    (talk.session, talk.effects) = (turn.session, turn.effects);
    handed_over(&talk, "expression");
}

#[test]
fn a_session_of_a_foreign_version_goes_to_a_person() {
    let (old, new) = (reporte(), Flow { hash: FlowHash("x".to_owned()), ..circle() });
    let mut talk = Talk::at(&old, "lugar");
    talk.flow = &new;
    talk.say("¿qué sigue?");
    handed_over(&talk, "unknown_step");
    talk.input(&Input::Handoff(HandoffOutcome::Resolved));
    assert_eq!(talk.session.ended.as_deref(), Some("fault"));
}

#[test]
fn a_fault_that_nobody_takes_ends_so_that_the_next_message_begins_anew() {
    let flow = circle();
    let mut talk = Talk::new(&flow);
    talk.say("hola").later(Duration::minutes(1)).say("¿hola?");
    assert!(talk.bubbles().is_empty());
    talk.due("handoff");
    assert_eq!(talk.session.ended.as_deref(), Some("fault"));
    assert!(talk.say("hola").effects.is_empty());
}
