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
