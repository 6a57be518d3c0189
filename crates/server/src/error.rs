use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use ventanilla_app::Error;

/// A refusal as RFC 9457 problem JSON: a stable code for programs, a sentence for people. Internals only go to the log, once, here.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    code: &'static str,
    detail: String,
}

/// The body of a refusal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// `about:blank`: the code says more than a page would.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// Stable word.
    pub code: &'static str,
    /// What happened and what to do, in Spanish.
    pub detail: String,
}

impl ApiError {
    /// A refusal of our own.
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into() }
    }

    /// A parameter that cannot be read.
    pub(crate) fn parameter(name: &str, expected: &str) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "parameter",
            format!("El parámetro {name} no se entiende: se espera {expected}."),
        )
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let retryable = error.is_retryable();
        let (status, code, detail) = match &error {
            Error::Signature => (StatusCode::UNAUTHORIZED, "signature", "La firma falta o no corresponde."),
            Error::NotJson => (StatusCode::BAD_REQUEST, "not_json", "El cuerpo no es JSON; se guardó para revisarlo."),
            Error::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "too_large", "El cuerpo es demasiado grande."),
            Error::NoChannel { .. } => (StatusCode::NOT_FOUND, "no_channel", "No hay un canal configurado para esto."),
            Error::Forbidden => (StatusCode::FORBIDDEN, "forbidden", "No tienes permiso para ver esto."),
            Error::NotFound => (StatusCode::NOT_FOUND, "not_found", "No existe."),
            Error::Store(_) if retryable => (
                StatusCode::SERVICE_UNAVAILABLE,
                "store",
                "La base de datos no responde; intenta de nuevo en un momento.",
            ),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, "internal", "Algo falló de nuestro lado; quedó registrado."),
        };
        if status.is_server_error() {
            tracing::error!(code, error = %chain(&error), "a request failed");
        }
        Self::new(status, code, detail)
    }
}

/// The error and its causes on one line.
fn chain(error: &dyn std::error::Error) -> String {
    std::iter::successors(Some(error), |cause| cause.source()).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let problem =
            Problem { kind: "about:blank", status: self.status.as_u16(), code: self.code, detail: self.detail };
        let mut response = (self.status, Json(problem)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}
