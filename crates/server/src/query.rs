use axum::extract::FromRequestParts;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;

use crate::ApiError;

/// The parameters of a query. Like axum's own, but what cannot be read is refused as problem JSON.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(ApiError))]
pub(crate) struct Query<T>(pub(crate) T);

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "query",
            format!("Los parámetros no se entienden: {}.", rejection.body_text()),
        )
    }
}
