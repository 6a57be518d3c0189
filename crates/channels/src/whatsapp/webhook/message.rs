use serde_json::Value;
use ventanilla_domain::{Content, Context, IdentityHint, InboundMessage, Update};

use super::{BadReason, cards, choice, location, media, other, system, value};
use crate::whatsapp::identity::{PhoneNumber, is_user_id};

/// Reads one element of `value.messages` (whatsapp-cloud-api 2). Group messages are kept as notices: this is a counter, not a group.
pub(super) fn read(message: &Value, account: &str, contact: Option<&Value>) -> Result<Update, BadReason> {
    if !message["group_id"].is_null() {
        return Ok(notice(account, "group_message", message));
    }
    let provider_id = value::text(&message["id"]).ok_or(BadReason::NoId)?;
    let sent_at = value::seconds(&message["timestamp"]).ok_or(BadReason::NoTimestamp)?;
    if message["type"] == "system" {
        let change = system::read(message, account, provider_id, sent_at);
        return Ok(change.map_or_else(|| notice(account, "system", message), Update::Identity));
    }
    Ok(Update::Message(InboundMessage {
        provider_id,
        account: account.to_owned(),
        from: sender(message, contact).ok_or(BadReason::NoSender)?,
        sent_at,
        content: content(message),
        context: context(&message["context"]),
    }))
}

fn notice(account: &str, field: &str, message: &Value) -> Update {
    Update::Notice { account: Some(account.to_owned()), field: field.to_owned(), body: message.to_string() }
}

/// One line a type (whatsapp-cloud-api 2.3 to 2.14).
fn content(message: &Value) -> Content {
    let kind = value::text(&message["type"]).unwrap_or_default();
    let body = &message[kind.as_str()];
    let understood = match kind.as_str() {
        "text" => body["body"].as_str().map(|text| Content::Text { text: text.to_owned() }),
        "image" | "video" | "audio" | "document" | "sticker" => media::read(&kind, message),
        "location" => location::read(body),
        "contacts" => cards::read(body),
        "interactive" => choice::interactive(body),
        "button" => choice::button(body),
        "reaction" => other::reaction(body),
        "order" => other::order(body),
        "edit" => other::edit(body),
        "revoke" => other::revoke(body),
        "unsupported" | "unknown" => media::lost(message),
        _ => None,
    };
    understood.unwrap_or_else(|| other::unsupported(&kind, message))
}

/// Who sent it: what the message says, completed by its contact (whatsapp-cloud-api 3.2).
fn sender(message: &Value, contact: Option<&Value>) -> Option<IdentityHint> {
    let contact = contact.unwrap_or(&Value::Null);
    let from = value::text(&message["from"]).or_else(|| value::text(&contact["wa_id"]));
    let user_id = value::text(&message["from_user_id"])
        .or_else(|| value::text(&contact["user_id"]))
        .or_else(|| from.clone().filter(|from| is_user_id(from)));
    let phone = from.filter(|from| PhoneNumber::parse(from).is_some());
    let profile = &contact["profile"];
    (user_id.is_some() || phone.is_some()).then(|| IdentityHint {
        user_id,
        phone,
        name: value::text(&profile["name"]),
        username: value::text(&profile["username"]),
    })
}

/// Replies and forwards (whatsapp-cloud-api 2.2).
fn context(told: &Value) -> Option<Context> {
    let forwarded = value::flag(&told["forwarded"]) || value::flag(&told["frequently_forwarded"]);
    let context = Context { provider_id: value::text(&told["id"]), forwarded };
    (context != Context::default()).then_some(context)
}
