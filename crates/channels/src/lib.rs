//! Channel codecs and senders. A channel is a folder: pure functions that check, parse and render what its provider
//! speaks, and one client that talks to it. Nothing here knows a database, a flow or a clock.

mod error;
mod hex;
mod secret;
pub mod whatsapp;

pub use error::{ClientError, MediaError, SendError};
pub use secret::Secret;
