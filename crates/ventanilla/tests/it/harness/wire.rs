//! Webhook bodies written by hand, for what no well-behaved network would send.

use serde_json::{Value, json};

/// A body with these messages of one number.
pub(crate) fn envelope(phone_number_id: &str, messages: &[Value]) -> Value {
    let phones = messages.iter().filter_map(|message| message["from"].as_str());
    let contacts: Vec<Value> = phones
        .map(|phone| json!({ "profile": { "name": phone }, "wa_id": phone, "user_id": format!("MX.{phone}") }))
        .collect();
    json!({
        "object": "whatsapp_business_account",
        "entry": [{
            "id": "102290129340398",
            "changes": [{
                "field": "messages",
                "value": {
                    "messaging_product": "whatsapp",
                    "metadata": { "display_phone_number": "5218440000000", "phone_number_id": phone_number_id },
                    "contacts": contacts,
                    "messages": messages,
                }
            }]
        }]
    })
}

/// A message of the type its content is named after.
pub(crate) fn message(phone: &str, id: &str, at: i64, kind: &str, content: &Value) -> Value {
    let mut message = json!({
        "from": phone,
        "from_user_id": format!("MX.{phone}"),
        "id": id,
        "timestamp": (at / 1000).to_string(),
        "type": kind,
    });
    message[kind] = content.clone();
    message
}

/// A message of words.
pub(crate) fn words(phone: &str, id: &str, at: i64, body: &str) -> Value {
    message(phone, id, at, "text", &json!({ "body": body }))
}
