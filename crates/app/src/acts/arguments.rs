use std::collections::BTreeMap;

use ventanilla_domain::Place;
use ventanilla_flow::value::{MediaRef, Value};

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

    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.with.get(name), Some(Value::Bool(true)))
    }

    pub(super) fn place(&self, name: &str, in_answers: &str) -> Option<Place> {
        match self.get(name, in_answers)? {
            Value::Place(place) => Some(place.clone()),
            _ => None,
        }
    }

    pub(super) fn media(&self, name: &str, in_answers: &str) -> Vec<MediaRef> {
        match self.get(name, in_answers) {
            Some(Value::Media(files)) => files.clone(),
            _ => Vec::new(),
        }
    }
}
