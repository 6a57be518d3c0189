use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::query::Query;
use crate::{ApiError, ServerState};

pub(super) fn router() -> Router<ServerState> {
    Router::new().route("/media/{sha256}", get(open))
}

#[derive(Deserialize)]
struct Link {
    until: i64,
    signature: String,
}

/// A file behind a signed link. Always a download, never shown inline: what citizens send is not to be trusted (whatsapp-cloud-api 7).
async fn open(
    State(state): State<ServerState>,
    Path(sha256): Path<String>,
    Query(link): Query<Link>,
) -> Result<Response, ApiError> {
    let bytes = state.app.open_link(&sha256, link.until, &link.signature).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, bytes).into_response())
}
