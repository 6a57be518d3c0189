use serde::{Deserialize, Serialize};

/// What a citizen sent, whatever the channel. Unknown things are [`Content::Unsupported`]: stored, shown as such, never dropped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Content {
    /// Written words, of any length.
    Text {
        /// As written; U+0000 replaced by U+FFFD (PostgreSQL cannot hold it).
        text: String,
    },
    /// One photo, video, voice note, file or sticker. Albums arrive as several messages.
    Media(MediaItem),
    /// A pin. Coordinates as they came; NaN and nonsense are possible.
    Location {
        /// Degrees.
        #[serde(deserialize_with = "crate::place::degrees_or_nan")]
        latitude: f64,
        /// Degrees.
        #[serde(deserialize_with = "crate::place::degrees_or_nan")]
        longitude: f64,
        /// Only when the citizen picked a place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Only when the citizen picked a place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
    /// A tap on a button or a list row that we sent, or on a template's quick reply.
    Choice {
        /// The id we gave the option.
        id: String,
        /// The label the citizen saw.
        title: String,
    },
    /// The answers of a native form.
    Form {
        /// JSON text as the channel delivered it.
        response: String,
    },
    /// Contact cards.
    Contacts {
        /// The cards.
        cards: Vec<ContactCard>,
    },
    /// A reaction to a message; no emoji means it was taken back.
    Reaction {
        /// The provider's id of the message reacted to.
        provider_id: String,
        /// The emoji.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        emoji: Option<String>,
    },
    /// A shopping order: meaningless here, shown as such.
    Order {
        /// Text the citizen added.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        /// Number of items.
        items: u32,
    },
    /// The citizen edited an earlier message.
    Edit {
        /// The provider's id of the message edited.
        provider_id: String,
        /// The new text.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// The citizen deleted an earlier message.
    Revoke {
        /// The provider's id of the message deleted.
        provider_id: String,
    },
    /// Something arrived that cannot be shown.
    Unsupported {
        /// The provider's word for it, such as `poll_creation`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<String>,
        /// The provider's error code, such as 131051 or 131060 (ask to resend).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<i64>,
    },
}

/// A file of a message, before or after it is fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaItem {
    /// What it is.
    pub kind: MediaKind,
    /// The provider's id to fetch it with; absent when the provider already says it is lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_media_id: Option<String>,
    /// MIME type as declared, parameters removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime: Option<String>,
    /// SHA-256 as declared, lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Words under the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Untrusted file name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// Recorded in the app (voice note).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub voice: bool,
    /// The provider's error code when the file could not be delivered, such as 131052.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<i64>,
}

/// Kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A photo.
    Image,
    /// A video.
    Video,
    /// A voice note or other sound.
    Audio,
    /// Any other file.
    Document,
    /// A sticker: never evidence.
    Sticker,
}

impl MediaKind {
    /// The word in JSON, SQL and flows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Document => "document",
            Self::Sticker => "sticker",
        }
    }
}

/// A contact card, reduced to what a person needs to see.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCard {
    /// The name on the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Phone numbers as written.
    #[serde(default)]
    pub phones: Vec<String>,
    /// The citizen tapped "share my number": it is their own (whatsapp-cloud-api 2.6).
    #[serde(default)]
    pub own: bool,
}
