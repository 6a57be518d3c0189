//! Use cases: what happens when a webhook arrives, a timer falls due, a bubble must leave, a file must be fetched. The only place that
//! combines the pure crates with the store and the channels.

mod acts;
mod app;
mod channels;
mod error;
mod export;
mod files;
mod flows;
mod intake;
mod language;
mod limits;
mod links;
mod media;
mod outbound;
pub mod policy;
mod queries;
mod run;
mod tokens;
mod turn;
mod wake;
mod world;

pub use app::{App, AppConfig};
pub use channels::WhatsappConfig;
pub use error::Error;
pub use export::{ExportFilter, ExportKind, ExportRow, span};
pub use files::{Files, sha256_hex};
pub use flows::{Package, prove};
pub use intake::Receipt;
pub use limits::Limits;
pub use queries::{ConversationDetail, ReportDetail};
pub use world::World;

/// What the store keeps, for those who show it.
pub mod records {
    pub use ventanilla_store::{
        Conversation, ConversationFilter, ConversationSummary, DeadLetter, Event, Evidence, Message, Page, PageRequest,
        Reconciliation, Report, ReportFilter, ReportState, Span,
    };
}
