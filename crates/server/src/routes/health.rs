use axum::extract::State;
use axum::http::StatusCode;

use crate::{ApiError, ServerState};

/// `GET /healthz`: the process answers.
pub(super) async fn alive() -> &'static str {
    "ok"
}

/// `GET /readyz`: the database answers too.
pub(super) async fn ready(State(state): State<ServerState>) -> Result<(StatusCode, &'static str), ApiError> {
    state.app.ready().await?;
    Ok((StatusCode::OK, "ready"))
}
