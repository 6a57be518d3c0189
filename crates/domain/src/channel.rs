use serde::{Deserialize, Serialize};

/// Kinds of channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// WhatsApp Cloud API.
    Whatsapp,
    /// Web chat; comes with its own issue, flows may already name it.
    Webchat,
    /// A terminal: numbered lines, no buttons (`ventanilla chat`).
    Text,
}

impl ChannelKind {
    /// The word in flows, SQL and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Whatsapp => "whatsapp",
            Self::Webchat => "webchat",
            Self::Text => "text",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Whatsapp, Self::Webchat, Self::Text].into_iter().find(|kind| kind.as_str() == text)
    }

    /// The limits of this kind of channel.
    #[must_use]
    pub const fn limits(self) -> ChannelLimits {
        match self {
            Self::Whatsapp => ChannelLimits::WHATSAPP,
            Self::Webchat => ChannelLimits::WEBCHAT,
            Self::Text => ChannelLimits::TEXT,
        }
    }
}

/// What a channel can show, as data (FLOW.md section 5). Lengths are UTF-16 code units, the stricter way to count
/// (whatsapp-cloud-api 5.2); 0 buttons or rows means the channel has none and gets numbered lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelLimits {
    /// Reply buttons in one bubble.
    pub buttons: usize,
    /// Length of a button title.
    pub button_title: usize,
    /// Rows of a list over all its sections.
    pub rows: usize,
    /// Length of a row title.
    pub row_title: usize,
    /// Length of a row description.
    pub row_description: usize,
    /// Length of a section title.
    pub section_title: usize,
    /// Length of the label that opens a list.
    pub list_button: usize,
    /// Length of the words of a bubble with buttons, list or location request.
    pub interactive_body: usize,
    /// Length of a plain text.
    pub text_body: usize,
    /// Length of the words under a file.
    pub caption: usize,
    /// Length of an option id.
    pub option_id: usize,
    /// Whether there is a native way to ask for a pin.
    pub location_request: bool,
}

impl ChannelLimits {
    /// WhatsApp (whatsapp-cloud-api 5.2): lists are held to 1,024 too, because Meta's own sources disagree.
    pub const WHATSAPP: Self = Self {
        buttons: 3,
        button_title: 20,
        rows: 10,
        row_title: 24,
        row_description: 72,
        section_title: 24,
        list_button: 20,
        interactive_body: 1_024,
        text_body: 4_096,
        caption: 1_024,
        option_id: 200,
        location_request: true,
    };

    /// The web chat widget: ours, so generous, but a phone screen all the same.
    pub const WEBCHAT: Self = Self {
        buttons: 3,
        button_title: 40,
        rows: 30,
        row_title: 60,
        row_description: 120,
        section_title: 60,
        list_button: 40,
        interactive_body: 4_096,
        text_body: 4_096,
        caption: 1_024,
        option_id: 200,
        location_request: true,
    };

    /// A terminal.
    pub const TEXT: Self = Self {
        buttons: 0,
        button_title: 200,
        rows: 0,
        row_title: 200,
        row_description: 400,
        section_title: 200,
        list_button: 200,
        interactive_body: 4_096,
        text_body: 4_096,
        caption: 1_024,
        option_id: 200,
        location_request: false,
    };

    /// Length of `text` as this project counts it: UTF-16 code units.
    #[must_use]
    pub fn length(text: &str) -> usize {
        text.encode_utf16().count()
    }
}
