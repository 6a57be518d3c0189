use std::collections::HashMap;

use serde::Deserialize;
use ventanilla_domain::words;

use crate::GeoError;
use crate::boundary::Boundary;

/// Known names of places of a municipality.
#[derive(Debug, Clone)]
pub(crate) struct Gazetteer {
    pub(crate) reference: (f64, f64),
    pub(crate) entries: Vec<Entry>,
    /// Names of other towns, as words: a text that says one is not about a place of ours.
    pub(crate) elsewhere: Vec<Vec<String>>,
}

/// One place.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) point: (f64, f64),
    pub(crate) kind: Kind,
    /// Its name means nothing else in the city, so it is believed in the middle of a sentence.
    pub(crate) distinctive: bool,
    /// The names it answers to, as words. A crossing has two or more streets, and the text must hold one name of each.
    pub(crate) names: Vec<Vec<Name>>,
}

/// A name as folded words, such as `["lomas", "de", "lourdes"]`.
pub(crate) type Name = Vec<String>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// Most exact first.
    Crossing,
    Landmark,
    Street,
    Colonia,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "note")]
    _note: Option<String>,
    reference: Point,
    #[serde(default)]
    elsewhere: Vec<String>,
    entries: Vec<FileEntry>,
}

#[derive(Deserialize)]
struct Point {
    latitude: f64,
    longitude: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    name: String,
    kind: Kind,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    distinctive: bool,
    #[serde(default)]
    streets: Vec<Vec<String>>,
    latitude: f64,
    longitude: f64,
    #[serde(rename = "approximate")]
    _approximate: bool,
}

impl Gazetteer {
    /// Reads and checks the gazetteer file (its README tells the shape).
    pub(crate) fn parse(json: &str, boundary: &Boundary) -> Result<Self, GeoError> {
        let file: File = serde_json::from_str(json).map_err(GeoError::Gazetteer)?;
        let reference = (file.reference.latitude, file.reference.longitude);
        if !boundary.contains(reference) {
            return Err(GeoError::Reference);
        }
        refuse_twins(&file.entries)?;
        let entries = file.entries.iter().map(|entry| entry_of(entry, boundary)).collect::<Result<_, _>>()?;
        Ok(Self { reference, entries, elsewhere: file.elsewhere.iter().map(|name| words(name)).collect() })
    }
}

fn entry_of(entry: &FileEntry, boundary: &Boundary) -> Result<Entry, GeoError> {
    let name = || entry.name.clone();
    let point = (entry.latitude, entry.longitude);
    if !boundary.contains(point) {
        return Err(GeoError::EntryOutside { name: name() });
    }
    let names = names_of(entry);
    if names.is_empty() || names.iter().any(|group| group.is_empty() || group.iter().any(Vec::is_empty)) {
        return Err(GeoError::EntryNameless { name: name() });
    }
    Ok(Entry { point, kind: entry.kind, distinctive: entry.distinctive, names })
}

fn names_of(entry: &FileEntry) -> Vec<Vec<Name>> {
    match entry.kind {
        Kind::Crossing => entry.streets.iter().map(|street| street.iter().map(|name| words(name)).collect()).collect(),
        _ => vec![std::iter::once(&entry.name).chain(&entry.aliases).map(|name| words(name)).collect()],
    }
}

/// Two places under one name could never be told apart: that is a fault of the file, said at load.
fn refuse_twins(entries: &[FileEntry]) -> Result<(), GeoError> {
    let mut seen: HashMap<Name, &str> = HashMap::new();
    for entry in entries.iter().filter(|entry| entry.kind != Kind::Crossing) {
        for name in names_of(entry).into_iter().flatten() {
            if let Some(first) = seen.insert(name, &entry.name) {
                return Err(GeoError::EntryTwice { first: first.to_owned(), second: entry.name.clone() });
            }
        }
    }
    Ok(())
}
