use serde_json::{Value, json};

use super::{RenderError, limit};

/// Limits of whatsapp-cloud-api 5.2.
const NAME_LENGTH: usize = 512;
const PARAMETER_LENGTH: usize = 1_024;
const PAYLOAD_LENGTH: usize = 256;
const BUTTONS: usize = 10;

/// A template message (whatsapp-cloud-api 5.9): body parameters in order, then payloads of the quick-reply buttons.
pub(super) fn template(
    name: &str,
    language: &str,
    parameters: &[String],
    payloads: &[String],
) -> Result<(&'static str, Value), RenderError> {
    let name = limit::within("template name", name, NAME_LENGTH)?;
    if !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Err(RenderError::TemplateName);
    }
    if payloads.len() > BUTTONS {
        limit::count("template buttons", payloads.len(), BUTTONS)?;
    }
    let language = limit::within("template language", language, PAYLOAD_LENGTH)?;
    let mut components: Vec<Value> = Vec::new();
    if !parameters.is_empty() {
        let parameters: Vec<Value> = parameters.iter().map(|text| parameter(text)).collect::<Result<_, _>>()?;
        components.push(json!({ "type": "body", "parameters": parameters }));
    }
    for (index, payload) in payloads.iter().enumerate() {
        components.push(quick_reply(index, payload)?);
    }
    let mut part = json!({ "name": name, "language": { "code": language } });
    if let (false, Some(part)) = (components.is_empty(), part.as_object_mut()) {
        part.insert("components".to_owned(), json!(components));
    }
    Ok(("template", part))
}

/// Values take no line breaks, tabs or runs of blanks.
fn parameter(text: &str) -> Result<Value, RenderError> {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let flat = limit::within("template parameter", &flat, PARAMETER_LENGTH)?;
    Ok(json!({ "type": "text", "text": flat }))
}

fn quick_reply(index: usize, payload: &str) -> Result<Value, RenderError> {
    let payload = limit::within("template payload", payload, PAYLOAD_LENGTH)?;
    let parameters = json!([{ "type": "payload", "payload": payload }]);
    Ok(json!({ "type": "button", "sub_type": "quick_reply", "index": index.to_string(), "parameters": parameters }))
}
