//! The media host: bytes behind a short-lived link, with the same bearer token (whatsapp-cloud-api 7).

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use serde::Deserialize;
use tokio::time::Duration;

use crate::emulator::Emulator;
use crate::faults::{Fault, Stage};

#[derive(Deserialize)]
pub(super) struct Link {
    hash: String,
}

/// `GET {url}` as given by `GET /{media_id}` or a webhook.
pub(super) async fn download(
    State(emulator): State<Emulator>,
    Query(link): Query<Link>,
    headers: HeaderMap,
) -> Response {
    if let Err(error) = emulator.authorize("v0.0", &headers) {
        return error.into_response();
    }
    let faults = emulator.world().faults.strike(Stage::Media, None, "download");
    let mut pause = 0;
    let mut wrong = false;
    for fault in faults {
        match fault {
            Fault::MediaExpired => return StatusCode::NOT_FOUND.into_response(),
            Fault::WrongHash => wrong = true,
            Fault::SlowMedia { ms } => pause += ms,
            _ => {}
        }
    }
    tokio::time::sleep(Duration::from_millis(pause)).await;
    let found = emulator.fetch(&link.hash);
    match found {
        None => StatusCode::NOT_FOUND.into_response(),
        Some((bytes, mime)) => {
            let bytes = if wrong { damaged(&bytes) } else { bytes };
            let mime = HeaderValue::from_str(&mime).unwrap_or(HeaderValue::from_static("application/octet-stream"));
            ([(header::CONTENT_TYPE, mime)], bytes).into_response()
        }
    }
}

impl Emulator {
    fn fetch(&self, secret: &str) -> Option<(Bytes, String)> {
        let now = self.now_ms();
        let mut world = self.world();
        let media = world.media.follow(secret, now).map(|media| (media.bytes.clone(), media.mime.clone()))?;
        world.counters.media_downloaded += 1;
        Some(media)
    }
}

/// The same length, other content.
fn damaged(bytes: &Bytes) -> Bytes {
    let mut changed = BytesMut::from(bytes.as_ref());
    if let Some(last) = changed.last_mut() {
        *last ^= 0xff;
    }
    changed.freeze()
}
