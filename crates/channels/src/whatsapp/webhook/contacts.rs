use std::collections::HashMap;

use serde_json::Value;

use super::value;

/// `value.contacts`, to be paired with messages by who they are and never by position (whatsapp-cloud-api 2.1).
pub(super) struct Contacts<'a> {
    by_user_id: HashMap<String, &'a Value>,
    by_phone: HashMap<String, &'a Value>,
    /// The contact of a body with one contact and one message, for messages that do not name their sender.
    only: Option<&'a Value>,
}

impl<'a> Contacts<'a> {
    pub(super) fn new(body: &'a Value) -> Self {
        let list = value::list(&body["contacts"]);
        let by = |key: &str| list.iter().rev().filter_map(|c| Some((value::text(&c[key])?, c))).collect();
        let single = value::list(&body["messages"]).len() == 1;
        let only = list.first().filter(|_| single && list.len() == 1);
        Self { by_user_id: by("user_id"), by_phone: by("wa_id"), only }
    }

    /// The contact that sent `message`: same user id, else same phone unless the user ids contradict.
    pub(super) fn of(&self, message: &Value) -> Option<&'a Value> {
        let user_id = value::text(&message["from_user_id"]);
        let phone = value::text(&message["from"]);
        let agrees = |contact: &&&Value| user_id.is_none() || value::text(&contact["user_id"]).is_none();
        match (&user_id, &phone) {
            (None, None) => self.only.filter(|_| message["type"] != "system"),
            (Some(id), _) if self.by_user_id.contains_key(id) => self.by_user_id.get(id).copied(),
            (_, Some(phone)) => self.by_phone.get(phone).filter(agrees).copied(),
            _ => None,
        }
    }
}
