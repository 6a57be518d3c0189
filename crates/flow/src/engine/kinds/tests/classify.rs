use crate::engine::tests::{Talk, reporte};
use crate::input::Answer;

#[test]
fn bands_and_strangers() {
    let flow = reporte();
    let table = [
        (Some("robo"), 0.95, "confirmar"),
        (Some("robo"), 0.9, "confirmar"),
        (Some("robo"), 0.5, "confirmar"),
        (Some("robo"), 0.49, "elegir"),
        (Some("robo"), f64::NAN, "elegir"),
        (Some("no_existe"), 1.0, "elegir"),
        (None, 1.0, "elegir"),
    ];
    for (option, confidence, open) in table {
        let mut talk = Talk::at(&flow, "elegir");
        talk.say("me robaron la bici en la plaza");
        let token = talk.session.awaited().next().unwrap();
        talk.answer(token, Answer::Classified { option: option.map(str::to_owned), confidence });
        assert_eq!(talk.open(), open, "{option:?} {confidence}");
    }
}

#[test]
fn an_unknown_token_means_nothing() {
    let flow = reporte();
    let mut talk = Talk::at(&flow, "elegir");
    talk.say("me robaron la bici en la plaza");
    assert!(talk.answer(99, Answer::Failed).effects.is_empty());
}

#[test]
fn no_words_are_none() {
    let flow = reporte();
    assert_eq!(Talk::at(&flow, "clasificar").open(), "elegir");
}
