//! One file a resource; the router and the OpenAPI document come from the same place, so they cannot differ.

mod conversations;
mod dead_letters;
mod health;
mod media;
mod page;
mod reconcile;
mod reports;
mod webhooks;

use std::time::Duration;

use axum::Router;
use axum::http::{HeaderName, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{ApiError, ServerState, metrics};

#[derive(OpenApi)]
#[openapi(
    info(title = "Ventanilla", description = "Reportes, conversaciones y mensajes de la ventanilla.", license(name = "AGPL-3.0-or-later")),
    modifiers(&Bearer),
    security(("bearer" = []))
)]
struct Document;

struct Bearer;

impl utoipa::Modify for Bearer {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        openapi.components.get_or_insert_default().add_security_scheme("bearer", scheme);
    }
}

fn api() -> OpenApiRouter<ServerState> {
    OpenApiRouter::with_openapi(Document::openapi()).nest(
        "/api/v1",
        OpenApiRouter::new()
            .routes(routes!(reports::list))
            .routes(routes!(reports::one))
            .routes(routes!(conversations::list))
            .routes(routes!(conversations::one))
            .routes(routes!(conversations::messages))
            .routes(routes!(dead_letters::list))
            .routes(routes!(reconcile::show)),
    )
}

/// The OpenAPI document of `/api/v1`.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    api().split_for_parts().1
}

/// Every route of the server. `/emulator` is added by the demo.
pub fn router(state: ServerState) -> Router {
    let (api, document) = api().split_for_parts();
    let document = axum::Json(document);
    let request_id = HeaderName::from_static("x-request-id");
    Router::new()
        .merge(api)
        .route("/api/v1/openapi.json", get(|| async move { document.into_response() }))
        .merge(webhooks::router())
        .merge(media::router())
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::render))
        .fallback(|| async { ApiError::new(StatusCode::NOT_FOUND, "not_found", "No existe.") })
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)))
        .layer(PropagateRequestIdLayer::new(request_id.clone()))
        .layer(SetRequestIdLayer::new(request_id, MakeRequestUuid))
        .with_state(state)
}
