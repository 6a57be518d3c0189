//! The control API: what tests and the phone page do, as JSON over HTTP. Not part of WhatsApp.

mod behaviour;
mod contacts;
mod media;
mod origin;
mod refusal;
mod stream;
mod webhooks;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};

use crate::emulator::Emulator;

/// Media of citizens can be up to 100 MB (whatsapp-cloud-api 7).
const MAX_BODY: usize = 101 * 1024 * 1024;

/// A raw webhook can have the 3 MB of the real ones (whatsapp-cloud-api 1.4), and more to try refusals.
const MAX_JSON: usize = 16 * 1024 * 1024;

/// Everything under `/control`.
pub(crate) fn router() -> Router<Emulator> {
    Router::new()
        .route("/state", get(behaviour::state))
        .route("/stream", get(stream::stream))
        .route("/contacts", get(contacts::list).post(contacts::add))
        .route("/contacts/{contact}", get(contacts::show).patch(contacts::update).delete(contacts::remove))
        .route("/contacts/{contact}/transcript", get(contacts::transcript))
        .route("/contacts/{contact}/messages", post(contacts::send))
        .route("/contacts/{contact}/messages/{message}/duplicate", post(contacts::duplicate))
        .route("/contacts/{contact}/messages/{message}/played", post(contacts::played))
        .route("/media", post(media::put).layer(DefaultBodyLimit::max(MAX_BODY)))
        .route("/media/{media}", get(media::show))
        .route("/faults", get(behaviour::faults).post(behaviour::add_fault).delete(behaviour::clear_faults))
        .route("/faults/{fault}", axum::routing::delete(behaviour::remove_fault))
        .route("/settings", get(behaviour::settings).patch(behaviour::change_settings))
        .route("/clock", post(behaviour::advance_clock))
        .route("/counters", get(behaviour::counters))
        .route("/reset", post(behaviour::reset))
        .route("/handshake", post(webhooks::handshake))
        .route("/webhooks/raw", post(webhooks::raw))
        .route("/idle", get(webhooks::idle))
        .layer(DefaultBodyLimit::max(MAX_JSON))
        .layer(middleware::from_fn(origin::same_origin))
}
