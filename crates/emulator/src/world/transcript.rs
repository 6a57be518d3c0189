//! What one phone shows: the bubbles of a chat.

use serde::Serialize;
use serde_json::Value;

/// Who wrote a bubble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The person holding the phone.
    Citizen,
    /// The business number.
    Business,
}

/// How far a bubble has come. For the citizen's own: `Accepted` = waits for a
/// connection, `Sent` = on its way, `Delivered` = the server
/// acknowledged the webhook, `Read` = the server marked it as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BubbleStatus {
    /// Accepted, nothing reported yet.
    Accepted,
    /// One tick.
    Sent,
    /// Two ticks.
    Delivered,
    /// Two blue ticks.
    Read,
    /// A voice note was listened to.
    Played,
    /// Never arrived; the person does not see it.
    Failed,
}

/// One message as the phone shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Bubble {
    /// Message id (wamid).
    pub id: String,
    /// Who wrote it.
    pub side: Side,
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
    /// `text`, `image`, `interactive`, … as on the wire.
    pub kind: String,
    /// The object named by `kind` as on the wire.
    pub content: Value,
    /// What a person reads, for searching and for tests: body, caption or title.
    pub text: String,
    /// Ids of the buttons and rows that can be tapped.
    pub choices: Vec<Choice>,
    /// Message that is quoted.
    pub reply_to: Option<String>,
    /// Whether the message was forwarded.
    pub forwarded: bool,
    /// How far it has come.
    pub status: BubbleStatus,
    /// Reaction of the citizen.
    pub citizen_reaction: Option<String>,
    /// Reaction of the business.
    pub business_reaction: Option<String>,
    /// `biz_opaque_callback_data` of the send.
    pub callback: Option<String>,
    /// Error code of a failed message.
    pub error_code: Option<i64>,
    /// Whether a later edit changed the text.
    pub edited: bool,
    /// Whether the citizen deleted it.
    pub revoked: bool,
    /// The send named the phone number (`to`), not the user id (`recipient`).
    #[serde(skip)]
    pub(crate) by_phone: bool,
}

/// Something that can be tapped in a bubble.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What the tap sends.
    pub id: String,
    /// What the person reads.
    pub title: String,
    /// Second line of a row.
    pub description: Option<String>,
    /// Which kind of answer the tap is.
    pub answers: Answers,
}

/// Kind of answer a tap gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answers {
    /// `interactive.button_reply`
    ButtonReply,
    /// `interactive.list_reply`
    ListReply,
    /// `button` of a template
    TemplateButton,
}

impl Bubble {
    /// Whether the citizen's screen shows it.
    pub fn is_visible(&self) -> bool {
        self.side == Side::Citizen || (self.status >= BubbleStatus::Delivered && self.status != BubbleStatus::Failed)
    }
}
