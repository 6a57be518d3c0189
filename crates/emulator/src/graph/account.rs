//! The business account: subscriptions and its one number (whatsapp-cloud-api 9.2, 9.3).

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::error::GraphError;
use crate::emulator::Emulator;

/// `GET /{waba_id}/subscribed_apps`
pub(super) async fn subscribed_apps(
    State(emulator): State<Emulator>,
    Path((version, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, GraphError> {
    emulator.authorize(&version, &headers)?;
    emulator.must_be_account(&id)?;
    let app = json!({ "whatsapp_business_api_data": { "id": "1", "name": "Ventanilla (emulador)", "link": "" } });
    Ok(Json(json!({ "data": [app] })))
}

/// Calls that succeed without changing anything here: subscribing, registering, editing the profile.
pub(super) async fn subscribe(
    State(emulator): State<Emulator>,
    Path((version, _id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, GraphError> {
    emulator.authorize(&version, &headers)?;
    Ok(Json(json!({ "success": true })))
}

/// `GET /{waba_id}/phone_numbers`
pub(super) async fn phone_numbers(
    State(emulator): State<Emulator>,
    Path((version, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, GraphError> {
    emulator.authorize(&version, &headers)?;
    emulator.must_be_account(&id)?;
    Ok(Json(json!({ "data": [emulator.number()] })))
}

/// Everything else.
pub(super) async fn unknown_edge(
    State(emulator): State<Emulator>,
    Path((version, id, rest)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, GraphError> {
    emulator.authorize(&version, &headers)?;
    Err(GraphError::parameter(format!("Unknown path components: /{id}/{rest}")))
}
