//! Reading members of a JSON object with Meta's errors.

use serde_json::{Map, Value};

use crate::graph::error::GraphError;

/// An object and where it is, for error texts.
pub(super) struct Fields<'a> {
    object: &'a Map<String, Value>,
    path: String,
}

impl<'a> Fields<'a> {
    /// The value as an object.
    pub(super) fn of(value: &'a Value, path: &str) -> Result<Self, GraphError> {
        let wrong = || GraphError::parameter(format!("Param {} must be a JSON object.", display(path)));
        Ok(Self { object: value.as_object().ok_or_else(wrong)?, path: path.to_owned() })
    }

    /// Path of a member, e.g. `interactive.body.text`.
    pub(super) fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// A member that must be there.
    pub(super) fn value(&self, name: &str) -> Result<&'a Value, GraphError> {
        let present = self.object.get(name).filter(|value| !value.is_null());
        present.ok_or_else(|| GraphError::missing(&self.path(name)))
    }

    /// A member that may be there.
    pub(super) fn optional(&self, name: &str) -> Option<&'a Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// An object that must be there.
    pub(super) fn object(&self, name: &str) -> Result<Fields<'a>, GraphError> {
        Fields::of(self.value(name)?, &self.path(name))
    }

    /// An object that may be there.
    pub(super) fn optional_object(&self, name: &str) -> Result<Option<Fields<'a>>, GraphError> {
        self.optional(name).map(|value| Fields::of(value, &self.path(name))).transpose()
    }

    /// A list that must be there, with a number of elements within bounds.
    pub(super) fn list(&self, name: &str, least: usize, most: usize) -> Result<&'a [Value], GraphError> {
        let path = self.path(name);
        let list =
            self.value(name)?.as_array().ok_or_else(|| GraphError::invalid(format!("'{path}' must be an array.")))?;
        if (least..=most).contains(&list.len()) {
            Ok(list)
        } else {
            Err(GraphError::invalid(format!("'{path}' must have {least} to {most} elements, has {}.", list.len())))
        }
    }

    /// A text that must be there and may not be empty.
    pub(super) fn text(&self, name: &str) -> Result<&'a str, GraphError> {
        let path = self.path(name);
        let text =
            self.value(name)?.as_str().ok_or_else(|| GraphError::invalid(format!("'{path}' must be a string.")))?;
        if text.is_empty() { Err(GraphError::invalid(format!("'{path}' must not be empty."))) } else { Ok(text) }
    }

    /// A text of at most `most` UTF-16 units that must be there.
    pub(super) fn bounded(&self, name: &str, most: usize) -> Result<&'a str, GraphError> {
        let text = self.text(name)?;
        within(text, most, &self.path(name))?;
        Ok(text)
    }

    /// A text of at most `most` UTF-16 units that may be there.
    pub(super) fn optional_text(&self, name: &str, most: usize) -> Result<Option<&'a str>, GraphError> {
        if self.optional(name).is_none() { Ok(None) } else { self.bounded(name, most).map(Some) }
    }
}

/// Length as Meta may count it at its strictest: UTF-16 units.
pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Refuses a text that is too long.
pub(super) fn within(text: &str, most: usize, path: &str) -> Result<(), GraphError> {
    let length = units(text);
    if length <= most {
        return Ok(());
    }
    Err(GraphError::invalid(format!("'{path}' length invalid. Max length: {most}, got {length}.")))
}

/// Refuses spaces at either end.
pub(super) fn trimmed(text: &str, path: &str) -> Result<(), GraphError> {
    if text.trim() == text {
        Ok(())
    } else {
        Err(GraphError::invalid(format!("'{path}' must not have leading or trailing spaces.")))
    }
}

/// Refuses a text that was there before.
pub(super) fn unique<'a>(seen: &mut Vec<&'a str>, text: &'a str, path: &str) -> Result<(), GraphError> {
    if seen.contains(&text) {
        return Err(GraphError::invalid(format!("'{path}' must be unique: \"{text}\" is there twice.")));
    }
    seen.push(text);
    Ok(())
}

fn display(path: &str) -> &str {
    if path.is_empty() { "body" } else { path }
}
