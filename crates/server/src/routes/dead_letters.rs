use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use ventanilla_app::records::DeadLetter;

use super::page::{PageIn, PageOut};
use crate::auth::Caller;
use crate::error::Problem;
use crate::query::Query;
use crate::{ApiError, ServerState};

/// Something that arrived and could not be understood.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DeadLetterOut {
    id: String,
    /// Why.
    reason: String,
    /// As it came.
    payload: String,
    received_at: String,
}

impl From<DeadLetter> for DeadLetterOut {
    fn from(letter: DeadLetter) -> Self {
        Self {
            id: letter.id.to_string(),
            reason: letter.reason,
            payload: letter.payload,
            received_at: letter.received_at.to_rfc3339(),
        }
    }
}

/// What arrived and could not be understood, newest first.
#[utoipa::path(get, path = "/dead-letters", operation_id = "list_dead_letters", tag = "operations", params(PageIn),
    responses((status = 200, body = PageOut<DeadLetterOut>), (status = "4XX", body = Problem)))]
pub(super) async fn list(
    State(state): State<ServerState>,
    Caller(actor): Caller,
    Query(page): Query<PageIn>,
) -> Result<Json<PageOut<DeadLetterOut>>, ApiError> {
    let found = state.app.dead_letters(&actor, page.request()?).await?;
    Ok(Json(PageOut::new(found, DeadLetterOut::from)))
}
