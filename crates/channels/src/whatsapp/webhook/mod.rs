//! From the body of a webhook to what happened. Never fails for one broken item, never panics, never drops: whatever is not
//! understood comes out as unsupported content, as a notice or as a bad item.

mod bad_item;
mod cards;
mod choice;
mod contacts;
mod envelope;
mod location;
mod media;
mod message;
mod other;
mod repair;
mod system;
pub(super) mod value;

use serde_json::Value;
use ventanilla_domain::Update;

pub use bad_item::{BadItem, BadReason};
use contacts::Contacts;
use envelope::Envelope;

/// The body is not JSON at all, even after mending escapes.
#[derive(Debug, thiserror::Error)]
#[error("the body is not JSON")]
pub struct NotJson(#[from] serde_json::Error);

/// One thing a webhook tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// JSON text of this item alone inside its envelope: itself a webhook body, so `parse(raw)` gives this item again.
    /// Holds neither U+0000 nor lone surrogates.
    pub raw: String,
    /// What it means, or why it means nothing.
    pub update: Result<Update, BadItem>,
}

/// Reads the body of a webhook POST (whatsapp-cloud-api 1.2, 1.4, 2, 4): all entries, changes, messages, statuses and errors, in order.
///
/// # Errors
/// Only when the whole body is not JSON.
pub fn parse(body: &[u8]) -> Result<Vec<Item>, NotJson> {
    let root: Value = serde_json::from_str(&repair::repair(body))?;
    Ok(read_root(&root))
}

fn read_root(root: &Value) -> Vec<Item> {
    let bad = |reason| vec![Item { raw: root.to_string(), update: Err(BadItem { path: "$".to_owned(), reason }) }];
    let object = &root["object"];
    if !object.is_null() && object != "whatsapp_business_account" {
        return bad(BadReason::OtherObject);
    }
    let Some(entries) = root["entry"].as_array() else { return bad(BadReason::NoEntry) };
    let places = entries.iter().enumerate();
    places.flat_map(|(i, entry)| read_entry(object, entry, &format!("entry[{i}]"))).collect()
}

fn read_entry(object: &Value, entry: &Value, path: &str) -> Vec<Item> {
    let Some(changes) = entry["changes"].as_array() else {
        let update = Err(BadItem { path: path.to_owned(), reason: BadReason::NoChanges });
        return vec![Item { raw: envelope::whole_entry(object, entry), update }];
    };
    let places = changes.iter().enumerate();
    places
        .flat_map(|(j, change)| read_change(Envelope { object, entry, change }, &format!("{path}.changes[{j}]")))
        .collect()
}

fn read_change(envelope: Envelope<'_>, path: &str) -> Vec<Item> {
    let value = &envelope.change["value"];
    let field = value::text(&envelope.change["field"]);
    let update = match field {
        Some(field) if field != "messages" => Ok(envelope.notice(&field, value)),
        None if value["messages"].is_null() && value["statuses"].is_null() => Err(BadReason::NoField),
        _ if !value.is_object() => Err(BadReason::NotAnObject),
        _ => return read_value(envelope, path),
    };
    vec![Item { raw: envelope.whole_change(), update: update.map_err(|reason| reason.at(path)) }]
}

/// The lists inside `value`, known and unknown alike; without any, the whole is kept as a notice.
fn read_value(envelope: Envelope<'_>, path: &str) -> Vec<Item> {
    let value = &envelope.change["value"];
    let contacts = Contacts::new(value);
    let parts = value.as_object().into_iter().flatten().filter(|(key, part)| is_part(key, part));
    let items: Vec<Item> =
        parts.flat_map(|(key, part)| read_part(envelope, &contacts, key, part, &format!("{path}.{key}"))).collect();
    if !items.is_empty() || value::has_empty_part(value) {
        return items;
    }
    vec![Item { raw: envelope.whole_change(), update: Ok(envelope.notice("messages", value)) }]
}

/// `messages`, `statuses` and `errors` whatever they hold; other keys only when they are lists.
fn is_part(key: &str, part: &Value) -> bool {
    match key {
        "messages" | "statuses" | "errors" => !part.is_null(),
        "contacts" | "messaging_product" | "metadata" => false,
        _ => part.is_array(),
    }
}

fn read_part(envelope: Envelope<'_>, contacts: &Contacts<'_>, key: &str, part: &Value, path: &str) -> Vec<Item> {
    let Some(list) = part.as_array() else {
        return vec![Item { raw: envelope.alone(key, part, None), update: Err(BadReason::NotAList.at(path)) }];
    };
    let read_one = |(k, item): (usize, &Value)| {
        let contact = if key == "messages" { contacts.of(item) } else { None };
        let update = read_item(envelope, key, item, contact).map_err(|reason| reason.at(&format!("{path}[{k}]")));
        Item { raw: envelope.alone(key, &Value::Array(vec![item.clone()]), contact), update }
    };
    list.iter().enumerate().map(read_one).collect()
}

fn read_item(envelope: Envelope<'_>, key: &str, item: &Value, contact: Option<&Value>) -> Result<Update, BadReason> {
    if !item.is_object() {
        return Err(BadReason::NotAnObject);
    }
    let account = envelope.account().ok_or(BadReason::NoAccount);
    match key {
        "messages" => message::read(item, &account?, contact),
        "statuses" => super::status::read(item, &account?),
        other => Ok(envelope.notice(other, item)),
    }
}
