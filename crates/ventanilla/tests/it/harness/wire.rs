//! Webhook bodies written by hand, for what no well-behaved network would send.

use serde_json::{Value, json};
use ventanilla_emulator::Contact;

/// A body with these messages to one number.
pub(crate) fn envelope(phone_number_id: &str, messages: &[Value]) -> Value {
    json!({
        "object": "whatsapp_business_account",
        "entry": [{
            "id": "102290129340398",
            "changes": [{
                "field": "messages",
                "value": {
                    "messaging_product": "whatsapp",
                    "metadata": { "display_phone_number": "5218440000000", "phone_number_id": phone_number_id },
                    "contacts": messages.iter().map(card).collect::<Vec<_>>(),
                    "messages": messages,
                }
            }]
        }]
    })
}

fn card(message: &Value) -> Value {
    let name = format!("c{}", message["from"].as_str().unwrap_or_default());
    json!({ "profile": { "name": name }, "wa_id": message["from"], "user_id": message["from_user_id"] })
}

/// A message of words. `at` in milliseconds.
pub(crate) fn words(contact: &Contact, id: &str, at: i64, body: &str) -> Value {
    json!({
        "from": contact.phone,
        "from_user_id": contact.user_id,
        "id": id,
        "timestamp": (at / 1000).to_string(),
        "type": "text",
        "text": { "body": body },
    })
}
