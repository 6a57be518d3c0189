use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use ventanilla_app::records::Span;

use super::page::instant;
use crate::auth::Caller;
use crate::error::Problem;
use crate::query::Query;
use crate::{ApiError, ServerState};

/// Which time.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ReconcileIn {
    /// From this instant on.
    from: Option<String>,
    /// Before this instant.
    to: Option<String>,
}

/// Whether anything was lost.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReconcileOut {
    /// Nothing lost, nothing unexplained.
    adds_up: bool,
    /// Hours, totals and what does not add up.
    #[schema(value_type = Object)]
    reconciliation: ventanilla_app::records::Reconciliation,
}

/// Received = stored = processed = answered, per hour.
#[utoipa::path(get, path = "/reconcile", operation_id = "reconcile", tag = "operations", params(ReconcileIn),
    responses((status = 200, body = ReconcileOut), (status = "4XX", body = Problem)))]
pub(super) async fn show(
    State(state): State<ServerState>,
    Caller(actor): Caller,
    Query(which): Query<ReconcileIn>,
) -> Result<Json<ReconcileOut>, ApiError> {
    let span = Span::new(instant("from", which.from.as_deref())?, instant("to", which.to.as_deref())?);
    let reconciliation = state.app.reconcile(&actor, span).await?;
    Ok(Json(ReconcileOut { adds_up: reconciliation.adds_up(), reconciliation }))
}
