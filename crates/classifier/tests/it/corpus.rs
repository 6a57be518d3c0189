use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ventanilla_classifier::{ClassifierError, Example, HELDOUT, TrainOptions, fingerprint, read_corpus};

use crate::MODEL;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

/// The texts a model is trained from: the files by name, without the held-out ones.
pub(crate) fn training() -> Vec<Example> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "jsonl") && !path.ends_with(HELDOUT));
    files.sort();
    files.iter().flat_map(|file| read(file)).collect()
}

pub(crate) fn held_out() -> Vec<Example> {
    read(&folder().join(HELDOUT))
}

fn read(file: &Path) -> Vec<Example> {
    read_corpus(&fs::read_to_string(file).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

#[test]
fn the_built_in_model_was_trained_from_this_corpus() {
    let current = fingerprint(&training(), &TrainOptions::default());
    assert_eq!(
        MODEL.fingerprint(),
        current,
        "the corpus, the concepts or the options changed after the model was trained; train it again with\n\
         cargo run -p ventanilla-classifier --release --example train\n"
    );
}

#[test]
fn the_corpus_has_enough_of_everything_and_nothing_twice() {
    let (examples, held_out) = (training(), held_out());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    examples.iter().for_each(|example| *counts.entry(&example.label).or_default() += 1);
    assert_eq!(counts.len(), 16, "{counts:?}");
    assert!(counts.iter().all(|(label, count)| *count >= if *label == "otro" { 300 } else { 120 }), "{counts:?}");
    let mut seen = BTreeMap::new();
    for example in examples.iter().chain(&held_out) {
        let again = seen.insert(example.text.trim().to_lowercase(), &example.label);
        assert_eq!(again, None, "twice in the corpus: {}", example.text);
        assert!(
            example.second.iter().chain([&example.label]).all(|label| counts.contains_key(label.as_str())),
            "{example:?}"
        );
    }
}

#[test]
fn a_faulty_line_is_named() {
    let good = r#"{"text":"me robaron","label":"robo","urgent":true,"speaker":"victima","second":["rina"]}"#;
    let read = read_corpus(&format!("{good}\n\n{good}\n")).unwrap();
    assert_eq!((read.len(), read[0].urgent, read[0].second.as_slice()), (2, true, ["rina".to_owned()].as_slice()));
    for bad in ["{", "[]", r#"{"label":"robo"}"#, r#"{"text":1,"label":"robo"}"#] {
        let error = read_corpus(&format!("{good}\n{bad}")).unwrap_err();
        assert!(matches!(error, ClassifierError::CorpusLine { line: 2, .. }), "{bad}");
        assert!(error.to_string().contains("line 2"));
    }
    let error = read_corpus(r#"{"text":"","label":"robo","urgent":false}"#).unwrap_err();
    assert!(matches!(error, ClassifierError::CorpusEmpty { line: 1 }));
    assert_eq!(read_corpus("").unwrap(), []);
}
