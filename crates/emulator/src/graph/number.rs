//! `GET /{id}`: a media file, the business number or the account, told apart by the id.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::auth::no_such_object;
use super::error::GraphError;
use crate::emulator::Emulator;
use crate::faults::{Fault, Stage};

/// Fields of the number when none are asked for.
const USUAL_FIELDS: [&str; 5] =
    ["verified_name", "code_verification_status", "display_phone_number", "quality_rating", "id"];

/// `GET /{media_id}`, `GET /{phone_number_id}`, `GET /{waba_id}`
pub(super) async fn get_object(
    State(emulator): State<Emulator>,
    Path((version, id)): Path<(String, String)>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Json<Value>, GraphError> {
    emulator.authorize(&version, &headers)?;
    let fields = query.get("fields").map(String::as_str);
    let config = emulator.config();
    if id == config.phone_number_id {
        return Ok(Json(chosen(&emulator.number(), fields, &USUAL_FIELDS)));
    }
    if id == config.waba_id {
        return Ok(Json(chosen(&emulator.account(), fields, &["id", "name", "timezone_id"])));
    }
    let asked_by = query.get("phone_number_id");
    if asked_by.is_some_and(|number| *number != config.phone_number_id) {
        return Err(no_such_object(&id));
    }
    emulator.media_object(&id).map(Json)
}

/// `POST /{phone_number_id}`: settings are taken and not used.
pub(super) async fn update_object(
    State(emulator): State<Emulator>,
    Path((version, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, GraphError> {
    emulator.authorize(&version, &headers)?;
    emulator.must_be_number(&id)?;
    Ok(Json(json!({ "success": true })))
}

/// `GET /{phone_number_id}/whatsapp_business_profile`
pub(super) async fn get_profile(
    State(emulator): State<Emulator>,
    Path((version, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, GraphError> {
    emulator.authorize(&version, &headers)?;
    emulator.must_be_number(&id)?;
    let profile = json!({ "messaging_product": "whatsapp", "about": "Emulador", "vertical": "GOVT" });
    Ok(Json(json!({ "data": [profile] })))
}

impl Emulator {
    /// Everything the emulator says about the number (whatsapp-cloud-api 9.2).
    pub(super) fn number(&self) -> Value {
        let config = self.config();
        let throughput = if self.world().settings.throughput_per_second == Some(80) { "STANDARD" } else { "HIGH" };
        json!({
            "id": config.phone_number_id,
            "display_phone_number": config.display_phone_number,
            "verified_name": "Ventanilla (emulador)",
            "quality_rating": "GREEN",
            "status": "CONNECTED",
            "code_verification_status": "VERIFIED",
            "platform_type": "CLOUD_API",
            "name_status": "APPROVED",
            "throughput": { "level": throughput },
            "whatsapp_business_manager_messaging_limit": "TIER_2K",
            "webhook_configuration": { "application": config.webhook_url },
            "health_status": {
                "can_send_message": "AVAILABLE",
                "entities": [{ "entity_type": "PHONE_NUMBER", "id": config.phone_number_id, "can_send_message": "AVAILABLE" }],
            },
        })
    }

    fn account(&self) -> Value {
        let id = &self.config().waba_id;
        json!({
            "id": id,
            "name": "Ventanilla (emulador)",
            "timezone_id": "1",
            "health_status": {
                "can_send_message": "AVAILABLE",
                "entities": [{ "entity_type": "WABA", "id": id, "can_send_message": "AVAILABLE" }],
            },
        })
    }

    fn media_object(&self, id: &str) -> Result<Value, GraphError> {
        let now = self.now_ms();
        let mut world = self.world();
        let expired = world.faults.strike(Stage::Media, None, "lookup").contains(&Fault::MediaExpired);
        let found = if expired { None } else { world.media.get(id, now).cloned() };
        let media = found.ok_or_else(|| no_such_object(id))?;
        Ok(json!({
            "messaging_product": "whatsapp",
            "url": self.media_url(&mut world, id),
            "mime_type": media.mime,
            "sha256": media.sha256,
            "file_size": media.bytes.len(),
            "id": media.id,
        }))
    }
}

/// The fields asked for, always with the id.
fn chosen(object: &Value, asked: Option<&str>, usual: &[&str]) -> Value {
    let names: Vec<&str> = asked.map_or_else(|| usual.to_vec(), |text| text.split(',').map(str::trim).collect());
    let mut out = json!({});
    for name in names.into_iter().chain(["id"]) {
        let known = object.get(name);
        if let Some(value) = known {
            out[name] = value.clone();
        }
    }
    out
}
