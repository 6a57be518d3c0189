//! Interactive messages: what they have in common, and the short ones (whatsapp-cloud-api 5.6 to 5.8).

use serde_json::Value;

use super::fields::Fields;
use super::{buttons, link, list, media};
use crate::graph::error::GraphError;

pub(super) fn check(content: &Value) -> Result<(), GraphError> {
    let fields = Fields::of(content, "interactive")?;
    let kind = fields.text("type")?;
    if kind == "button" || kind == "cta_url" || kind == "flow" {
        header(&fields, &["text", "image", "video", "document"])?;
    } else {
        header(&fields, &["text"])?;
    }
    fields.object("body")?.bounded("text", 1024)?;
    if let Some(footer) = fields.optional_object("footer")? {
        footer.bounded("text", 60)?;
    }
    let action = fields.object("action")?;
    match kind {
        "button" => buttons::check(&action),
        "list" => list::check(&action),
        "location_request_message" => named(&action, "send_location"),
        "request_contact_info" => named(&action, "request_contact_info"),
        "cta_url" => cta_url(&action),
        "flow" => flow(&action),
        other => Err(GraphError::parameter(format!(
            "Param interactive['type'] must be one of {{button, list, location_request_message, cta_url, flow, \
             request_contact_info}} - got \"{other}\"."
        ))),
    }
}

fn header(fields: &Fields<'_>, allowed: &[&str]) -> Result<(), GraphError> {
    let Some(header) = fields.optional_object("header")? else { return Ok(()) };
    let kind = header.text("type")?;
    if !allowed.contains(&kind) {
        return Err(GraphError::invalid(format!(
            "'interactive.header.type' must be one of {allowed:?}, got \"{kind}\"."
        )));
    }
    if kind == "text" {
        return header.bounded("text", 60).map(drop);
    }
    media::file(&header.object(kind)?, kind)
}

fn named(action: &Fields<'_>, name: &str) -> Result<(), GraphError> {
    if action.text("name")? == name {
        Ok(())
    } else {
        Err(GraphError::invalid(format!("'interactive.action.name' must be \"{name}\".")))
    }
}

fn cta_url(action: &Fields<'_>) -> Result<(), GraphError> {
    named(action, "cta_url")?;
    let parameters = action.object("parameters")?;
    parameters.bounded("display_text", 20)?;
    link::button(parameters.text("url")?, &parameters.path("url"))
}

fn flow(action: &Fields<'_>) -> Result<(), GraphError> {
    named(action, "flow")?;
    let parameters = action.object("parameters")?;
    if parameters.value("flow_message_version")?.as_str() != Some("3") {
        return Err(GraphError::invalid("'interactive.action.parameters.flow_message_version' must be \"3\"."));
    }
    if parameters.optional("flow_id").is_some() == parameters.optional("flow_name").is_some() {
        return Err(GraphError::invalid("exactly one of flow_id and flow_name is needed."));
    }
    let label = parameters.bounded("flow_cta", 20)?;
    if label.chars().any(is_emoji) {
        return Err(GraphError::invalid("'interactive.action.parameters.flow_cta' must not contain emoji."));
    }
    flow_start(&parameters)
}

/// `navigate` opens a screen with data; `data_exchange` asks the endpoint and takes no payload.
fn flow_start(parameters: &Fields<'_>) -> Result<(), GraphError> {
    let payload = parameters.optional_object("flow_action_payload")?;
    let action = parameters.optional_text("flow_action", 20)?.unwrap_or("navigate");
    match (action, payload) {
        ("navigate", Some(payload)) => {
            payload.text("screen")?;
            let empty = payload.optional("data").and_then(Value::as_object).is_some_and(serde_json::Map::is_empty);
            if empty { Err(GraphError::invalid("'flow_action_payload.data' must not be empty.")) } else { Ok(()) }
        }
        ("navigate" | "data_exchange", None) => Ok(()),
        ("data_exchange", Some(_)) => Err(GraphError::invalid("data_exchange takes no 'flow_action_payload'.")),
        _ => Err(GraphError::invalid("'flow_action' must be navigate or data_exchange.")),
    }
}

fn is_emoji(character: char) -> bool {
    matches!(u32::from(character), 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0xFE0F | 0x20E3)
}
