//! The WhatsApp Cloud API as described in `whatsapp-cloud-api.md`, sections 1 to 8.
//!
//! Pure: [`verify`] and [`sign`] (1.3), [`answer`] (1.1), [`parse`] (1.4, 2 to 4), [`message`] and [`mark_read`] (5),
//! [`classify`], [`classify_code`] and [`retry_wait`] (6), [`Pacing`] (8.1), [`check_media`] (7).
//! With a network: [`Client`].

mod client;
mod handshake;
mod identity;
mod media;
mod pacing;
mod render;
mod retry;
mod send_error;
mod signature;
mod status;
mod webhook;

pub use client::{Accepted, Client, ClientConfig, Downloaded, MediaInfo};
pub use handshake::answer;
pub use identity::{PhoneNumber, Recipient, UserId, alternative_form, canonical_phone, is_user_id, recipient_of};
pub use media::{DOWNLOAD_MAX_BYTES, SNIFF_BYTES, check_media, max_bytes};
pub use pacing::{Pacing, PacingConfig};
pub use render::{RenderError, mark_read, message};
pub use retry::retry_wait;
pub(crate) use send_error::FIRST_WAIT;
pub use send_error::{ApiError, ErrorClass, classify, classify_code};
pub use signature::{SignatureError, sign, verify};
pub use webhook::{BadItem, BadReason, Item, NotJson, parse};
