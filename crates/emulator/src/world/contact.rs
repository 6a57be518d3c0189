//! A citizen with a phone.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A person the business can talk to, and the state of that person's app.
#[derive(Clone, Debug, Serialize)]
pub struct Contact {
    /// Name of the contact in control calls, e.g. `c1`; never leaves the emulator.
    pub id: String,
    /// Profile name: free text chosen by the person.
    pub name: String,
    /// WhatsApp number as digits (`wa_id`); none for a person known only by user id.
    pub phone: Option<String>,
    /// Business-scoped user id (whatsapp-cloud-api 3.1).
    pub user_id: String,
    /// Username, if adopted.
    pub username: Option<String>,
    /// Whether the phone number is kept from the business (whatsapp-cloud-api 3.2).
    pub hide_phone: bool,
    /// Whether the phone has a connection; without one messages stay at `sent`.
    pub online: bool,
    /// Whether the chat is on the screen; only then messages become `read`.
    pub chat_open: bool,
    /// Whether the person lets others see what was read.
    pub read_receipts: bool,
    /// When the person last wrote, in milliseconds since the epoch: opens the service window.
    pub last_inbound_ms: Option<i64>,
    /// Business messages the person has not seen.
    pub unread: u32,
    /// Until when the typing indicator shows, in milliseconds since the epoch.
    pub typing_until_ms: Option<i64>,
}

/// What is needed to make a [`Contact`]. A body without `phone` makes a person known only by user id.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewContact {
    /// Profile name.
    pub name: String,
    /// WhatsApp number; everything but digits is dropped.
    pub phone: Option<String>,
    /// User id; made up from the seed when absent.
    pub user_id: Option<String>,
    /// Username, if adopted.
    pub username: Option<String>,
    /// Keep the phone number from the business.
    pub hide_phone: bool,
}

/// Changes of a [`Contact`]; what is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContactPatch {
    /// New profile name.
    pub name: Option<String>,
    /// New username; an empty one removes it.
    pub username: Option<String>,
    /// Keep or show the phone number.
    pub hide_phone: Option<bool>,
    /// Lose or regain the connection.
    pub online: Option<bool>,
    /// Open or close the chat.
    pub chat_open: Option<bool>,
    /// Let others see what was read.
    pub read_receipts: Option<bool>,
}

impl Contact {
    /// The number, if the business may see it.
    pub fn visible_phone(&self) -> Option<&str> {
        self.phone.as_deref().filter(|_| !self.hide_phone)
    }

    /// What a wamid carries of the person.
    pub(crate) fn address(&self) -> &str {
        self.phone.as_deref().unwrap_or(&self.user_id)
    }

    /// Element of `contacts[]` beside a message; `show_phone` says whether `wa_id` may be in it.
    pub(crate) fn card(&self, show_phone: bool) -> Value {
        let mut profile = json!({ "name": self.name });
        if let Some(username) = &self.username {
            profile["username"] = json!(username);
        }
        let mut card = json!({ "profile": profile });
        if let Some(phone) = self.phone.as_ref().filter(|_| show_phone) {
            card["wa_id"] = json!(phone);
        }
        card["user_id"] = json!(self.user_id);
        card
    }
}
