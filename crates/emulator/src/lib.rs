//! WhatsApp's side on loopback: a Graph API that enforces Meta's limits, signed webhooks with batches,
//! redelivery and faults, and phones in the browser.
//!
//! It speaks to the server only through the WhatsApp protocol, so whatever passes here has passed the
//! real wire format. Facts come from the reference "whatsapp-cloud-api", cited by section number.
//!
//! ```text
//!  phone page ─┐                              ┌─ graph/    POST messages, media      ◀── server
//!  Rust tests ─┼─▶ control/, handle.rs ─▶ world (one lock) ─▶ outbox ─ webhook/ ─POST──▶ server
//!              ◀── stream of changes ─────────┘     └ timers: ladder, retries, delays
//! ```

mod change;
mod clock;
mod config;
mod control;
mod emulator;
mod error;
mod faults;
mod graph;
mod handle;
mod ids;
mod inbound;
mod phone;
mod settings;
mod webhook;
mod world;

pub use change::Change;
pub use config::EmulatorConfig;
pub use emulator::Emulator;
pub use error::EmulatorError;
pub use faults::{Fault, FaultRule};
pub use inbound::{Inbound, NewMessage};
pub use settings::{PairRate, Settings, Spread};
pub use webhook::handshake::Handshake;
pub use webhook::sign::signature;
pub use world::contact::{Contact, ContactPatch, NewContact};
pub use world::counters::Counters;
pub use world::transcript::{Answers, Bubble, BubbleStatus, Choice, Side};
