use super::{steps, talk};
use crate::engine::tests::Talk;
use crate::model::Flow;
use crate::value::Value;

const CHOOSE: &str = r#"
  elige:
    choose:
      text: "¿Cuál?"
      options: {uno: "Primera", dos: "Segunda", tres: {title: "Tercera", when: "acepta == true"}}
      free_text: dicho
    store: opcion
    routes: {uno: fin, dos: fin, tres: fin, text: fin}
  si: {set: {acepta: "true"}, next: elige}
  lleno: {set: {opcion: "'dos'"}, next: sabido}
  sabido: {choose: {text: "¿Cuál?", options: {uno: "Primera", dos: "Segunda"}, prefill: true}, store: opcion, routes: {uno: gente, dos: fin}}
"#;

#[test]
fn an_option_is_offered_only_while_its_condition_holds() {
    let flow = steps("elige", CHOOSE);
    assert_eq!(talk(&flow).offers().len(), 2);
    let mut without = talk(&flow);
    let id = without.id_of("Primera").replace("uno", "tres");
    assert!(without.tap(&id, "Tercera").words().contains("Era de antes."), "not even by a forged tap");
    assert_eq!(Talk::at(&flow, "si").offers().len(), 3);
    assert_eq!(Talk::at(&flow, "si").say("3").session.vars["opcion"], Value::Text("tres".to_owned()));
}

#[test]
fn words_that_are_no_option_are_kept_where_they_may_be() {
    let flow = steps("elige", CHOOSE);
    let table = [
        ("otra cosa", Some("otra cosa")),
        ("se quema un carro en la esquina", Some("se quema un carro en")),
        ("hola", None),
        ("9", None),
    ];
    for (said, kept) in table {
        let vars = talk(&flow).say(said).session.vars.clone();
        assert_eq!(vars.get("dicho"), kept.map(|text| Value::Text(text.to_owned())).as_ref(), "{said}");
    }
}

#[test]
fn a_held_answer_is_not_asked_for_when_the_step_says_so() {
    let flow = steps("lleno", CHOOSE);
    assert_eq!(talk(&flow).session.ended.as_deref(), Some("fin"));
    assert_eq!(Talk::at(&flow, "sabido").open(), "sabido");
}

const YES_NO: &str = r#"
  elige: {choose: {text: "¿Hay heridos?", options: {uno: "Sí", dos: "No", tres: "No sé", otro: "No puedo hablar"}}, store: opcion, next: fin}
"#;

#[test]
fn a_yes_or_no_that_goes_on_is_understood_unless_it_is_taken_back() {
    let flow = steps("elige", YES_NO);
    let table = [
        ("sí, hay dos", Some("uno")),
        ("Sí hay dos señores tirados en la banqueta", Some("uno")),
        ("si son varios", Some("uno")),
        ("no, ninguno", Some("dos")),
        ("no hay nadie", Some("dos")),
        ("no sé", Some("tres")),
        ("no puedo hablar", Some("otro")),
        ("no sé, no alcanzo a ver", None),
        ("no puedo ver", None),
        ("no, pero trae un cuchillo", None),
        ("no deja de pegarle", None),
        ("no, le está pegando muy fuerte a ella", None),
        ("si no llegan lo van a matar", None),
        ("sí, no sé", None),
    ];
    for (said, option) in table {
        let vars = talk(&flow).say(said).session.vars.clone();
        assert_eq!(vars.get("opcion"), option.map(|id| Value::Text(id.to_owned())).as_ref(), "{said}");
    }
}

#[test]
fn a_place_in_the_list_names_an_option() {
    let flow = steps(
        "elige",
        r#"  elige: {choose: {text: "¿Cuál?", options: {uno: "Rojo", dos: "Verde", tres: "Azul"}}, store: opcion, next: fin}"#,
    );
    let table = [
        ("la primera", Some("uno")),
        ("el segundo", Some("dos")),
        ("Tercera", Some("tres")),
        ("la 2", Some("dos")),
        ("opción 3", Some("tres")),
        ("último", Some("tres")),
        ("la última", Some("tres")),
        ("la quinta", None),
        ("la primera vez", None),
    ];
    for (said, option) in table {
        let vars = talk(&flow).say(said).session.vars.clone();
        assert_eq!(vars.get("opcion"), option.map(|id| Value::Text(id.to_owned())).as_ref(), "{said}");
    }
}

#[test]
fn a_whole_title_counts_as_first_words_but_never_as_a_consent_unseen() {
    let choose = |evidence: bool| {
        steps(
            "elige",
            &format!(
                r#"  elige: {{choose: {{text: "¿Qué?", options: {{uno: "Ver mi reporte", dos: "Reporte"}}, evidence: {evidence}}}, store: opcion, next: fin}}"#
            ),
        )
    };
    let first = |flow: &Flow, said: &str| Talk::new(flow).say(said).session.vars.get("opcion").cloned();
    assert_eq!(first(&choose(false), "ver mi reporte"), Some(Value::Text("uno".to_owned())));
    assert_eq!(first(&choose(false), "reporte"), None, "one word may be anything");
    assert_eq!(first(&choose(true), "ver mi reporte"), None);
}

#[test]
fn a_question_is_never_met_with_silence() {
    let flow = steps("elige", CHOOSE);
    for said in ["qué?", "hola?", "que"] {
        assert!(talk(&flow).say(said).words().contains("¿Cuál?"), "{said}");
    }
    for said in ["hola", "buenas tardes", "hola qué tal"] {
        assert!(talk(&flow).say(said).bubbles().is_empty(), "{said}");
    }
    let flow = steps(
        "elige",
        r#"  elige: {choose: {text: "¿Qué corriges?", options: {uno: "Qué", dos: "Dónde"}}, store: opcion, next: fin}"#,
    );
    assert_eq!(talk(&flow).say("qué").session.vars["opcion"], Value::Text("uno".to_owned()));
}
