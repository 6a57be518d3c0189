use serde_json::{Map, Value, json};
use ventanilla_domain::Update;

use super::value;

/// Where an item sits. What is copied around each item is short and fixed, whatever else the body holds.
#[derive(Clone, Copy)]
pub(super) struct Envelope<'a> {
    pub(super) object: &'a Value,
    pub(super) entry: &'a Value,
    pub(super) change: &'a Value,
}

impl Envelope<'_> {
    /// The phone number id it is for.
    pub(super) fn account(&self) -> Option<String> {
        value::text(&self.change["value"]["metadata"]["phone_number_id"])
    }

    pub(super) fn notice(&self, field: &str, body: &Value) -> Update {
        Update::Notice { account: self.account(), field: field.to_owned(), body: body.to_string() }
    }

    /// A body with this change only.
    pub(super) fn whole_change(&self) -> String {
        self.body(self.change.clone())
    }

    /// A body with `part` only, under `key` of `value`, and the contact it belongs to.
    pub(super) fn alone(&self, key: &str, part: &Value, contact: Option<&Value>) -> String {
        let told = &self.change["value"];
        let mut inner = pick(told, &["messaging_product"]);
        if let Some(metadata) = told.get("metadata") {
            let metadata = pick(metadata, &["display_phone_number", "phone_number_id"]);
            inner.insert("metadata".to_owned(), Value::Object(metadata));
        }
        if let Some(contact) = contact {
            inner.insert("contacts".to_owned(), json!([contact]));
        }
        inner.insert(key.to_owned(), part.clone());
        self.body(json!({ "field": "messages", "value": inner }))
    }

    fn body(&self, change: Value) -> String {
        let mut entry = pick(self.entry, &["id", "time"]);
        entry.insert("changes".to_owned(), Value::Array(vec![change]));
        whole_entry(self.object, &Value::Object(entry))
    }
}

/// A body with this entry only.
pub(super) fn whole_entry(object: &Value, entry: &Value) -> String {
    json!({ "object": object, "entry": [entry] }).to_string()
}

fn pick(from: &Value, keys: &[&str]) -> Map<String, Value> {
    keys.iter().filter_map(|key| Some(((*key).to_owned(), from.get(*key)?.clone()))).collect()
}
