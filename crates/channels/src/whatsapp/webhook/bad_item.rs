use std::fmt;

/// An item that could not be understood: goes to the dead letters with its raw JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path} {reason}")]
pub struct BadItem {
    /// Where it is, such as `entry[0].changes[1].messages[2]`.
    pub path: String,
    /// What is wrong with it.
    pub reason: BadReason,
}

/// What is wrong with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BadReason {
    /// The body is about something that is not a WhatsApp account.
    OtherObject,
    /// The body has no list of entries.
    NoEntry,
    /// The entry has no list of changes.
    NoChanges,
    /// The change does not say its field.
    NoField,
    /// Something that must be an object is none.
    NotAnObject,
    /// Something that must be a list is none.
    NotAList,
    /// It does not say for which of our numbers it is.
    NoAccount,
    /// It has no id.
    NoId,
    /// It has no usable timestamp.
    NoTimestamp,
    /// It says neither phone number nor user id of the sender.
    NoSender,
    /// A status without its word.
    NoStatus,
}

impl BadReason {
    /// The words a person reads after the path.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OtherObject => "is not about a WhatsApp account",
            Self::NoEntry => "has no list of entries",
            Self::NoChanges => "has no list of changes",
            Self::NoField => "does not say its field",
            Self::NotAnObject => "is not an object",
            Self::NotAList => "is not a list",
            Self::NoAccount => "does not say for which number it is",
            Self::NoId => "has no id",
            Self::NoTimestamp => "has no usable timestamp",
            Self::NoSender => "does not say who sent it",
            Self::NoStatus => "has no status",
        }
    }

    pub(super) fn at(self, path: &str) -> BadItem {
        BadItem { path: path.to_owned(), reason: self }
    }
}

impl fmt::Display for BadReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
