//! What a citizen can send (whatsapp-cloud-api 2).

mod deliver;
mod letter;
mod taps;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A message of a citizen: what it is and the circumstances any message may have.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewMessage {
    /// The message proper.
    #[serde(flatten)]
    pub content: Inbound,
    /// Message that is quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Forwarded from another chat.
    #[serde(default)]
    pub forwarded: bool,
    /// Forwarded more than five times.
    #[serde(default)]
    pub frequently_forwarded: bool,
    /// How long ago it was written; an old one stands for a replay after an outage.
    #[serde(default)]
    pub age_seconds: u32,
    /// Advertisement the chat started from, passed on as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Value>,
}

/// The kinds of messages. Media are put on the shelf first (`POST control/media`, [`crate::Emulator::put_media`]).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the wire, whatsapp-cloud-api 2.3 to 2.14")]
pub enum Inbound {
    Text {
        body: String,
    },
    Image {
        media_id: String,
        caption: Option<String>,
    },
    Video {
        media_id: String,
        caption: Option<String>,
    },
    Audio {
        media_id: String,
        #[serde(default)]
        voice: bool,
    },
    Document {
        media_id: String,
        caption: Option<String>,
        filename: Option<String>,
    },
    Sticker {
        media_id: String,
        #[serde(default)]
        animated: bool,
    },
    Location {
        latitude: f64,
        longitude: f64,
        name: Option<String>,
        address: Option<String>,
        url: Option<String>,
    },
    /// Contact cards.
    Contacts {
        contacts: Vec<Value>,
    },
    /// The person's own number, as answer to `request_contact_info`.
    OwnContact,
    /// An absent or empty emoji takes the reaction back.
    Reaction {
        message_id: String,
        emoji: Option<String>,
    },
    /// A tap on a button or row by id or title, in the newest bubble that offers it or in `message_id`.
    Tap {
        choice: String,
        message_id: Option<String>,
    },
    ButtonReply {
        id: String,
        title: String,
    },
    ListReply {
        id: String,
        title: String,
        description: Option<String>,
    },
    /// Answers of a Flow.
    NfmReply {
        response: Value,
        name: Option<String>,
    },
    /// Quick reply of a template.
    Button {
        payload: String,
        text: String,
    },
    Order {
        order: Value,
    },
    /// Something the API does not carry: `kind` as in `unsupported.type`, code 131051 unless given.
    Unsupported {
        kind: Option<String>,
        code: Option<i64>,
    },
    /// An edit. Numbers without the Business app only learn that there was one (2.14).
    Edit {
        message_id: String,
        body: String,
        #[serde(default)]
        coexistence: bool,
    },
    /// A deletion. Numbers without the Business app learn nothing (2.14).
    Revoke {
        message_id: String,
        #[serde(default)]
        coexistence: bool,
    },
    /// The person got a new number, told or not told.
    NumberChange {
        phone: Option<String>,
    },
    /// Any message object; `id`, `timestamp` and sender are filled in where absent.
    Raw {
        message: Value,
    },
}

impl Inbound {
    /// The message without particular circumstances.
    pub fn plainly(self) -> NewMessage {
        NewMessage {
            content: self,
            reply_to: None,
            forwarded: false,
            frequently_forwarded: false,
            age_seconds: 0,
            referral: None,
        }
    }
}
