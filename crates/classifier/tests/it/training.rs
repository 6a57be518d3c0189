use ventanilla_classifier::{Example, TrainOptions, cross_validate, evaluate, train};

use crate::small_corpus;

fn quick() -> TrainOptions {
    TrainOptions { folds: 3, least_examples: 1, ..TrainOptions::default() }
}

#[test]
fn a_model_knows_what_it_was_taught_and_generalises_a_little() {
    let model = train(&small_corpus(), &quick(), |_| {});
    assert_eq!(model.labels(), ["incendio", "maltrato_animal", "otro", "robo"]);
    let cases = [
        ("nos asaltaron a todos y se robaron la caja", "robo"),
        ("hay fuego y humo", "incendio"),
        ("un perrito amarrado", "maltrato_animal"),
        ("buenas tardes, a que hora abren", "otro"),
    ];
    for (text, category) in cases {
        assert_eq!(model.classify(text).category, category, "{text}");
    }
    assert!(evaluate(&model, &small_corpus()).accuracy > 0.95);
}

#[test]
fn the_same_corpus_gives_the_same_bytes_and_another_seed_another_model() {
    let bytes = |options: &TrainOptions| train(&small_corpus(), options, |_| {}).to_bytes();
    assert_eq!(bytes(&quick()), bytes(&quick()));
    assert_ne!(bytes(&quick()), bytes(&TrainOptions { seed: 99, ..quick() }));
}

#[test]
fn progress_rises_to_a_hundred() {
    let mut heard = Vec::new();
    train(&small_corpus(), &quick(), |percent| heard.push(percent));
    assert!(heard.is_sorted() && heard.len() > 10);
    assert_eq!(heard.last(), Some(&100));

    let mut heard = Vec::new();
    cross_validate(&small_corpus(), &quick(), 3, 1, |percent| heard.push(percent));
    assert!(heard.is_sorted());
    assert_eq!(heard.last(), Some(&100));
}

#[test]
fn strange_corpora_make_a_model_too() {
    let nothing = train(&[], &TrainOptions::default(), |_| {});
    assert_eq!(nothing.labels(), ["otro"]);
    assert_eq!(nothing.classify("me robaron").category, "otro");

    let one =
        Example { text: "me robaron".into(), label: "robo".into(), urgent: true, second: vec!["no existe".into()] };
    let model = train(&[one.clone(), one], &TrainOptions::default(), |_| {});
    assert_eq!(model.classify("me robaron").category, "robo");

    let evaluation = cross_validate(&small_corpus()[..2], &TrainOptions::default(), 5, 1, |_| {});
    assert_eq!(evaluation.examples, 2);
    assert_eq!(evaluate(&model, &[]).accuracy, 0.0);
}

#[test]
fn an_evaluation_adds_up() {
    let model = train(&small_corpus(), &quick(), |_| {});
    let wrong = Example {
        text: "se quema una casa".into(),
        label: "robo".into(),
        urgent: false,
        second: vec!["incendio".into()],
    };
    let right = Example { text: "se quema una casa".into(), label: "incendio".into(), urgent: true, second: vec![] };
    let evaluation = evaluate(&model, &[wrong, right]);
    assert_eq!((evaluation.accuracy, evaluation.accuracy_with_second), (0.5, 1.0));
    assert_eq!((evaluation.urgent_recall, evaluation.urgent_false_alarms), (1.0, 1.0));
    let confusion = &evaluation.confusions[0];
    assert_eq!((confusion.expected.as_str(), confusion.found.as_str(), confusion.count), ("robo", "incendio", 1));
    let fire = evaluation.categories.iter().find(|score| score.category == "incendio").unwrap();
    assert_eq!((fire.precision, fire.recall, fire.support), (0.5, 1.0, 1));
    assert!(evaluation.to_string().contains("robo taken for incendio"));
    let json = serde_json::to_string(&evaluation).unwrap();
    assert_eq!(serde_json::from_str::<ventanilla_classifier::Evaluation>(&json).unwrap(), evaluation);
}
