use ventanilla_domain::{Content, MediaKind};

use super::{steps, talk};
use crate::engine::tests::{Talk, media};
use crate::model::Flow;
use crate::value::Value;

fn photos(count: &str) -> Flow {
    steps(
        "fotos",
        &format!(
            r#"  fotos: {{media: {{text: "¿Fotos?", again: "¿Más?", accept: [image], count: {count}, gather: 5s}}, store: fotos, next: fin}}"#
        ),
    )
}

fn held(talk: &Talk<'_>) -> usize {
    match talk.session.vars.get("fotos") {
        Some(Value::Media(files)) => files.len(),
        _ => 0,
    }
}

#[test]
fn an_album_is_answered_once_after_quiet_and_keeps_at_most_max() {
    let flow = photos("{min: 0, max: 3}");
    let mut talk = talk(&flow);
    for _ in 0..5 {
        assert!(talk.photo(None).bubbles().is_empty());
    }
    assert_eq!(held(&talk), 3);
    assert!(talk.due("gather").session.ended.is_some());
    assert!(talk.bubbles().is_empty());
}

#[test]
fn too_few_are_asked_for_again() {
    let flow = photos("{min: 2, max: 3}");
    let mut talk = talk(&flow);
    assert!(talk.offers().is_empty(), "nothing to skip");
    assert_eq!(talk.photo(None).due("gather").words(), "¿Más?");
    assert!(talk.photo(None).due("gather").session.ended.is_some());
}

#[test]
fn no_photo_is_an_answer_where_none_is_needed() {
    let flow = photos("{min: 0, max: 3}");
    for said in ["no", "No tengo.", "1", "continuar sin foto", "listo"] {
        assert!(talk(&flow).say(said).session.ended.is_some(), "{said}");
    }
    assert_eq!(talk(&flow).say("mañana").words(), "No entendí.\n\n¿Más?");
    let flow = photos("{min: 1, max: 3}");
    assert!(talk(&flow).say("no tengo").session.ended.is_none());
}

#[test]
fn a_remark_beside_arriving_photos_is_no_mistake() {
    let flow = photos("{min: 0, max: 3}");
    let mut talk = talk(&flow);
    assert!(talk.photo(None).say("esa es la placa").bubbles().is_empty());
    assert!(talk.say("listo").session.ended.is_some());
}

#[test]
fn what_does_not_count_gets_kind_words() {
    let flow = photos("{min: 0, max: 3}");
    assert!(talk(&flow).send(Content::Media(media(MediaKind::Sticker, None))).words().contains("No lo puedo leer."));
    let mut lost = media(MediaKind::Image, None);
    lost.error = Some(131_052);
    assert!(talk(&flow).send(Content::Media(lost)).words().contains("No lo pude abrir."));
}

#[test]
fn words_beside_the_photos_are_added_where_the_step_says_so() {
    let flow = steps(
        "fotos",
        r#"  fotos: {media: {text: "¿Fotos?", again: "¿Más?", accept: [image], count: {min: 0, max: 3}, words: dicho}, store: fotos, next: fin}"#,
    );
    let dicho = |talk: &Talk<'_>| talk.session.vars.get("dicho").cloned();
    let mut talk = talk(&flow);
    for said in ["un iphone", "negro"] {
        assert_eq!(talk.say(said).words(), "Gracias, lo anoto.\n\n¿Más?");
        assert_eq!(talk.bubbles().len(), 1);
    }
    assert_eq!(dicho(&talk), Some(Value::Text("un iphone. negro".to_owned())));
    assert!(talk.photo(Some("con funda roja")).bubbles().is_empty(), "silent while photos are gathered");
    assert_eq!(dicho(&talk), Some(Value::Text("un iphone. negro. co".to_owned())), "within its max");
    assert!(talk.session.attempts.is_empty(), "no mistakes");
    assert!(talk.due("gather").session.ended.is_some());
}

#[test]
fn whoever_goes_on_telling_has_no_photos() {
    let flow = steps(
        "fotos",
        r#"  fotos: {media: {text: "¿Fotos?", accept: [image], count: {min: 0, max: 3}, words: dicho}, store: fotos, routes: {done: gente, skip: fin}}"#,
    );
    let mut talk = talk(&flow);
    assert!(talk.say("eran dos").say("uno alto").session.ended.is_none());
    assert_eq!(talk.say("en moto").session.ended.as_deref(), Some("fin"));
    assert_eq!(talk.session.vars["dicho"], Value::Text("eran dos. uno alto. ".to_owned()));
}

#[test]
fn words_that_say_nothing_are_not_added() {
    let flow =
        steps("fotos", r#"  fotos: {media: {text: "¿Fotos?", again: "¿Más?", words: dicho}, store: fotos, next: fin}"#);
    let mut without = talk(&flow);
    assert!(without.say("ok").words().contains("No entendí."));
    for said in ["no puedo", "ahorita no", "no hay", "no tengo", "nel", "sin foto", "no traigo"] {
        let mut talk = talk(&flow);
        assert!(talk.say(said).session.ended.is_some(), "{said}");
        assert!(!talk.session.vars.contains_key("dicho"), "{said}");
    }
}
