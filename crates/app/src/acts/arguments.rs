use std::collections::BTreeMap;

use ventanilla_domain::Place;
use ventanilla_flow::value::{MediaRef, OptionRef, Value};

/// The arguments of an act. `with: session.answers` arrives as one map called `answers`; the same names are then looked up inside it,
/// in the flow's own words (`categoria`, `relato`, `fotos`, `lugar`).
pub(super) struct Arguments<'a> {
    with: &'a BTreeMap<String, Value>,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(with: &'a BTreeMap<String, Value>) -> Self {
        Self { with }
    }

    fn get(&self, name: &str, in_answers: &str) -> Option<&'a Value> {
        let direct = self.with.get(name).filter(|value| **value != Value::Null);
        direct.or_else(|| self.answers().and_then(|answers| answers.get(in_answers)))
    }

    pub(super) fn answers(&self) -> Option<&'a BTreeMap<String, Value>> {
        match self.with.get("answers") {
            Some(Value::Map(answers)) => Some(answers),
            _ => None,
        }
    }

    /// Words: a text, the id of an option, a number.
    pub(super) fn text(&self, name: &str, in_answers: &str) -> Option<String> {
        match self.get(name, in_answers)? {
            Value::Text(text) => Some(text.clone()),
            Value::Option(option) => Some(option.id.clone()),
            Value::Int(number) => Some(number.to_string()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
        .filter(|text| !text.is_empty())
    }

    /// An option of a catalogue.
    pub(super) fn option(&self, name: &str, in_answers: &str) -> Option<&'a OptionRef> {
        match self.get(name, in_answers)? {
            Value::Option(option) => Some(option),
            _ => None,
        }
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.with.get(name), Some(Value::Bool(true)))
    }

    pub(super) fn place(&self, name: &str, in_answers: &str) -> Option<Place> {
        match self.get(name, in_answers)? {
            Value::Place(place) => Some(place.clone()),
            _ => None,
        }
    }

    /// Photos, videos and voice notes: the arguments `media` and `voice`, in answers `fotos` and `audios`.
    pub(super) fn files(&self) -> Vec<MediaRef> {
        let collected = [self.get("media", "fotos"), self.get("voice", "audios")];
        let files = collected.into_iter().flatten().filter_map(|value| match value {
            Value::Media(files) => Some(files.as_slice()),
            _ => None,
        });
        files.flatten().cloned().collect()
    }
}
