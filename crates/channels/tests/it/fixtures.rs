//! Every `fixtures/webhooks/whatsapp/NAME.json` gives exactly `NAME.expected.json`: one element an item, either a `domain::Update` or
//! `{"bad": "path and reason"}`. Adding a test is adding two files.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};
use ventanilla_channels::whatsapp::{Item, parse};
use ventanilla_domain::Update;

/// Bodies by name.
pub(crate) fn bodies() -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    let named = files.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path));
    let inputs = named.filter(|(name, _)| name.ends_with(".json") && !name.ends_with(".expected.json"));
    inputs.map(|(name, path)| (name.trim_end_matches(".json").to_owned(), std::fs::read(path).unwrap())).collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/webhooks/whatsapp")
}

fn expected(name: &str) -> Value {
    let path = folder().join(format!("{name}.expected.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
    serde_json::from_str(&text).unwrap()
}

pub(crate) fn shown(items: &[Item]) -> Value {
    items
        .iter()
        .map(|item| match &item.update {
            Ok(update) => serde_json::to_value(update).unwrap(),
            Err(bad) => json!({ "bad": bad.to_string() }),
        })
        .collect()
}

#[test]
fn every_fixture_means_what_its_expectation_says() {
    let bodies = bodies();
    assert!(bodies.len() > 90, "only {} fixtures found", bodies.len());
    let wrong: Vec<String> = bodies
        .iter()
        .filter_map(|(name, body)| {
            let (got, expected) = (shown(&parse(body).unwrap()), expected(name));
            (got != expected).then(|| format!("{name}\n  got      {got}\n  expected {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_expectation_has_its_fixture() {
    let names = std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let orphans: Vec<String> = names
        .filter_map(|name| name.strip_suffix(".expected.json").map(str::to_owned))
        .filter(|name| !folder().join(format!("{name}.json")).exists())
        .collect();
    assert!(orphans.is_empty(), "{orphans:?}");
}

/// The raw JSON of an item is a body of its own: a dead letter can be replayed alone.
#[test]
fn an_item_replayed_alone_means_the_same() {
    for (name, body) in bodies() {
        for item in parse(&body).unwrap() {
            let again = parse(item.raw.as_bytes()).unwrap();
            assert_eq!(again.len(), 1, "{name}: {}", item.raw);
            assert_eq!(again[0].raw, item.raw, "{name}");
            assert_eq!(without_place(&again[0]), without_place(&item), "{name}");
        }
    }
}

/// As text, because NaN differs from itself.
fn without_place(item: &Item) -> String {
    match &item.update {
        Ok(update) => serde_json::to_string(update).unwrap(),
        Err(bad) => bad.reason.to_string(),
    }
}

/// What the parser gives survives storage as JSON, nonsense pins included.
#[test]
fn updates_survive_storage() {
    for (name, body) in bodies() {
        for update in parse(&body).unwrap().into_iter().filter_map(|item| item.update.ok()) {
            let stored = serde_json::to_string(&update).unwrap();
            let read: Update = serde_json::from_str(&stored).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(serde_json::to_string(&read).unwrap(), stored, "{name}");
        }
    }
}

#[test]
fn the_same_post_twice_gives_the_same_twice() {
    for (name, body) in bodies() {
        assert_eq!(shown(&parse(&body).unwrap()), shown(&parse(&body).unwrap()), "{name}");
    }
}
