use std::collections::HashMap;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::{ApiError, ServerState};

/// Bodies above this cannot come from Meta (3 MB, whatsapp-cloud-api 1.4) and are not even read to the end. Between the two sizes a
/// signed body is kept in the dead letters.
const READ_AT_MOST: usize = 16 * 1024 * 1024;

pub(super) fn router() -> Router<ServerState> {
    Router::new().route("/webhooks/whatsapp", get(handshake).post(receive))
}

/// `GET`: the verification handshake (whatsapp-cloud-api 1.1).
async fn handshake(State(state): State<ServerState>, Query(query): Query<HashMap<String, String>>) -> Response {
    match state.app.handshake(&query) {
        Some(challenge) => challenge.into_response(),
        None => {
            metrics::counter!("ventanilla_webhook_refused_total", "why" => "verify_token").increment(1);
            ApiError::new(StatusCode::FORBIDDEN, "verify_token", "El token de verificación no corresponde.")
                .into_response()
        }
    }
}

/// `POST`: 200 only when everything understood is durable (whatsapp-cloud-api 1.5).
async fn receive(State(state): State<ServerState>, headers: HeaderMap, body: Body) -> Result<StatusCode, ApiError> {
    let signature = headers.get("x-hub-signature-256").and_then(|value| value.to_str().ok());
    state.app.check_signature_shape(signature)?;
    let body = read(body).await?;
    state.app.receive(signature, body).await?;
    Ok(StatusCode::OK)
}

async fn read(body: Body) -> Result<Bytes, ApiError> {
    axum::body::to_bytes(body, READ_AT_MOST).await.map_err(|error| {
        let too_large =
            std::error::Error::source(&error).is_some_and(|cause| cause.is::<http_body_util::LengthLimitError>());
        if too_large {
            metrics::counter!("ventanilla_webhook_refused_total", "why" => "too_large").increment(1);
            ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "El cuerpo es demasiado grande.")
        } else {
            ApiError::new(StatusCode::BAD_REQUEST, "body", "El cuerpo no llegó completo.")
        }
    })
}
