use super::{steps, talk};
use crate::effect::{Effect, Request};
use crate::input::Answer;
use crate::value::Value;

const ACT: &str = r#"
  aviso: {say: "Un momento.", next: registra}
  registra:
    act: {run: report.file, with: {text: dicho}, once: session.id, retry: {times: 3, backoff: 2s}}
    store: folio
    routes: {ok: bien, duplicate: bien, failed: gente}
  bien: {say: "Folio {{ folio }}.", next: fin}
"#;

#[test]
fn what_was_said_waits_for_the_answer_and_is_said_with_what_follows() {
    let flow = steps("aviso", ACT);
    let mut talk = talk(&flow);
    assert!(talk.bubbles().is_empty());
    assert_eq!(talk.world().words(), "Un momento.\n\nFolio 7KQ2-M4XD.");
}

#[test]
fn the_request_says_how_often_and_under_which_key() {
    let flow = steps("aviso", ACT);
    let talk = talk(&flow);
    let asked = talk.effects.iter().find_map(|effect| match effect {
        Effect::Ask { request: Request::Act { times, once, with, .. }, .. } => {
            Some((*times, once.clone(), with.clone()))
        }
        _ => None,
    });
    let (times, once, with) = asked.unwrap();
    assert_eq!((times, once), (3, Some(talk.session.id.to_string())));
    assert_eq!(with["text"], Value::Null);
}

#[test]
fn outcomes() {
    let flow = steps("aviso", ACT);
    let done = |duplicate, result: &str| Answer::Acted { duplicate, result: Value::Text(result.to_owned()) };
    for (answer, words) in
        [(done(false, "A-1"), "Un momento.\n\nFolio A-1."), (done(true, "A-1"), "Un momento.\n\nFolio A-1.")]
    {
        assert_eq!(talk(&flow).answer(1, answer).words(), words);
    }
    assert_eq!(talk(&flow).answer(1, Answer::Failed).open(), "gente");
    let wrong = Answer::Classified { option: None, confidence: 1.0 };
    assert_eq!(talk(&flow).answer(1, wrong).open(), "gente", "an answer to another question is no answer");
}
