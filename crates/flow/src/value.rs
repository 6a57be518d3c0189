//! What a variable can hold.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ventanilla_domain::{MediaKind, MessageId, Place};

/// The value of a variable, an expression or an argument of an act.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", content = "v", rename_all = "snake_case")]
pub enum Value {
    /// Nothing yet.
    #[default]
    Null,
    /// true or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number; never NaN.
    Number(f64),
    /// Words; also enums, dates (`2026-11-24`) and times (`21:30`).
    Text(String),
    /// An option of a catalogue.
    Option(OptionRef),
    /// Files collected so far, in order of arrival.
    Media(Vec<MediaRef>),
    /// A place.
    Place(Place),
    /// Named values, such as `session.answers`.
    Map(BTreeMap<String, Value>),
    /// Values in order (list literals of expressions).
    List(Vec<Value>),
}

/// Names an option of a catalogue; its fields are read from the flow when needed, so that a session stays small.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OptionRef {
    /// Name of the catalogue in the flow.
    pub catalogue: String,
    /// Id of the option.
    pub id: String,
}

/// Points at the message that brought a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaRef {
    /// The message.
    pub message: MessageId,
    /// What it is.
    pub kind: MediaKind,
}

impl Value {
    /// Plain JSON for acts, hooks and screens: an option as its id, a place and files as objects, nothing as `null`.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Bool(value) => (*value).into(),
            Self::Int(value) => (*value).into(),
            Self::Number(value) => (*value).into(),
            Self::Text(text) => text.as_str().into(),
            Self::Option(option) => option.id.as_str().into(),
            Self::Media(files) => serde_json::to_value(files).unwrap_or_default(),
            Self::Place(place) => serde_json::to_value(place).unwrap_or_default(),
            Self::Map(map) => {
                map.iter().map(|(key, value)| (key.clone(), value.to_json())).collect::<serde_json::Map<_, _>>().into()
            }
            Self::List(items) => items.iter().map(Self::to_json).collect(),
        }
    }

    /// From plain JSON, such as the result of an act: objects become maps, numbers whole where they are.
    #[must_use]
    pub fn from_json(json: &serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(*value),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(value) => Self::Int(value),
                None => number.as_f64().map_or(Self::Null, Self::Number),
            },
            serde_json::Value::String(text) => Self::Text(text.clone()),
            serde_json::Value::Array(items) => Self::List(items.iter().map(Self::from_json).collect()),
            serde_json::Value::Object(map) => {
                Self::Map(map.iter().map(|(key, value)| (key.clone(), Self::from_json(value))).collect())
            }
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
