use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use ventanilla_app::policy::Actor;

use crate::{ApiError, ServerState};

/// Whoever presented a valid bearer token. A route that takes this argument cannot be reached without one.
pub(crate) struct Caller(pub(crate) Actor);

impl FromRequestParts<ServerState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &ServerState) -> Result<Self, ApiError> {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token =
            header.and_then(|value| value.strip_prefix("Bearer ")).map(str::trim).filter(|token| !token.is_empty());
        let actor = match token {
            Some(token) => state.app.actor_of_token(token).await?,
            None => Actor::Anonymous,
        };
        if actor == Actor::Anonymous {
            metrics::counter!("ventanilla_api_refused_total").increment(1);
            return Err(ApiError::new(
                StatusCode::UNAUTHORIZED,
                "token",
                "Hace falta un token válido: Authorization: Bearer …",
            ));
        }
        Ok(Self(actor))
    }
}
