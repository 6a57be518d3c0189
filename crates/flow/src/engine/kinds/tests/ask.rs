use ventanilla_domain::{Content, MediaKind};

use super::{steps, talk};
use crate::engine::tests::media;
use crate::value::Value;

#[test]
fn not_understood_and_not_acceptable_have_different_words() {
    let flow = steps(
        "cuantos",
        r#"  cuantos: {ask: {text: "¿Cuántos?", again: "¿Cuántos?", type: number, min: 1, max: 9, invalid: "Del 1 al 9."}, store: cuantos, next: fin}"#,
    );
    let table =
        [("muchos", "No entendí.\n\n¿Cuántos?"), ("0", "Del 1 al 9.\n\n¿Cuántos?"), ("10", "Del 1 al 9.\n\n¿Cuántos?")];
    for (said, words) in table {
        assert_eq!(talk(&flow).say(said).words(), words, "{said}");
    }
    assert_eq!(talk(&flow).say("son 9").session.vars["cuantos"], Value::Int(9));
}

#[test]
fn checks_see_the_answer() {
    let flow = steps(
        "cuantos",
        r#"  cuantos: {ask: {text: "¿Par?", type: number, checks: ["answer > 2"], invalid: "Más."}, store: cuantos, next: fin}"#,
    );
    assert!(talk(&flow).say("2").words().starts_with("Más."));
    assert!(talk(&flow).say("4").session.ended.is_some());
}

#[test]
fn a_long_text_is_cut_in_the_variable_and_not_refused() {
    let flow =
        steps("dicho", r#"  dicho: {ask: {text: "¿Qué?", type: text, min: 3, max: 12}, store: dicho, next: fin}"#);
    let vars = talk(&flow).say("año tras año tras año").session.vars.clone();
    assert_eq!(vars["dicho"], Value::Text("año tras año".to_owned()));
    assert!(talk(&flow).say("ab").session.ended.is_none());
}

#[test]
fn a_button_answers_with_its_words_and_passes_every_check() {
    let flow = steps(
        "dicho",
        r#"  dicho: {ask: {text: "¿Placas?", type: plate, buttons: {no_se: "No las vi"}}, store: dicho, next: fin}"#,
    );
    for said in ["1", "no las vi", "no las bi"] {
        assert_eq!(talk(&flow).say(said).session.vars["dicho"], Value::Text("No las vi".to_owned()), "{said}");
    }
    assert_eq!(talk(&flow).say("abc 123").session.vars["dicho"], Value::Text("ABC123".to_owned()));
}

#[test]
fn yes_and_no_are_offered_as_buttons() {
    let flow = steps("acepta", r#"  acepta: {ask: {text: "¿Seguro?", type: yesno}, store: acepta, next: fin}"#);
    let mut asked = talk(&flow);
    let id = asked.id_of("Sí");
    assert_eq!(asked.tap(&id, "Sí").session.vars["acepta"], Value::Bool(true));
    assert_eq!(talk(&flow).say("2").session.vars["acepta"], Value::Bool(false));
}

#[test]
fn a_held_value_that_is_acceptable_is_not_asked_for() {
    let flow = steps(
        "pone",
        r#"
  pone: {set: {folio: "'corto'"}, next: dicho}
  dicho: {ask: {text: "¿Qué?", type: text, min: 10, prefill: folio}, store: dicho, next: fin}
  pone_largo: {set: {folio: "'bastante largo'"}, next: dicho}"#,
    );
    assert_eq!(talk(&flow).open(), "dicho");
    let done = crate::engine::tests::Talk::at(&flow, "pone_largo");
    assert_eq!(done.session.vars["dicho"], Value::Text("bastante largo".to_owned()));
    assert!(done.session.ended.is_some());
}

#[test]
fn a_voice_note_is_an_answer_where_the_step_says_so() {
    let voice = || Content::Media(media(MediaKind::Audio, None));
    let with = steps("dicho", r#"  dicho: {ask: {text: "¿Qué?", type: text, voice: notas}, store: dicho, next: fin}"#);
    let mut told = talk(&with);
    told.send(voice());
    assert!(
        told.session.ended.is_some() && matches!(&told.session.vars["notas"], Value::Media(files) if files.len() == 1)
    );
    let without = steps("dicho", r#"  dicho: {ask: {text: "¿Qué?", type: text}, store: dicho, next: fin}"#);
    assert!(talk(&without).send(voice()).words().contains("No lo puedo leer."));
}
