//! What the channels promise, through their public API only.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

mod check_media;
mod client;
mod errors;
mod fake_graph;
mod fixtures;
mod handshake;
mod hostile_bodies;
mod identity;
mod pacing;
mod render;
mod signature;
