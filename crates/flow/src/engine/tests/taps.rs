//! Taps: now, twice, too late, from elsewhere; and what typed words mean instead.

use ventanilla_domain::{Content, Duration};

use super::{Talk, reporte};
use crate::effect::Record;

#[test]
fn a_double_tap_is_absorbed() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.say("hola");
    let id = talk.id_of("Continuar");
    talk.tap(&id, "Continuar");
    assert_eq!(talk.open(), "elegir");
    talk.tap(&id, "Continuar");
    assert!(talk.effects.is_empty());
}

#[test]
fn a_tap_on_an_old_question_says_so_and_asks_again() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.say("hola");
    let old = talk.id_of("No acepto");
    let id = talk.id_of("Continuar");
    talk.tap(&id, "Continuar").say("robo o asalto");
    assert_eq!(talk.open(), "detalle");
    talk.tap(&old, "No acepto");
    assert_eq!(talk.open(), "detalle");
    assert!(talk.words().contains("Era de antes.") && talk.words().contains("¿Qué pasó?"), "{}", talk.words());
    assert_eq!(talk.bubbles().len(), 1);
    assert!(talk.records().iter().any(|r| matches!(r, Record::Missed { why, attempt: 1, .. } if why == "stale")));
}

#[test]
fn a_button_of_another_session_counts_by_its_words_where_they_are_offered() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.say("hola").tap("00000000.1.bienvenida.acepto", "Continuar");
    assert_eq!(talk.open(), "elegir");
    talk.tap("00000000.9.x.y", "Ya no existe");
    assert!(talk.words().contains("Era de antes."));
}

#[test]
fn a_tap_on_an_old_button_opens_a_session_without_answering_for_the_citizen() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.tap("00000000.1.bienvenida.acepto", "Continuar");
    assert_eq!(talk.open(), "bienvenida");
    assert!(talk.words().contains("Comisaría"));
}

#[test]
fn ids_say_where_they_belong_and_fit() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.say("hola");
    let id = talk.id_of("Continuar");
    assert_eq!(id, "ef012345.1.bienvenida.acepto");
    assert_eq!(crate::engine::key_of(&id), Some("acepto"));
}

#[test]
fn typed_words_choose_like_taps() {
    let table = [
        ("1", "detalle"),
        ("la 1", "detalle"),
        ("2️⃣", "detalle"),
        ("accidente vial", "detalle"),
        ("ACCIDENTE  VIAL.", "detalle"),
        ("acidente vial", "detalle"),
        ("choque", "detalle"),
        ("accidente_vial", "detalle"),
        ("99", "elegir"),
        ("😀", "elegir"),
        ("volver", "elegir"),
    ];
    for (typed, open) in table {
        let flow = reporte();
        let mut talk = Talk::at(&flow, "elegir");
        let id = talk.id_of("Incidente vial");
        talk.tap(&id, "Incidente vial");
        talk.say(typed);
        assert_eq!(talk.open(), open, "{typed}");
    }
}

#[test]
fn yes_means_the_one_option_that_says_yes() {
    let flow = reporte();
    for (typed, open) in [("sí", "despacho"), ("Si.", "despacho"), ("no", "despacho")] {
        let mut talk = Talk::at(&flow, "vigente");
        talk.say(typed);
        assert_eq!(talk.open(), open, "{typed}");
    }
    let missed = Talk::at(&flow, "bienvenida").say("no").records().iter().any(|r| matches!(r, Record::Missed { .. }));
    assert!(missed, "no is not \"No acepto\"");
}

#[test]
fn a_word_that_answers_nothing_is_asked_about_at_once() {
    let flow = reporte();
    for typed in ["si", "ok", "bueno"] {
        assert!(Talk::at(&flow, "bienvenida").say(typed).words().contains("No te entendí"), "{typed}");
    }
}

#[test]
fn a_typed_number_means_the_list_shown_last() {
    let flow = reporte();
    let mut talk = Talk::at(&flow, "elegir");
    talk.say("2");
    assert!(talk.words().contains("Violencia o acoso"), "{}", talk.words());
    talk.say("3");
    assert_eq!(talk.open(), "personas");
}

#[test]
fn going_back_and_into_a_group_twice_works() {
    let flow = reporte();
    let mut talk = Talk::at(&flow, "elegir");
    for _ in 0..3 {
        let id = talk.id_of("Robo o prevención");
        talk.tap(&id, "Robo o prevención");
        assert!(talk.offers().iter().any(|(_, title)| title == "Vehículo sospechoso"));
        let back = talk.id_of("Volver al menú");
        talk.tap(&back, "Volver al menú");
    }
    assert_eq!(talk.open(), "elegir");
    assert!(talk.records().iter().all(|r| !matches!(r, Record::Missed { .. })));
}

#[test]
fn a_group_with_one_option_is_that_option() {
    let flow = reporte();
    let mut talk = Talk::at(&flow, "elegir");
    let id = talk.id_of("Maltrato animal");
    talk.tap(&id, "Maltrato animal");
    assert_eq!(talk.open(), "detalle");
}

#[test]
fn a_reaction_is_no_answer_and_gets_none() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    let thumb = || Content::Reaction { provider_id: "x".to_owned(), emoji: Some("👍".to_owned()) };
    talk.send(thumb());
    assert!(talk.effects.is_empty(), "a reaction opens nothing");
    talk.say("hola").later(Duration::minutes(1)).send(thumb());
    assert!(talk.effects.is_empty());
}

#[test]
fn what_cannot_be_read_gets_kind_words_and_counts() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.say("hola");
    for attempt in 1..=2 {
        talk.send(Content::Unsupported { kind: Some("poll_creation".to_owned()), code: Some(131_051) });
        assert!(talk.words().contains("No lo puedo leer.") && talk.bubbles().len() == 1, "{}", talk.words());
        assert!(talk.records().iter().any(|r| matches!(r, Record::Missed { attempt: n, .. } if *n == attempt)));
    }
    talk.send(Content::Contacts { cards: Vec::new() });
    assert_eq!(talk.open(), "asesor");
}

#[test]
fn the_bubble_of_consent_is_kept_word_for_word() {
    let flow = reporte();
    let mut talk = Talk::new(&flow);
    talk.say("hola");
    let shown = talk.words();
    talk.say("asdf");
    let id = talk.id_of("Continuar");
    talk.tap(&id, "Continuar");
    // "asdf" went to the short notice: that is the bubble that was answered.
    let evidence = talk.records().into_iter().find_map(|r| match r {
        Record::Evidence { shown, outcome, message, .. } => Some((shown.clone(), outcome.clone(), message.is_some())),
        _ => None,
    });
    assert_eq!(evidence, Some(("Con gusto. Antes, ¿cómo quieres reportar?".to_owned(), "acepto".to_owned(), true)));
    assert!(shown.contains("saltillo.example/aviso"));
}
