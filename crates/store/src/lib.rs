//! All SQL: one text for SQLite and PostgreSQL.
//!
//! [`Store::write`] and [`Store::read`] run a closure over a [`Tx`], whose methods are the verbs of the domain, one module an aggregate.
//! Nobody outside this crate sees a row or writes a statement.

pub mod alerts;
pub mod channels;
pub mod contacts;
pub mod conversations;
mod db;
mod error;
pub mod events;
pub mod evidence;
pub mod export;
pub mod flows;
pub mod handoffs;
pub mod identities;
pub mod inbound;
pub mod jobs;
pub mod media;
pub mod messages;
pub mod once;
pub mod outbound;
pub mod page;
pub mod reconcile;
pub mod reports;
pub mod sessions;
pub mod statuses;
pub mod timers;
pub mod tokens;
pub mod webhooks;
mod words;

pub use db::{Store, StoreConfig, Tx, TxFuture};
pub use error::StoreError;
pub use page::{Cursor, Page, PageRequest, Span};
pub use words::{
    Author, Direction, EvidenceState, Fault, FileState, HandoffState, InboundOutcome, OutboundState, ReportState,
};

pub use alerts::NewAlert;
pub use channels::Channel;
pub use contacts::Contact;
pub use conversations::{Conversation, ConversationFilter, ConversationSummary, OwnerChange};
pub use events::{Event, NewEvent};
pub use evidence::{Evidence, NewEvidence};
pub use export::{ConversationExport, MessageExport, ReportExport};
pub use flows::FlowVersion;
pub use handoffs::{Handoff, HandoffEnd, NewHandoff};
pub use identities::{FreshIds, IdentityOutcome, Recipient, Resolved};
pub use inbound::{Inbound, NewInbound};
pub use jobs::{Job, NewJob};
pub use media::{Media, MediaMissing, NewMedia, StoredFile};
pub use messages::{Message, MessageBody, NewMessage};
pub use outbound::{Claim, ClaimedOutbound, InFlight, LeaseFate, NewOutbound, Outbound, SendError};
pub use reconcile::{Discrepancy, HourRow, Reconciliation};
pub use reports::{Consent, Filed, NewReport, Report, ReportFilter};
pub use sessions::{NewSession, Session};
pub use statuses::Applied;
pub use timers::{NewTimer, Timer};
pub use webhooks::{DeadLetter, NewDeadLetter, NewWebhook};
