//! The Graph API: what the server calls (whatsapp-cloud-api 0, 5, 7, 9).

mod account;
mod auth;
mod download;
pub(crate) mod error;
pub(crate) mod limits;
mod linked;
mod media;
mod messages;
mod number;
mod plan;
mod reading;
mod rules;
mod send;
mod templates;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::emulator::Emulator;

/// Largest upload: documents of 100 MB, and some room for the form around them.
const MAX_UPLOAD: usize = 101 * 1024 * 1024;

/// `/graph/{version}/…` and the media host `/lookaside/…`.
pub(crate) fn router() -> Router<Emulator> {
    Router::new()
        .route("/graph/{version}/{id}/messages", post(messages::post_message))
        .route("/graph/{version}/{id}/media", post(media::upload).layer(DefaultBodyLimit::max(MAX_UPLOAD)))
        .route("/graph/{version}/{id}", get(number::get_object).post(number::update_object).delete(media::delete))
        .route(
            "/graph/{version}/{id}/subscribed_apps",
            get(account::subscribed_apps).post(account::subscribe).delete(account::subscribe),
        )
        .route("/graph/{version}/{id}/phone_numbers", get(account::phone_numbers))
        .route(
            "/graph/{version}/{id}/message_templates",
            get(templates::list).post(templates::create).delete(templates::delete),
        )
        .route("/graph/{version}/{id}/whatsapp_business_profile", get(number::get_profile).post(account::subscribe))
        .route("/graph/{version}/{id}/register", post(account::subscribe))
        .route("/graph/{version}/{id}/{*rest}", axum::routing::any(account::unknown_edge))
        .route("/lookaside/whatsapp_business/attachments/", get(download::download))
}
