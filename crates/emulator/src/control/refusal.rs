//! Errors of the control API as JSON: `{"code", "message"}`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::error::EmulatorError;

/// An error on its way to the caller.
pub(super) struct Refusal(EmulatorError);

impl From<EmulatorError> for Refusal {
    fn from(error: EmulatorError) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match &self.0 {
            EmulatorError::UnknownContact(_) | EmulatorError::UnknownMessage(_) | EmulatorError::UnknownMedia(_) => {
                StatusCode::NOT_FOUND
            }
            EmulatorError::NothingToTap { .. } => StatusCode::CONFLICT,
            EmulatorError::Invalid(_) => StatusCode::BAD_REQUEST,
            EmulatorError::TimedOut { .. } => StatusCode::REQUEST_TIMEOUT,
        };
        (status, Json(json!({ "code": self.0.code(), "message": self.0.to_string() }))).into_response()
    }
}
