//! Webhooks on demand.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use tokio::time::Duration;

use super::refusal::Refusal;
use crate::emulator::Emulator;
use crate::webhook::handshake::Handshake;

pub(super) async fn handshake(State(emulator): State<Emulator>) -> Json<Handshake> {
    Json(emulator.handshake().await)
}

#[derive(Deserialize)]
pub(super) struct Raw {
    /// A string is posted as it is, anything else as JSON.
    body: Value,
}

pub(super) async fn raw(State(emulator): State<Emulator>, Json(raw): Json<Raw>) -> StatusCode {
    match raw.body {
        Value::String(text) => emulator.post_raw(&text),
        other => emulator.post_raw(&other.to_string()),
    }
    StatusCode::ACCEPTED
}

#[derive(Deserialize)]
pub(super) struct Patience {
    #[serde(default = "ten_seconds")]
    timeout_ms: u64,
}

/// Answers when nothing is on its way any more.
pub(super) async fn idle(
    State(emulator): State<Emulator>,
    Query(patience): Query<Patience>,
) -> Result<StatusCode, Refusal> {
    emulator.wait_until_idle(Duration::from_millis(patience.timeout_ms)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn ten_seconds() -> u64 {
    10_000
}
