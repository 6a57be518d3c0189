use super::{steps, talk};
use crate::engine::tests::Talk;
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
