//! Whom a message is for (whatsapp-cloud-api 3.3).

use super::fields::Fields;
use crate::graph::error::GraphError;
use crate::world::directory::{canonical, digits};

/// The addressee as the request names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Recipient {
    /// A phone number in `to`.
    Phone(String),
    /// A user id in `recipient`.
    UserId(String),
    /// A user id in `to`: accepted and silently dropped.
    UserIdInTo(String),
}

impl Recipient {
    /// The text of the request, echoed as `contacts[0].input`.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Phone(text) | Self::UserId(text) | Self::UserIdInTo(text) => text,
        }
    }
}

/// Reads `recipient_type`, `to` and `recipient`; `to` wins.
pub(super) fn read(fields: &Fields<'_>, business: &str) -> Result<Recipient, GraphError> {
    if let Some(kind) = fields.optional("recipient_type").filter(|kind| kind.as_str() != Some("individual")) {
        return Err(GraphError::parameter(format!("Param recipient_type must be one of {{individual}} - got {kind}.")));
    }
    if fields.optional("to").is_some() {
        return phone(fields.text("to")?, business);
    }
    if fields.optional("recipient").is_none() {
        return Err(GraphError::parameter("The parameter to is required."));
    }
    let id = fields.text("recipient")?;
    if is_user_id(id) {
        Ok(Recipient::UserId(id.to_owned()))
    } else {
        Err(GraphError::parameter(format!("Param recipient is not a business-scoped user ID: \"{id}\".")))
    }
}

fn phone(to: &str, business: &str) -> Result<Recipient, GraphError> {
    if is_user_id(to) {
        return Ok(Recipient::UserIdInTo(to.to_owned()));
    }
    let allowed = |character: char| character.is_ascii_digit() || " +-().".contains(character);
    let number = digits(to);
    if number.is_empty() || !to.chars().all(allowed) {
        return Err(GraphError::invalid(format!("'to' is not a phone number: \"{to}\".")));
    }
    if canonical(&number) == canonical(&digits(business)) {
        return Err(GraphError::new(131_021, "Recipient cannot be the sender."));
    }
    Ok(Recipient::Phone(to.to_owned()))
}

/// `^[A-Z]{2}\.([A-Za-z0-9]{1,128}|ENT\.[A-Za-z0-9]{1,128})$`
pub(super) fn is_user_id(text: &str) -> bool {
    let Some((country, rest)) = text.split_once('.') else { return false };
    let id = rest.strip_prefix("ENT.").unwrap_or(rest);
    country.len() == 2
        && country.bytes().all(|byte| byte.is_ascii_uppercase())
        && (1..=128).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
