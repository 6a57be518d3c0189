use crate::effect::Record;
use crate::engine::tests::{Talk, reporte};
use crate::value::{OptionRef, Value};

fn at_summary(flow: &crate::model::Flow) -> Talk<'_> {
    let mut talk = Talk::new(flow);
    let option = OptionRef { catalogue: "categorias".to_owned(), id: "robo".to_owned() };
    talk.session.vars.insert("aviso".to_owned(), Value::Text("acepto".to_owned()));
    talk.session.vars.insert("categoria".to_owned(), Value::Option(option));
    talk.session.vars.insert("relato".to_owned(), Value::Text("me robaron *el celular*".to_owned()));
    let turn = crate::advance::begin_at(flow, talk.session.clone(), "resumen", &talk.env());
    (talk.session, talk.effects) = (turn.session, turn.effects);
    talk
}

#[test]
fn empty_lines_are_hidden_and_words_cannot_format() {
    let flow = reporte();
    let talk = at_summary(&flow);
    assert_eq!(
        talk.words().lines().collect::<Vec<_>>()[2..],
        ["*Qué:* Robo o asalto", "*Detalle:* me robaron *\u{200b}el celular*\u{200b}"]
    );
}

#[test]
fn the_answer_keeps_what_was_shown() {
    let flow = reporte();
    let mut talk = at_summary(&flow);
    let shown = talk.words();
    talk.say("enviar reporte");
    assert!(
        talk.records()
            .iter()
            .any(|r| matches!(r, Record::Evidence { shown: kept, outcome, .. } if *kept == shown && outcome == "send"))
    );
}

#[test]
fn an_unfinished_correction_loses_nothing() {
    let flow = reporte();
    let mut talk = at_summary(&flow);
    talk.say("detalle");
    assert_eq!(talk.open(), "detalle");
    assert!(!talk.session.vars.contains_key("relato"));
    talk.say("salir");
    assert_eq!(talk.session.vars["relato"], Value::Text("me robaron *el celular*".to_owned()), "the draft has it");
}

#[test]
fn a_watch_in_the_middle_of_a_correction_comes_back_to_it() {
    let flow = reporte();
    let mut talk = at_summary(&flow);
    talk.say("detalle").say("auxilio").world();
    assert_eq!(talk.open(), "vigente");
    talk.say("ya pasó");
    assert_eq!(talk.open(), "detalle");
    talk.say("me lo quitaron con un cuchillo");
    talk.say("sin foto");
    assert_eq!(talk.open(), "resumen");
}

#[test]
fn corrections_are_counted() {
    let flow = reporte();
    let mut talk = at_summary(&flow);
    for _ in 0..2 {
        talk.say("detalle").say("otra vez me lo robaron").say("no tengo");
        assert_eq!(talk.open(), "resumen");
    }
    assert_eq!(talk.say("detalle").open(), "asesor");
}

#[test]
fn going_back_from_the_lines_shows_the_summary() {
    let flow = reporte();
    let mut talk = at_summary(&flow);
    talk.say("corregir");
    assert!(talk.words().contains("¿Qué quieres corregir?"));
    talk.say("volver");
    assert!(talk.words().contains("Revisa tu reporte"));
}
