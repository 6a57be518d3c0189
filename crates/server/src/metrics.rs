use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::ServerState;

/// `GET /metrics`: Prometheus text. Counts and durations only, no personal data, so it needs no token; keep it off the public proxy.
pub(crate) async fn render(State(state): State<ServerState>) -> Response {
    match &state.metrics.0 {
        Some(handle) => {
            handle.run_upkeep();
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
