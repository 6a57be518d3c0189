//! The example of the design, and the package of Saltillo.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ventanilla_flow::finding::render_text;
use ventanilla_flow::package::check_package;
use ventanilla_flow::parse::load;

use crate::packages::read;

const CATALOGUE: &str = "
fields:
  photo: {type: enum, of: [pedir, no_pedir], required: true}
  priority: {type: enum, of: [P1, P2, P3, P4], required: true}
options:
  robo: {title: Robo, photo: pedir, priority: P2}
";
const LEXICON: &str = "emergencias: {phrases: [\"trae pistola\"]}\n";

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Code and line of every finding.
fn found(files: &BTreeMap<String, String>) -> Vec<(&'static str, usize)> {
    check_package(files).findings.iter().map(|finding| (finding.code, finding.line)).collect()
}

#[test]
fn the_example_alone_lacks_its_files_and_one_bubble_is_too_long() {
    let files = read(&here("tests/fixtures/example.flow.yaml"));
    assert_eq!(found(&files), [("V0140", 9), ("V0110", 28), ("V0301", 107)]);
}

#[test]
fn the_example_with_its_files_has_one_bubble_that_is_too_long() {
    let example = std::fs::read_to_string(here("tests/fixtures/example.flow.yaml")).unwrap();
    let mut files = BTreeMap::from([
        ("flow.yaml".to_owned(), example.clone()),
        ("catalogue.yaml".to_owned(), CATALOGUE.to_owned()),
        ("lexicon.yaml".to_owned(), LEXICON.to_owned()),
    ]);
    assert_eq!(found(&files), [("V0301", 107)]);
    let flow = load(&files).flow.expect("its shape is fine");
    assert_eq!((flow.steps.len(), flow.watches.len(), flow.must.len()), (32, 4, 4));
    files.insert("flow.yaml".to_owned(), example.replace("value: \"relato\"", "value: \"short(relato, 300)\""));
    assert!(check_package(&files).flow.is_some());
}

#[test]
fn the_hash_names_what_the_engine_reads() {
    let mut files =
        BTreeMap::from([("flow.yaml".to_owned(), include_str!("../broken/cycle_that_ends.yaml").to_owned())]);
    let hash = |files: &BTreeMap<String, String>| load(files).flow.unwrap().hash;
    let before = hash(&files);
    files.insert("tests.yaml".to_owned(), "cases: {}".to_owned());
    files.insert("layout.yaml".to_owned(), "inicio: [1, 2]".to_owned());
    assert_eq!(hash(&files), before, "tests and layout are no part of the version");
    files.insert("lexicon.yaml".to_owned(), LEXICON.to_owned());
    assert_ne!(hash(&files), before);
}

#[test]
fn the_design_still_has_the_example_we_keep() {
    let design = here("../../../shared/design/example.flow.yaml");
    match std::fs::read_to_string(&design) {
        Ok(text) => assert_eq!(text, std::fs::read_to_string(here("tests/fixtures/example.flow.yaml")).unwrap()),
        Err(error) => println!("not compared with {}: {error}", design.display()),
    }
}

#[test]
fn saltillo_is_clean() {
    let files = read(&here("../../flows/saltillo"));
    let report = check_package(&files);
    assert!(!report.has_errors(), "{}", render_text(&report.findings, &files, false));
}
