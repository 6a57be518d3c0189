//! How the emulator behaves: faults, settings, clock; and what it counted.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::Duration;

use super::refusal::Refusal;
use crate::emulator::Emulator;
use crate::error::EmulatorError;
use crate::faults::FaultRule;
use crate::settings::Settings;
use crate::world::counters::Counters;

/// All the page needs to begin with: number, contacts with their chats, faults.
pub(super) async fn state(State(emulator): State<Emulator>) -> Json<Value> {
    let world = emulator.world();
    let people: Vec<Value> =
        world.people.iter().map(|person| json!({ "contact": person.contact, "chat": person.chat })).collect();
    Json(json!({
        "now_ms": emulator.now_ms(),
        "business": emulator.config().display_phone_number,
        "webhook_url": emulator.config().webhook_url,
        "verified": world.verified,
        "people": people,
        "faults": world.faults.list(),
        "settings": world.settings,
    }))
}

pub(super) async fn faults(State(emulator): State<Emulator>) -> Json<Vec<FaultRule>> {
    Json(emulator.faults())
}

pub(super) async fn add_fault(
    State(emulator): State<Emulator>,
    Json(rule): Json<FaultRule>,
) -> (StatusCode, Json<Value>) {
    let id = emulator.add_fault(rule);
    (StatusCode::CREATED, Json(json!({ "id": id })))
}

pub(super) async fn remove_fault(State(emulator): State<Emulator>, Path(fault): Path<u64>) -> StatusCode {
    if emulator.remove_fault(fault) { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

pub(super) async fn clear_faults(State(emulator): State<Emulator>) -> StatusCode {
    emulator.clear_faults();
    StatusCode::NO_CONTENT
}

pub(super) async fn settings(State(emulator): State<Emulator>) -> Json<Settings> {
    Json(emulator.settings())
}

/// Members that are absent stay as they are; a name that is none is refused.
pub(super) async fn change_settings(
    State(emulator): State<Emulator>,
    Json(patch): Json<serde_json::Map<String, Value>>,
) -> Result<Json<Settings>, Refusal> {
    let invalid = |error: serde_json::Error| EmulatorError::Invalid(error.to_string());
    let mut merged = serde_json::to_value(emulator.settings()).map_err(invalid)?;
    for (name, value) in patch {
        merged[name.as_str()] = value;
    }
    let settings: Settings = serde_json::from_value(merged).map_err(invalid)?;
    emulator.set_settings(settings.clone());
    Ok(Json(settings))
}

#[derive(Deserialize)]
pub(super) struct Leap {
    advance_seconds: u32,
}

pub(super) async fn advance_clock(State(emulator): State<Emulator>, Json(leap): Json<Leap>) -> Json<Value> {
    emulator.advance(Duration::from_secs(u64::from(leap.advance_seconds)));
    Json(json!({ "now_ms": emulator.now_ms() }))
}

pub(super) async fn counters(State(emulator): State<Emulator>) -> Json<Counters> {
    Json(emulator.counters())
}

pub(super) async fn reset(State(emulator): State<Emulator>) -> StatusCode {
    emulator.reset();
    StatusCode::NO_CONTENT
}
