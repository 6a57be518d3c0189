//! What travels between the program and a database: five kinds of values, and how our types become them and come back.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;
use ventanilla_domain::{
    AlertId, ChannelId, ChannelKind, ContactId, ConversationId, DeadLetterId, DeliveryStatus, EvidenceId, FlowHash,
    Folio, HandoffId, InboundId, JobId, MediaId, MediaKind, MessageId, OutboundId, Owner, PlaceSource, PlaceStatus,
    Priority, ReportId, SessionId, TimerId, Timestamp, WebhookId,
};

use crate::StoreError;

/// One value of a column or a parameter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

impl Value {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Int(_) => "integer",
            Self::Real(_) => "real",
            Self::Text(_) => "text",
            Self::Blob(_) => "bytes",
        }
    }
}

/// The parameters of a statement.
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Value::from($value)),*][..] };
}
pub(crate) use params;

/// How a type is read from a column. An error names what was expected, never the content (it may be personal data).
pub(crate) trait FromValue: Sized {
    fn from_value(value: Value) -> Result<Self, StoreError>;
}

fn unexpected(expected: &str, found: &Value) -> StoreError {
    StoreError::Value(format!("expected {expected}, found {}", found.kind()))
}

/// PostgreSQL cannot hold U+0000; both databases get the same replacement.
pub(crate) fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) }
}

macro_rules! plain {
    ($type:ty, $variant:ident, $expected:literal) => {
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value)
            }
        }
        impl FromValue for $type {
            fn from_value(value: Value) -> Result<Self, StoreError> {
                match value {
                    Value::$variant(value) => Ok(value),
                    other => Err(unexpected($expected, &other)),
                }
            }
        }
    };
}
plain!(i64, Int, "an integer");
plain!(String, Text, "text");
plain!(Vec<u8>, Blob, "bytes");

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}

impl FromValue for f64 {
    #[expect(clippy::cast_precision_loss, reason = "SQLite may hand back a whole number for a real column")]
    fn from_value(value: Value) -> Result<Self, StoreError> {
        match value {
            Value::Real(value) => Ok(value),
            Value::Int(value) => Ok(value as Self),
            other => Err(unexpected("a real", &other)),
        }
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<u32> for Value {
    fn from(value: u32) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl FromValue for bool {
    fn from_value(value: Value) -> Result<Self, StoreError> {
        Ok(i64::from_value(value)? != 0)
    }
}

impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Int(value.0)
    }
}

impl FromValue for Timestamp {
    fn from_value(value: Value) -> Result<Self, StoreError> {
        i64::from_value(value).map(Self)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value) -> Result<Self, StoreError> {
        if value == Value::Null { Ok(None) } else { T::from_value(value).map(Some) }
    }
}

/// Types that write themselves and read themselves back: ids and folios.
macro_rules! spelled {
    ($($type:ty),+ $(,)?) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::Text(value.to_string())
            }
        }
        impl FromValue for $type {
            fn from_value(value: Value) -> Result<Self, StoreError> {
                String::from_value(value)?.parse().map_err(|error| StoreError::Value(format!("{error}")))
            }
        }
    )+};
}
spelled!(
    AlertId,
    ChannelId,
    ContactId,
    ConversationId,
    DeadLetterId,
    EvidenceId,
    HandoffId,
    InboundId,
    JobId,
    MediaId,
    MessageId,
    OutboundId,
    ReportId,
    SessionId,
    TimerId,
    WebhookId,
);

/// Enumerations with `as_str` and `parse`.
macro_rules! worded {
    ($($type:ty),+ $(,)?) => {$(
        impl From<$type> for $crate::db::Value {
            fn from(value: $type) -> Self {
                Self::Text(value.as_str().to_owned())
            }
        }
        impl $crate::db::FromValue for $type {
            fn from_value(value: $crate::db::Value) -> Result<Self, $crate::StoreError> {
                let word = <String as $crate::db::FromValue>::from_value(value)?;
                Self::parse(&word).ok_or_else(|| {
                    $crate::StoreError::Value(format!("`{word}` is not a word of {}", stringify!($type)))
                })
            }
        }
    )+};
}
pub(crate) use worded;
worded!(ChannelKind, DeliveryStatus, Owner, Priority);

/// Enumerations whose word is the one of their JSON.
macro_rules! serialised {
    ($($type:ty),+ $(,)?) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                serde_json::to_value(value).ok().and_then(|json| json.as_str().map(Self::from)).unwrap_or(Self::Null)
            }
        }
        impl FromValue for $type {
            fn from_value(value: Value) -> Result<Self, StoreError> {
                let word = serde_json::Value::String(String::from_value(value)?);
                serde_json::from_value(word).map_err(|error| StoreError::Value(error.to_string()))
            }
        }
    )+};
}
serialised!(MediaKind, PlaceSource, PlaceStatus);

impl From<&Folio> for Value {
    fn from(value: &Folio) -> Self {
        Self::Text(value.as_str().to_owned())
    }
}

impl FromValue for Folio {
    fn from_value(value: Value) -> Result<Self, StoreError> {
        String::from_value(value)?.parse().map_err(|error| StoreError::Value(format!("{error}")))
    }
}

impl From<&FlowHash> for Value {
    fn from(value: &FlowHash) -> Self {
        Self::Text(value.0.clone())
    }
}

impl FromValue for FlowHash {
    fn from_value(value: Value) -> Result<Self, StoreError> {
        String::from_value(value).map(Self)
    }
}

/// A column that holds JSON text.
#[derive(Debug, Clone)]
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromValue for Json<T> {
    fn from_value(value: Value) -> Result<Self, StoreError> {
        let text = String::from_value(value)?;
        serde_json::from_str(&text).map(Self).map_err(|error| StoreError::Value(error.to_string()))
    }
}

/// `value` as JSON text for a column.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<Value, StoreError> {
    serde_json::to_string(value).map(Value::Text).map_err(|error| StoreError::Value(error.to_string()))
}

/// One row of a result, read column by column in the order of the `SELECT`.
#[derive(Debug)]
pub(crate) struct Row(std::vec::IntoIter<Value>);

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }

    /// The next column.
    pub(crate) fn take<T: FromValue>(&mut self) -> Result<T, StoreError> {
        let value = self.0.next().ok_or_else(|| StoreError::Value("a column more than selected".to_owned()))?;
        T::from_value(value)
    }

    /// The next column, from JSON text.
    pub(crate) fn json<T: DeserializeOwned>(&mut self) -> Result<T, StoreError> {
        self.take::<Json<T>>().map(|json| json.0)
    }
}
