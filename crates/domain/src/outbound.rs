use serde::{Deserialize, Serialize};

/// One bubble to send, already laid out within the limits of its channel ([`crate::ChannelLimits`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OutboundContent {
    /// Words.
    Text {
        /// May use WhatsApp marks.
        body: String,
    },
    /// Words and up to three buttons.
    Buttons {
        /// Words above the buttons.
        body: String,
        /// One to three.
        buttons: Vec<Button>,
    },
    /// Words and a list that opens as a sheet.
    List {
        /// Words above the list button.
        body: String,
        /// Label of the button that opens the list.
        button: String,
        /// Sections; a title is needed when there is more than one.
        sections: Vec<ListSection>,
    },
    /// Words and the native button that sends a pin.
    LocationRequest {
        /// Words above the button.
        body: String,
    },
    /// Words and a link button.
    Link {
        /// Words above the button.
        body: String,
        /// Label.
        label: String,
        /// http(s) address.
        url: String,
    },
    /// A file.
    Media {
        /// `image`, `video`, `audio`, `document` or `sticker`.
        kind: crate::MediaKind,
        /// Where the bytes are.
        source: MediaSource,
        /// Words under it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
        /// Name shown for documents.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        filename: Option<String>,
    },
    /// A pin.
    Location {
        /// Degrees.
        latitude: f64,
        /// Degrees.
        longitude: f64,
        /// Title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Address line.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
    /// A reaction; an empty emoji takes it back.
    Reaction {
        /// The provider's id of the message reacted to.
        provider_id: String,
        /// The emoji.
        emoji: String,
    },
    /// An approved template: the only thing allowed outside the 24-hour window.
    Template {
        /// Name at the provider.
        name: String,
        /// Such as `es_MX`.
        language: String,
        /// Body parameters in order.
        parameters: Vec<String>,
        /// Payloads of quick-reply buttons, in order.
        #[serde(default)]
        payloads: Vec<String>,
    },
}

impl OutboundContent {
    /// The words a person reads in it, for search, transcripts and previews.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text { body }
            | Self::Buttons { body, .. }
            | Self::List { body, .. }
            | Self::LocationRequest { body }
            | Self::Link { body, .. } => body,
            Self::Media { caption, .. } => caption.as_deref().unwrap_or_default(),
            Self::Location { name, .. } => name.as_deref().unwrap_or_default(),
            Self::Reaction { emoji, .. } => emoji,
            Self::Template { name, .. } => name,
        }
    }
}

/// A reply button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// Comes back in [`crate::Content::Choice`].
    pub id: String,
    /// What the citizen sees.
    pub title: String,
}

/// Rows under one title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSection {
    /// Shown above the rows; needed when there are several sections.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The rows.
    pub rows: Vec<ListRow>,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRow {
    /// Comes back in [`crate::Content::Choice`].
    pub id: String,
    /// First line.
    pub title: String,
    /// Second line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// Where the bytes of an outgoing file are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaSource {
    /// In our store, by SHA-256 (lower-case hex): uploaded before sending.
    Stored(String),
    /// Already at the provider.
    Provider(String),
    /// At a public https address.
    Link(String),
}
