use serde_json::Value;
use ventanilla_domain::Content;

use super::value;

/// Reads a reaction; an absent or empty emoji takes it back (whatsapp-cloud-api 2.10).
pub(super) fn reaction(body: &Value) -> Option<Content> {
    let provider_id = value::text(&body["message_id"])?;
    Some(Content::Reaction { provider_id, emoji: value::text(&body["emoji"]) })
}

/// Reads an order (whatsapp-cloud-api 2.11).
pub(super) fn order(body: &Value) -> Option<Content> {
    let items = u32::try_from(value::list(&body["product_items"]).len()).unwrap_or(u32::MAX);
    body.is_object().then(|| Content::Order { text: value::text(&body["text"]), items })
}

/// Reads an edit: the new text or caption (whatsapp-cloud-api 2.14).
pub(super) fn edit(body: &Value) -> Option<Content> {
    let message = &body["message"];
    let inner = &message[message["type"].as_str().unwrap_or("text")];
    let text = value::text(&inner["body"]).or_else(|| value::text(&inner["caption"]));
    Some(Content::Edit { provider_id: value::text(&body["original_message_id"])?, text })
}

/// Reads a deletion (whatsapp-cloud-api 2.14).
pub(super) fn revoke(body: &Value) -> Option<Content> {
    Some(Content::Revoke { provider_id: value::text(&body["original_message_id"])? })
}

/// Whatever cannot be shown, with the provider's nearest word for it.
pub(super) fn unsupported(kind: &str, message: &Value) -> Content {
    let inner = match kind {
        "unsupported" | "unknown" => value::text(&message["unsupported"]["type"]),
        "interactive" => value::text(&message["interactive"]["type"]).or_else(|| Some(kind.to_owned())),
        _ => Some(kind.to_owned()).filter(|kind| !kind.is_empty()),
    };
    Content::Unsupported { kind: inner, code: value::integer(&message["errors"][0]["code"]) }
}
