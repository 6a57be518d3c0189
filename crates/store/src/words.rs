//! The closed sets of words in the tables.

use serde::{Serialize, Serializer};

use crate::db::worded;

macro_rules! words {
    ($($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? })+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// The word in SQL and JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word of SQL and JSON.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        worded!($name);
    )+};
}

words! {
    /// Which way a message went.
    Direction {
        /// From the citizen.
        In = "in",
        /// To the citizen.
        Out = "out",
        /// Between people of the city; the citizen never sees it.
        Note = "note",
    }

    /// Who wrote a message.
    Author {
        /// The contact of the conversation.
        Citizen = "citizen",
        /// The flow.
        Bot = "bot",
        /// A person of the city.
        Agent = "agent",
        /// The program itself.
        System = "system",
    }

    /// How it ended for something that arrived.
    InboundOutcome {
        /// The turn it took part in says something back.
        Answered = "answered",
        /// Seen by the bot or left to an agent; nothing to say back.
        Silent = "silent",
        /// Noted without becoming a message (identity changes, edits, notices).
        Recorded = "recorded",
        /// It became a message, but the turn failed for good; a person must look.
        Failed = "failed",
    }

    /// Whether the bytes of a file are here.
    FileState {
        /// Still to fetch.
        Pending = "pending",
        /// In the media store.
        Stored = "stored",
        /// Lost, with a reason.
        Missing = "missing",
    }

    /// Whether a piece of evidence can be looked at.
    EvidenceState {
        /// Its file is still to fetch.
        Pending = "pending",
        /// Complete.
        Stored = "stored",
        /// Lost, with a reason.
        Missing = "missing",
    }

    /// Whether the citizen finished the report.
    ReportState {
        /// Left half way; kept for an operator.
        Draft = "draft",
        /// Filed, with a folio.
        Filed = "filed",
    }

    /// How far a request for a person got.
    HandoffState {
        /// Nobody took it yet.
        Waiting = "waiting",
        /// An agent is at it.
        Taken = "taken",
        /// Done.
        Resolved = "resolved",
        /// Given back to the bot.
        Returned = "returned",
        /// The deadline passed.
        Expired = "expired",
    }

    /// How far something to send got.
    OutboundState {
        /// Waits for its turn and its time.
        Queued = "queued",
        /// A worker holds it.
        Sending = "sending",
        /// The provider took it.
        Accepted = "accepted",
        /// The provider refused it for good.
        Failed = "failed",
        /// The worker died between the send and its answer: nobody knows.
        Doubtful = "doubtful",
        /// The service window closed before it could be sent.
        Expired = "expired",
    }

    /// What does not add up.
    Fault {
        /// A webhook announced other than what is stored, duplicate or dead of it: something was lost at the door.
        WebhookItems = "webhook_items",
        /// An item is settled as a message, but there is no such message.
        MessageLost = "message_lost",
        /// A citizen's message that no webhook brought.
        InboundLost = "inbound_lost",
        /// An item is settled as answered, but nothing was said since.
        AnswerLost = "answer_lost",
        /// Something was said to the citizen that was never queued for sending.
        OutboundLost = "outbound_lost",
        /// Something is queued whose message is gone.
        OutboundOrphan = "outbound_orphan",
        /// The provider took it, but the message does not know under which id.
        AcceptanceLost = "acceptance_lost",
        /// The numbers of a conversation's messages have a gap.
        MessageGap = "message_gap",
        /// The numbers of the log have a gap.
        EventGap = "event_gap",
    }
}
