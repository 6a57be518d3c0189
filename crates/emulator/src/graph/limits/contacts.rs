//! Contact cards (whatsapp-cloud-api 5.5).

use serde_json::Value;

use super::fields::Fields;
use crate::graph::error::GraphError;

const OTHER_NAMES: [&str; 5] = ["first_name", "last_name", "middle_name", "suffix", "prefix"];

pub(super) fn check(content: &Value) -> Result<(), GraphError> {
    let cards = content.as_array().ok_or_else(|| GraphError::parameter("Param contacts must be an array."))?;
    if cards.is_empty() || cards.len() > 257 {
        return Err(GraphError::invalid(format!("'contacts' must have 1 to 257 elements, has {}.", cards.len())));
    }
    cards.iter().enumerate().try_for_each(|(place, card)| one(card, place))
}

fn one(card: &Value, place: usize) -> Result<(), GraphError> {
    let name = Fields::of(card, &format!("contacts[{place}]"))?.object("name")?;
    name.text("formatted_name")?;
    if OTHER_NAMES.iter().any(|part| name.text(part).is_ok()) {
        return Ok(());
    }
    Err(GraphError::invalid(format!("'contacts[{place}].name' needs formatted_name and at least one other name part.")))
}
