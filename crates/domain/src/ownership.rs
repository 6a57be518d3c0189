use serde::{Deserialize, Serialize};

/// Who answers a conversation (DESIGN section 3). Transitions are in `app::ownership`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The flow.
    Bot,
    /// Waiting for a person; has a deadline.
    Queued,
    /// A person of the city; the bot is silent.
    Agent,
    /// Set aside until a time or a message.
    Parked,
    /// Nobody; the next message opens it again.
    Closed,
}

impl Owner {
    /// The word in SQL and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bot => "bot",
            Self::Queued => "queued",
            Self::Agent => "agent",
            Self::Parked => "parked",
            Self::Closed => "closed",
        }
    }

    /// Reads the word of SQL and JSON.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Bot, Self::Queued, Self::Agent, Self::Parked, Self::Closed].into_iter().find(|o| o.as_str() == text)
    }
}
