//! Text, location, reaction (whatsapp-cloud-api 5.3, 5.5).

use serde_json::Value;

use super::fields::{Fields, units};
use crate::graph::error::GraphError;

pub(super) fn text(content: &Value) -> Result<(), GraphError> {
    let fields = Fields::of(content, "text")?;
    let body = fields.text("body")?;
    if units(body) > 4096 {
        return Err(GraphError::parameter("Param text['body'] must be at most 4096 characters long."));
    }
    match fields.optional("preview_url") {
        Some(flag) if !flag.is_boolean() => Err(GraphError::parameter("Param text['preview_url'] must be a boolean.")),
        _ => Ok(()),
    }
}

pub(super) fn location(content: &Value) -> Result<(), GraphError> {
    let fields = Fields::of(content, "location")?;
    coordinate(&fields, "latitude", 90.0)?;
    coordinate(&fields, "longitude", 180.0)?;
    let name = fields.optional_text("name", 1000)?;
    if fields.optional_text("address", 1000)?.is_some() && name.is_none() {
        return Err(GraphError::missing("location.name"));
    }
    Ok(())
}

/// A number, or a number written as string: the outbound schema allows both.
fn coordinate(fields: &Fields<'_>, name: &str, most: f64) -> Result<(), GraphError> {
    let value = fields.value(name)?;
    let number = value.as_f64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()));
    match number {
        Some(number) if number.is_finite() && number.abs() <= most => Ok(()),
        _ => Err(GraphError::invalid(format!("'{}' must be a number from -{most} to {most}.", fields.path(name)))),
    }
}

pub(super) fn reaction(content: &Value) -> Result<(), GraphError> {
    let fields = Fields::of(content, "reaction")?;
    fields.text("message_id")?;
    let emoji =
        fields.value("emoji")?.as_str().ok_or_else(|| GraphError::invalid("'reaction.emoji' must be a string."))?;
    let is_plain = emoji.chars().any(|character| character.is_ascii_alphabetic());
    if is_plain || units(emoji) > 35 {
        return Err(GraphError::invalid("'reaction.emoji' must be one emoji, or empty to take it back."));
    }
    Ok(())
}
