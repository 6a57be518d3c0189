//! Managing templates; every one is approved at once (whatsapp-cloud-api 9.1).

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::GraphError;
use crate::emulator::Emulator;
use crate::ids;
use crate::world::template::Template;

#[derive(Deserialize)]
struct NewTemplate {
    name: String,
    language: String,
    category: String,
    #[serde(default)]
    components: Value,
}

/// `POST /{waba_id}/message_templates`
pub(super) async fn create(
    State(emulator): State<Emulator>,
    Path((version, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, GraphError> {
    emulator.authorize(&version, &headers)?;
    emulator.must_be_account(&id)?;
    let new: NewTemplate = serde_json::from_slice(&body).map_err(|error| GraphError::parameter(error.to_string()))?;
    let template = Template {
        id: ids::media_id(),
        name: new.name,
        language: new.language,
        category: new.category,
        components: new.components,
    };
    let answer = json!({ "id": template.id, "status": "APPROVED", "category": template.category });
    let mut world = emulator.world();
    world.templates.retain(|old| old.name != template.name || old.language != template.language);
    world.templates.push(template);
    Ok(Json(answer))
}

/// `GET /{waba_id}/message_templates`
pub(super) async fn list(
    State(emulator): State<Emulator>,
    Path((version, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, GraphError> {
    emulator.authorize(&version, &headers)?;
    emulator.must_be_account(&id)?;
    let listed: Vec<Value> = emulator.world().templates.iter().map(Template::listed).collect();
    Ok(Json(json!({ "data": listed, "paging": { "cursors": { "before": "", "after": "" } } })))
}

/// `DELETE /{waba_id}/message_templates?name=…`
pub(super) async fn delete(
    State(emulator): State<Emulator>,
    Path((version, id)): Path<(String, String)>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Json<Value>, GraphError> {
    emulator.authorize(&version, &headers)?;
    emulator.must_be_account(&id)?;
    let name = query.get("name").ok_or_else(|| GraphError::parameter("The parameter name is required."))?;
    emulator.world().templates.retain(|template| template.name != *name);
    Ok(Json(json!({ "success": true })))
}
