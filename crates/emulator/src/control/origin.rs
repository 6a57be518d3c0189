//! Keeps other web pages in the same browser away from the control API.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Refuses requests that a browser says come from another site. Programs without the header pass.
pub(super) async fn same_origin(request: Request, next: Next) -> Response {
    let site = request.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok());
    match site {
        None | Some("same-origin" | "none") => next.run(request).await,
        Some(_) => StatusCode::FORBIDDEN.into_response(),
    }
}
