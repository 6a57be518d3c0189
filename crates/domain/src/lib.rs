//! Nouns, ids, value types and small rules shared by every crate.
//!
//! Nothing here does I/O, reads a clock or makes an id: [`Clock`] and [`IdSource`] are handed in by whoever runs the program.

mod channel;
mod clock;
mod content;
mod delivery;
mod fold;
mod folio;
mod ids;
mod inbound;
mod outbound;
mod ownership;
mod place;
mod priority;
mod time;

pub use channel::{ChannelKind, ChannelLimits};
pub use clock::{Clock, IdSource};
pub use content::{ContactCard, Content, MediaItem, MediaKind};
pub use delivery::{DeliveryStatus, StatusUpdate};
pub use fold::{fold, words};
pub use folio::{Folio, FolioError};
pub use ids::{
    AlertId, ChannelId, ContactId, ConversationId, DeadLetterId, EvidenceId, FlowHash, HandoffId, IdError, InboundId,
    JobId, MediaId, MessageId, OutboundId, ReportId, SessionId, TimerId, WebhookId,
};
pub use inbound::{Context, IdentityChange, IdentityHint, InboundMessage, Update};
pub use outbound::{Button, ListRow, ListSection, MediaSource, OutboundContent};
pub use ownership::Owner;
pub use place::{Place, PlaceQuery, PlaceSource, PlaceStatus};
pub use priority::Priority;
pub use time::{Duration, Timestamp};
