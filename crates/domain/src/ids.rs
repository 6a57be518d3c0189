//! One type for each kind of id: a UUIDv7 inside, `rep_0192…` outside (in JSON, SQL, URLs and logs alike).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// Why a text is not an id of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id of the form {prefix}_…")]
pub struct IdError {
    /// The prefix that was expected, such as `rep`.
    pub prefix: &'static str,
}

macro_rules! id {
    ($name:ident, $prefix:literal, $doc:literal) => {
        #[doc = $doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Names `uuid` as an id of this kind.
            #[must_use]
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The id with this number: for tests and simulations, which must be repeatable.
            #[must_use]
            pub const fn from_u128(number: u128) -> Self {
                Self(Uuid::from_u128(number))
            }

            /// The bare UUID.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let error = IdError { prefix: $prefix };
                let hex = text.strip_prefix(concat!($prefix, "_")).ok_or_else(|| error.clone())?;
                Uuid::try_parse(hex).map(Self).map_err(|_| error)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(ChannelId, "chn", "A configured account at a provider: one WhatsApp number, one web chat.");
id!(ContactId, "con", "A citizen.");
id!(ConversationId, "cnv", "The endless thread of one contact on one channel.");
id!(MessageId, "msg", "One entry of a conversation, inbound or outbound.");
id!(SessionId, "ses", "One run of a flow inside a conversation.");
id!(ReportId, "rep", "The case a citizen files.");
id!(EvidenceId, "evi", "A photo, video or note that belongs to a report.");
id!(MediaId, "med", "A file that arrived or left with a message.");
id!(HandoffId, "hnd", "A request that a person of the city take over.");
id!(AlertId, "alr", "An urgent alert raised by a flow.");
id!(OutboundId, "out", "Something that must be sent.");
id!(TimerId, "tim", "Something that falls due.");
id!(JobId, "job", "Work for the outside world: fetch a file, send a dispatch.");
id!(WebhookId, "whk", "One POST of a provider, kept as raw bytes.");
id!(InboundId, "inb", "One item of a webhook that waits for its turn.");
id!(DeadLetterId, "ded", "One item that could not be understood, with its reason.");

/// The name of a published flow version: lower-case hex SHA-256 of its files (FLOW.md section 1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FlowHash(pub String);

impl fmt::Display for FlowHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
