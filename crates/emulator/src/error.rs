//! What can go wrong when a test or the phone page asks the emulator for something.

use std::time::Duration;

/// Why a control call was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum EmulatorError {
    /// No contact has this id, phone number or user id.
    #[error("no contact answers to {0:?}")]
    UnknownContact(String),
    /// No bubble of the contact has this message id.
    #[error("no message {0:?} in this chat")]
    UnknownMessage(String),
    /// No media has this id, or it has expired.
    #[error("no media {0:?}")]
    UnknownMedia(String),
    /// None of the buttons and rows on the phone has this id or title.
    #[error("nothing to tap called {wanted:?}; on the screen: {offered:?}")]
    NothingToTap {
        /// What the caller wanted to tap.
        wanted: String,
        /// Ids of what the newest interactive bubbles offer.
        offered: Vec<String>,
    },
    /// The request cannot be understood.
    #[error("{0}")]
    Invalid(String),
    /// Nothing that matches appeared in time.
    #[error("nothing matching came within {waited:?}; the chat ends with: {tail:?}")]
    TimedOut {
        /// How long the caller waited.
        waited: Duration,
        /// Texts of the last bubbles, newest last.
        tail: Vec<String>,
    },
}

impl EmulatorError {
    /// Short name for programs, stable across wording changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownContact(_) => "unknown_contact",
            Self::UnknownMessage(_) => "unknown_message",
            Self::UnknownMedia(_) => "unknown_media",
            Self::NothingToTap { .. } => "nothing_to_tap",
            Self::Invalid(_) => "invalid",
            Self::TimedOut { .. } => "timed_out",
        }
    }
}
