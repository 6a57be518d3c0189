//! Files of citizens, and every file for the page to show.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};

use super::refusal::Refusal;
use crate::emulator::Emulator;
use crate::error::EmulatorError;

/// Types the page may show; everything else is only offered as download.
const SHOWN: [&str; 3] = ["image/", "audio/", "video/"];

/// The body is the file, its type the request's `Content-Type`.
pub(super) async fn put(
    State(emulator): State<Emulator>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let mime = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let mime = mime.ok_or_else(|| EmulatorError::Invalid("a file needs a Content-Type".to_owned()))?;
    if body.is_empty() {
        return Err(EmulatorError::Invalid("the file is empty".to_owned()).into());
    }
    let id = emulator.put_media(body, mime);
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

pub(super) async fn show(State(emulator): State<Emulator>, Path(media): Path<String>) -> Result<Response, Refusal> {
    let (bytes, mime) = emulator.media(&media)?;
    let shown = SHOWN.iter().any(|prefix| mime.starts_with(prefix)) && !mime.starts_with("image/svg");
    let mime = if shown { mime } else { "application/octet-stream".to_owned() };
    let disposition = if shown { "inline" } else { "attachment" };
    let mime = HeaderValue::from_str(&mime).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (header::CONTENT_TYPE, mime),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600")),
    ];
    Ok((headers, bytes).into_response())
}
