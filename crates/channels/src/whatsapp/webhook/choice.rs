use serde_json::Value;
use ventanilla_domain::Content;

use super::{repair, value};

/// Reads taps on what we sent and answers of forms (whatsapp-cloud-api 2.7, 2.8); none for other interactive types.
pub(super) fn interactive(body: &Value) -> Option<Content> {
    match body["type"].as_str()? {
        "button_reply" => option(&body["button_reply"]),
        "list_reply" => option(&body["list_reply"]),
        "nfm_reply" => form(&body["nfm_reply"]["response_json"]),
        _ => None,
    }
}

/// Reads a tap on a template's quick reply (whatsapp-cloud-api 2.9): `payload` is the key, `text` is localised.
pub(super) fn button(body: &Value) -> Option<Content> {
    let title = value::text(&body["text"]);
    let id = value::text(&body["payload"]).or_else(|| title.clone())?;
    Some(Content::Choice { title: title.unwrap_or_else(|| id.clone()), id })
}

fn option(reply: &Value) -> Option<Content> {
    let id = value::text(&reply["id"])?;
    Some(Content::Choice { title: value::text(&reply["title"]).unwrap_or_default(), id })
}

/// JSON inside a string, with its own escapes to mend.
fn form(told: &Value) -> Option<Content> {
    let response = match told {
        Value::Null => return None,
        Value::String(json) => repair::repair(json.as_bytes()),
        other => other.to_string(),
    };
    Some(Content::Form { response })
}
