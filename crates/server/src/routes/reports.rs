use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use ventanilla_app::ReportDetail;
use ventanilla_app::records::{Evidence, Report, ReportFilter, ReportState, Span};
use ventanilla_domain::ReportId;

use super::page::{PageIn, PageOut, instant};
use crate::auth::Caller;
use crate::error::Problem;
use crate::query::Query;
use crate::{ApiError, ServerState};

/// Which reports.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ReportsIn {
    /// Made from this instant on.
    from: Option<String>,
    /// Made before this instant.
    to: Option<String>,
    /// Only of this category.
    category: Option<String>,
    /// `draft` or `filed`.
    state: Option<String>,
}

/// A report.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportOut {
    #[schema(value_type = String, example = "rep_0192f0c4a1b27c3d8e4f5a6b7c8d9e0f")]
    id: ReportId,
    /// The public number, absent on drafts.
    folio: Option<String>,
    /// `draft` or `filed`.
    state: &'static str,
    category: Option<String>,
    subtype: Option<String>,
    /// `P1` (life at risk) to `P4`.
    priority: Option<String>,
    cnie_priority: Option<String>,
    description: Option<String>,
    place: Option<PlaceOut>,
    /// What the flow asked, by variable.
    #[schema(value_type = Object)]
    answers: serde_json::Value,
    anonymous: bool,
    /// Handled discreetly; each look is recorded.
    discreet: bool,
    conversation: String,
    /// Version of the flow that produced it.
    flow: Option<String>,
    consent: Option<ConsentOut>,
    created_at: String,
    updated_at: String,
}

/// Where.
#[derive(Debug, Serialize, ToSchema)]
struct PlaceOut {
    latitude: Option<f64>,
    longitude: Option<f64>,
    label: String,
    /// The citizen's own words.
    text: Option<String>,
    /// `pin`, `link`, `plus_code`, `gazetteer`, `text`.
    #[schema(value_type = String)]
    source: ventanilla_domain::PlaceSource,
    /// `ok`, `outside`, `unresolved`.
    #[schema(value_type = String)]
    status: ventanilla_domain::PlaceStatus,
}

/// What the citizen agreed to.
#[derive(Debug, Serialize, ToSchema)]
struct ConsentOut {
    /// The exact words shown.
    text: String,
    /// The message that answered.
    message: Option<String>,
    at: String,
}

/// A report with its evidence.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportDetailOut {
    #[serde(flatten)]
    report: ReportOut,
    evidence: Vec<EvidenceOut>,
}

/// A piece of evidence.
#[derive(Debug, Serialize, ToSchema)]
struct EvidenceOut {
    id: String,
    /// `photo`, `video`, `voice`, `file`, `note`.
    kind: String,
    /// `pending`, `stored`, `missing`.
    state: &'static str,
    /// Why it is missing: `expired`, `too_large`, `wrong_hash`, `wrong_type`, `unavailable`.
    reason: Option<String>,
    mime: Option<String>,
    sha256: Option<String>,
    /// The message it came with.
    message: Option<String>,
    /// Opens the original for a quarter of an hour.
    link: Option<String>,
    created_at: String,
}

impl From<Report> for ReportOut {
    fn from(report: Report) -> Self {
        Self {
            id: report.id,
            folio: report.folio.map(String::from),
            state: report.state.as_str(),
            category: report.category,
            subtype: report.subtype,
            priority: report.priority.map(|priority| priority.as_str().to_owned()),
            cnie_priority: report.cnie_priority,
            description: report.description,
            place: report.place.map(|place| PlaceOut {
                latitude: place.latitude,
                longitude: place.longitude,
                label: place.label,
                text: place.text,
                source: place.source,
                status: place.status,
            }),
            answers: report.answers,
            anonymous: report.anonymous,
            discreet: report.discreet,
            conversation: report.conversation.to_string(),
            flow: report.flow_hash.map(|hash| hash.0),
            consent: report.consent.map(|consent| ConsentOut {
                text: consent.text,
                message: consent.message.map(|id| id.to_string()),
                at: consent.at.to_rfc3339(),
            }),
            created_at: report.created_at.to_rfc3339(),
            updated_at: report.updated_at.to_rfc3339(),
        }
    }
}

/// Reports, newest first. Those of victims only with the permission for them, and each look is recorded.
#[utoipa::path(get, path = "/reports", operation_id = "list_reports", tag = "reports", params(ReportsIn, PageIn),
    responses((status = 200, body = PageOut<ReportOut>), (status = "4XX", body = Problem)))]
pub(super) async fn list(
    State(state): State<ServerState>,
    Caller(actor): Caller,
    Query(which): Query<ReportsIn>,
    Query(page): Query<PageIn>,
) -> Result<Json<PageOut<ReportOut>>, ApiError> {
    let report_state = which
        .state
        .as_deref()
        .map(|word| ReportState::parse(word).ok_or_else(|| ApiError::parameter("state", "draft o filed")));
    let filter = ReportFilter {
        span: Span::new(instant("from", which.from.as_deref())?, instant("to", which.to.as_deref())?),
        category: which.category,
        state: report_state.transpose()?,
        contact: None,
    };
    let found = state.app.reports(&actor, filter, page.request()?).await?;
    Ok(Json(PageOut::new(found, ReportOut::from)))
}

/// A report with its evidence.
#[utoipa::path(get, path = "/reports/{id}", operation_id = "get_report", tag = "reports", params(("id" = String, Path, description = "rep_…")),
    responses((status = 200, body = ReportDetailOut), (status = "4XX", body = Problem)))]
pub(super) async fn one(
    State(state): State<ServerState>,
    Caller(actor): Caller,
    Path(id): Path<String>,
) -> Result<Json<ReportDetailOut>, ApiError> {
    let id = id.parse().map_err(|_| ApiError::parameter("id", "un identificador rep_…"))?;
    let ReportDetail { report, evidence } = state.app.report(&actor, id).await?;
    let mut out = Vec::with_capacity(evidence.len());
    for piece in evidence {
        out.push(evidence_out(&state, piece).await?);
    }
    Ok(Json(ReportDetailOut { report: report.into(), evidence: out }))
}

async fn evidence_out(state: &ServerState, piece: Evidence) -> Result<EvidenceOut, ApiError> {
    let link = match &piece.sha256 {
        Some(sha256) => Some(state.app.file_link(sha256).await?),
        None => None,
    };
    Ok(EvidenceOut {
        id: piece.id.to_string(),
        kind: piece.kind,
        state: piece.state.as_str(),
        reason: piece.reason,
        mime: piece.mime,
        sha256: piece.sha256,
        message: piece.message.map(|id| id.to_string()),
        link,
        created_at: piece.created_at.to_rfc3339(),
    })
}
