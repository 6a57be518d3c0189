use serde_json::Value;
use ventanilla_domain::{IdentityChange, IdentityHint, Timestamp};

use super::value;
use crate::whatsapp::identity::{PhoneNumber, is_user_id};

/// Reads a change of identity in any of the combinations seen (whatsapp-cloud-api 2.13). None when it does not tell who became whom.
pub(super) fn read(message: &Value, account: &str, provider_id: String, sent_at: Timestamp) -> Option<IdentityChange> {
    let system = &message["system"];
    let told = Told::read(system["body"].as_str().unwrap_or_default());
    let new = IdentityHint {
        user_id: value::text(&system["user_id"]).or_else(|| told.new_if(is_user_id)),
        phone: phone(&system["wa_id"]).or_else(|| phone(&system["new_wa_id"])).or_else(|| told.new_if(is_phone)),
        ..IdentityHint::default()
    };
    let previous = value::text(&system["previous_user_id"]).or_else(|| value::text(&message["from_user_id"]));
    let old = IdentityHint {
        user_id: previous.or_else(|| told.old_if(is_user_id)).filter(|id| new.user_id.as_ref() != Some(id)),
        phone: phone(&message["from"]).or_else(|| phone(&system["customer"])).or_else(|| told.old_if(is_phone)),
        ..IdentityHint::default()
    };
    let changed = told_something(&old) && told_something(&new) && old != new;
    changed.then(|| IdentityChange { provider_id, account: account.to_owned(), old, new, sent_at })
}

fn told_something(hint: &IdentityHint) -> bool {
    hint.user_id.is_some() || hint.phone.is_some()
}

fn phone(told: &Value) -> Option<String> {
    value::text(told).filter(|text| is_phone(text))
}

fn is_phone(text: &str) -> bool {
    PhoneNumber::parse(text).is_some()
}

/// The last "from X to Y" of the words in `system.body`.
#[derive(Default)]
struct Told<'a> {
    old: &'a str,
    new: &'a str,
}

impl<'a> Told<'a> {
    fn read(body: &'a str) -> Self {
        let words: Vec<&str> = body.split_whitespace().map(|word| word.trim_matches(['.', ',', ';'])).collect();
        let found = words.windows(4).rev().find_map(|window| match window {
            ["from", old, "to", new] => Some(Self { old, new }),
            _ => None,
        });
        found.unwrap_or_default()
    }

    fn old_if(&self, fits: fn(&str) -> bool) -> Option<String> {
        fits(self.old).then(|| self.old.to_owned())
    }

    fn new_if(&self, fits: fn(&str) -> bool) -> Option<String> {
        fits(self.new).then(|| self.new.to_owned())
    }
}
