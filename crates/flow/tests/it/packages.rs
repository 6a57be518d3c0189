//! Reading packages from disk, for the other tests.

use std::collections::BTreeMap;
use std::path::Path;

/// The YAML files of a folder, or one file.
pub(crate) fn read(path: &Path) -> BTreeMap<String, String> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    if path.is_file() {
        return BTreeMap::from([(name(path), std::fs::read_to_string(path).unwrap())]);
    }
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

/// A file that holds several, each after a line `--- name`; without such a line it is `flow.yaml`.
pub(crate) fn split(text: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut name = "flow.yaml".to_owned();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("--- ") {
            Some(next) => name = next.trim().to_owned(),
            None => files.entry(name.clone()).or_insert_with(String::new).push_str(line),
        }
    }
    files
}
