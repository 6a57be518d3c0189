use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// How far an outbound message got. Order = rank: a later status never goes back (whatsapp-cloud-api 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// In our queue.
    Queued,
    /// The provider took it; nothing more is known.
    Accepted,
    /// Left the provider.
    Sent,
    /// Reached the device.
    Delivered,
    /// Shown in an open chat.
    Read,
    /// A voice note was played.
    Played,
    /// Not sent or not delivered: final.
    Failed,
}

impl DeliveryStatus {
    /// The word in SQL and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Accepted => "accepted",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Played => "played",
            Self::Failed => "failed",
        }
    }

    /// Reads the word; unknown words are none and kept elsewhere as they came.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let all = [Self::Queued, Self::Accepted, Self::Sent, Self::Delivered, Self::Read, Self::Played, Self::Failed];
        all.into_iter().find(|status| status.as_str() == text)
    }

    /// The status after hearing `news`: the higher rank of both, in whatever order they arrive. `Failed` ranks highest: it is final.
    #[must_use]
    pub fn after(self, news: Self) -> Self {
        self.max(news)
    }

    /// Rank in SQL: 0 queued … 6 failed.
    #[must_use]
    pub const fn rank(self) -> i64 {
        self as i64
    }
}

/// A status webhook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatusUpdate {
    /// The provider's id of the message we sent.
    pub provider_id: String,
    /// The account at the provider.
    pub account: String,
    /// The status word as it came; unknown words are kept.
    pub status: String,
    /// When, by the provider.
    pub at: Timestamp,
    /// What we sent along as our own key (the outbound id), if echoed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback: Option<String>,
    /// First error code, when failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_code: Option<i64>,
    /// The provider's words for the error; no personal data expected, shown to agents only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_title: Option<String>,
    /// `service`, `utility`, … when priced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pricing_category: Option<String>,
}
