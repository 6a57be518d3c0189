//! Uploading and deleting files (whatsapp-cloud-api 7).

use axum::Json;
use axum::extract::{Multipart, Path, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::response::Response;
use bytes::Bytes;
use serde_json::{Value, json};

use super::auth::no_such_object;
use super::error::GraphError;
use super::limits;
use crate::emulator::Emulator;
use crate::world::World;
use crate::world::media::Source;

/// The parts of an upload form.
#[derive(Default)]
struct Form {
    product: Option<String>,
    kind: Option<String>,
    file: Option<(Bytes, String)>,
}

/// `POST /{phone_number_id}/media`
pub(super) async fn upload(
    State(emulator): State<Emulator>,
    Path((version, number)): Path<(String, String)>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let allowed = emulator.authorize(&version, &headers).and_then(|()| emulator.must_be_number(&number));
    let form = match allowed {
        Ok(()) => read_form(form).await,
        Err(error) => Err(error),
    };
    match form.and_then(|form| emulator.keep_upload(form)) {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => error.into_response(),
    }
}

/// `DELETE /{media_id}`
pub(super) async fn delete(
    State(emulator): State<Emulator>,
    Path((version, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Value>, GraphError> {
    emulator.authorize(&version, &headers)?;
    if emulator.world().media.delete(&id) { Ok(Json(json!({ "success": true }))) } else { Err(no_such_object(&id)) }
}

async fn read_form(mut multipart: Multipart) -> Result<Form, GraphError> {
    let broken = |error: axum::extract::multipart::MultipartError| GraphError::parameter(error.body_text());
    let mut form = Form::default();
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default() {
            "messaging_product" => form.product = Some(field.text().await.map_err(broken)?),
            "type" => form.kind = Some(field.text().await.map_err(broken)?),
            "file" => {
                let mime = field.content_type().unwrap_or("application/octet-stream").to_owned();
                form.file = Some((field.bytes().await.map_err(broken)?, mime));
            }
            _ => {}
        }
    }
    Ok(form)
}

impl Emulator {
    fn keep_upload(&self, form: Form) -> Result<Value, GraphError> {
        if form.product.as_deref() != Some("whatsapp") {
            return Err(GraphError::parameter("The parameter messaging_product is required."));
        }
        let missing = || GraphError::parameter("The parameter file is required.");
        let (bytes, part_mime) = form.file.ok_or_else(missing)?;
        // `type` names the MIME type; some clients only give it with the file.
        let mime = form.kind.filter(|kind| kind.contains('/')).unwrap_or(part_mime);
        let essence = mime.split(';').next().unwrap_or_default().trim().to_owned();
        if bytes.is_empty() || !limits::may_upload(&essence, bytes.len()) {
            return Err(GraphError::new(131_053, format!("{essence} of {} bytes cannot be uploaded.", bytes.len())));
        }
        let now = self.now_ms();
        let mut world = self.world();
        world.counters.media_uploaded += 1;
        let media = world.media.put(bytes, &mime, Source::Business, now);
        Ok(json!({ "id": media.id }))
    }

    /// A link to a file that lives five minutes.
    pub(crate) fn media_url(&self, world: &mut World, media_id: &str) -> String {
        let secret = world.media.link(media_id, self.now_ms());
        let base = &self.config().public_base;
        format!("{base}/lookaside/whatsapp_business/attachments/?mid={media_id}&source=webhook&hash={secret}")
    }
}
