//! People and what they do.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::refusal::Refusal;
use crate::emulator::Emulator;
use crate::inbound::NewMessage;
use crate::world::contact::{Contact, ContactPatch, NewContact};
use crate::world::transcript::Bubble;

pub(super) async fn list(State(emulator): State<Emulator>) -> Json<Vec<Contact>> {
    Json(emulator.contacts())
}

pub(super) async fn add(State(emulator): State<Emulator>, Json(new): Json<NewContact>) -> (StatusCode, Json<Contact>) {
    (StatusCode::CREATED, Json(emulator.add_contact(new)))
}

pub(super) async fn show(
    State(emulator): State<Emulator>,
    Path(contact): Path<String>,
) -> Result<Json<Contact>, Refusal> {
    Ok(Json(emulator.contact(&contact)?))
}

pub(super) async fn update(
    State(emulator): State<Emulator>,
    Path(contact): Path<String>,
    Json(patch): Json<ContactPatch>,
) -> Result<Json<Contact>, Refusal> {
    Ok(Json(emulator.update_contact(&contact, patch)?))
}

pub(super) async fn remove(
    State(emulator): State<Emulator>,
    Path(contact): Path<String>,
) -> Result<StatusCode, Refusal> {
    emulator.remove_contact(&contact)?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn transcript(
    State(emulator): State<Emulator>,
    Path(contact): Path<String>,
) -> Result<Json<Vec<Bubble>>, Refusal> {
    Ok(Json(emulator.transcript(&contact)?))
}

pub(super) async fn send(
    State(emulator): State<Emulator>,
    Path(contact): Path<String>,
    Json(message): Json<NewMessage>,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let id = emulator.send(&contact, &message)?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

pub(super) async fn duplicate(
    State(emulator): State<Emulator>,
    Path((contact, message)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    emulator.duplicate(&contact, &message)?;
    Ok(StatusCode::ACCEPTED)
}

pub(super) async fn played(
    State(emulator): State<Emulator>,
    Path((contact, message)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    emulator.play(&contact, &message)?;
    Ok(StatusCode::ACCEPTED)
}
