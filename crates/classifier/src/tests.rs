use crate::calibrate::{temperature, urgent_above};
use crate::concepts::Concepts;
use crate::cross_validate::folds;
use crate::floor::Floor;
use crate::model::confidences;
use crate::normal::Normal;
use crate::{Example, TrainOptions, fingerprint};

fn sounds(text: &str) -> Vec<String> {
    let normal = Normal::of(text);
    normal.words().iter().map(|word| String::from_utf8_lossy(normal.sound(word)).into_owned()).collect()
}

#[test]
fn spellings_of_one_word_sound_the_same() {
    let cases = [
        ("choque", "choke"),
        ("haber", "aver"),
        ("quiero", "kiero"),
        ("que", "q"),
        ("porque", "xq"),
        ("vaca", "baca"),
        ("heridos", "eridos"),
        ("cerro", "serro"),
        ("hicieron", "isieron"),
        ("ayuda", "AYUDAAAA"),
        ("calle", "caye"),
        ("enviar", "embiar"),
        ("wey", "guey"),
        ("Águila", "aguila"),
        ("está", "ta"),
        ("perro", "pero"),
        ("gente", "jente"),
        ("zapato", "sapato"),
        ("kínder", "quinder"),
    ];
    for (right, typed) in cases {
        assert_eq!(sounds(right), sounds(typed), "{right} and {typed}");
    }
    for (one, other) in [("año", "ano"), ("casa", "caza de"), ("gas", "gasa"), ("rama", "rana")] {
        assert_ne!(sounds(one), sounds(other), "{one} and {other}");
    }
}

#[test]
fn a_text_is_words_numbers_question_marks_and_emoji() {
    assert_eq!(sounds("¿Dónde, es el 911?! 25 🔥🔥"), ["donde", "es", "el", "911", "?", "#", "🔥", "🔥"]);
    assert!(sounds(" \u{200b}\n...").is_empty());
    assert!(Normal::of("AUXILIO ME ROBAN").shouted && !Normal::of("Auxilio me roban").shouted);
}

#[test]
fn concepts_hold_words_prefixes_and_phrases() {
    let concepts = Concepts::new();
    let of = |text: &str| concepts.of(&Normal::of(text)).into_iter().fold(0, |all, one| all | one);
    let shared = |one: &str, other: &str| of(one) & of(other) != 0;
    assert!(shared("marido", "mi ex"), "a partner is a partner");
    assert!(shared("camion", "combi") && shared("pitbull", "perritos") && shared("lumbre", "insendio"));
    assert!(shared("se me pega", "manoseó"), "a phrase");
    assert!(!shared("camion", "perro"));
    assert_eq!(of("xyzzy"), 0);
}

#[test]
fn the_floor_hears_life_words_and_their_denial() {
    let floor = Floor::new();
    let cases = [
        ("trae una pistola", true),
        ("trai un cuchiyo", true),
        ("hay mucha sangre", true),
        ("mi papa no respira", true),
        ("ME VA A MATAR", true),
        ("se escucharon balazos", true),
        ("huele a gas", true),
        ("se llevaron a mi hijo", true),
        ("ya no quiero vivir", true),
        ("no puedo hablar", true),
        ("no, trae arma de fuego", false),
        ("no hay armas", false),
        ("sin sangre", false),
        ("no vi pistola ni cuchillo", false),
        ("quiero pedir un rondín", false),
        ("se llevaron a mi perro", false),
        ("", false),
    ];
    // "no, trae arma de fuego" is the price of a simple rule: the model may still call it urgent.
    for (text, urgent) in cases {
        assert_eq!(floor.applies(&Normal::of(text)), urgent, "{text}");
    }
}

#[test]
fn temperature_makes_confidence_honest() {
    // Values that claim 88 % where six of ten are right.
    let cases: Vec<(Vec<f32>, usize)> = (0..100).map(|n| (vec![2.0, 0.0], usize::from(n % 10 >= 6))).collect();
    let confidence = confidences(&[2.0, 0.0], temperature(&cases))[0];
    assert!((confidence - 0.6).abs() < 0.01, "{confidence}");
    assert!((temperature(&[]) - 1.0).abs() < f32::EPSILON);
}

#[test]
fn the_urgency_threshold_keeps_the_wanted_recall() {
    let cases: Vec<(f32, bool)> = (0..100).map(|n| (n as f32, n % 2 == 0)).collect();
    let above = urgent_above(&cases, 0.9);
    let found = cases.iter().filter(|(value, urgent)| *urgent && *value > above).count();
    assert_eq!(found, 45);
}

#[test]
fn folds_hold_every_example_once_and_spread_labels() {
    let example = |n: usize| Example {
        text: n.to_string(),
        label: if n.is_multiple_of(3) { "robo" } else { "otro" }.to_owned(),
        urgent: false,
        second: Vec::new(),
    };
    let examples: Vec<Example> = (0..30).map(example).collect();
    let parts = folds(&examples, 5, 1);
    let mut all: Vec<usize> = parts.iter().flatten().copied().collect();
    all.sort_unstable();
    assert_eq!(all, (0..30).collect::<Vec<_>>());
    assert!(parts.iter().all(|part| part.iter().filter(|n| n.is_multiple_of(3)).count() == 2));
    assert_eq!(parts, folds(&examples, 5, 1));
    assert_ne!(parts, folds(&examples, 5, 2));
}

#[test]
fn the_fingerprint_sees_every_change() {
    let base = vec![Example { text: "a b".into(), label: "robo".into(), urgent: false, second: vec![] }];
    let changed = |change: fn(&mut Example)| {
        let mut examples = base.clone();
        change(&mut examples[0]);
        fingerprint(&examples, &TrainOptions::default())
    };
    let prints = [
        changed(|_| {}),
        changed(|e| e.text.push('c')),
        changed(|e| e.label = "rina".into()),
        changed(|e| e.urgent = true),
        changed(|e| e.second.push("rina".into())),
        fingerprint(&base, &TrainOptions { seed: 2, ..TrainOptions::default() }),
        fingerprint(&[], &TrainOptions::default()),
    ];
    let distinct: std::collections::BTreeSet<u64> = prints.into_iter().collect();
    assert_eq!(distinct.len(), prints.len());
    assert_eq!(changed(|_| {}), prints[0]);
}
