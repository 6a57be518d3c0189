use serde::{Deserialize, Serialize};

use crate::{Content, StatusUpdate, Timestamp};

/// One item of a provider's webhook, understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "update", rename_all = "snake_case")]
pub enum Update {
    /// A citizen wrote.
    Message(InboundMessage),
    /// Something we sent was delivered, read or failed.
    Status(StatusUpdate),
    /// A citizen's identity changed (whatsapp-cloud-api 2.13).
    Identity(IdentityChange),
    /// Anything else worth keeping: account alerts, template states, value-level errors, unknown fields.
    Notice {
        /// The account it is about, if it says so.
        account: Option<String>,
        /// The provider's field, such as `account_update`.
        field: String,
        /// JSON text.
        body: String,
    },
}

/// A message of a citizen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InboundMessage {
    /// The provider's id: unique per channel. Personal data (it contains the phone number): never log it.
    pub provider_id: String,
    /// The account at the provider it was sent to (WhatsApp: phone number id).
    pub account: String,
    /// Who sent it.
    pub from: IdentityHint,
    /// When the citizen sent it, by the provider; one-second resolution on WhatsApp.
    pub sent_at: Timestamp,
    /// What was sent.
    pub content: Content,
    /// Reply or forward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<Context>,
}

/// What a webhook tells about who somebody is. At least one of `user_id` and `phone` is present.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityHint {
    /// The channel's opaque id (WhatsApp: BSUID). Case-sensitive, never normalised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Phone digits exactly as received; may be absent since 2026.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Display name chosen by the person; untrusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Username; never a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
}

/// What a message refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// The provider's id of the message replied to or tapped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<String>,
    /// Forwarded: not first-hand evidence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forwarded: bool,
}

/// A citizen's identity changed; the new one is *claimed* to be the same person, never merged silently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityChange {
    /// The provider's id of the system message.
    pub provider_id: String,
    /// The account at the provider.
    pub account: String,
    /// What is known of the old identity.
    pub old: IdentityHint,
    /// What is known of the new identity.
    pub new: IdentityHint,
    /// When, by the provider.
    pub sent_at: Timestamp,
}
