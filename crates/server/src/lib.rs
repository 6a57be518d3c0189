//! Routes, DTOs and the only place that knows HTTP status.

mod auth;
mod error;
mod metrics;
mod query;
mod routes;
mod state;

pub use error::ApiError;
pub use routes::{openapi, router};
pub use state::{Metrics, ServerState};
