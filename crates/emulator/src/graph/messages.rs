//! `POST /{phone_number_id}/messages`: the HTTP side of a send.

use std::io;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use serde_json::Value;
use tokio::time::{Duration, timeout};

use super::error::GraphError;
use super::limits::{self, Request};
use super::plan::Plan;
use super::send::Outcome;
use crate::change::Change;
use crate::emulator::Emulator;
use crate::world::ladder::Rung;

/// How long a status may take to be acknowledged when it must come before the answer.
const STATUS_FIRST_WAIT: Duration = Duration::from_secs(5);

/// Accepts or refuses a message.
pub(super) async fn post_message(
    State(emulator): State<Emulator>,
    Path((version, number)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match emulator.understand(&version, &number, &headers, &body) {
        Err(error) => {
            emulator.world().counters.refused(error.code);
            error.into_response()
        }
        Ok(Request::MarkRead(read)) => match emulator.mark_read(&read) {
            Ok(answer) => Json(answer).into_response(),
            Err(error) => error.into_response(),
        },
        Ok(Request::Message(message)) => {
            let outcome = emulator.accept(&message);
            if let Outcome::Accepted { message_id, .. } = &outcome
                && message.content.get("link").is_some()
            {
                tokio::spawn(emulator.clone().fetch_linked(message_id.clone(), message.kind, message.content));
            }
            emulator.wake();
            emulator.answer(outcome).await
        }
    }
}

impl Emulator {
    fn understand(&self, version: &str, number: &str, headers: &HeaderMap, body: &[u8]) -> Result<Request, GraphError> {
        self.authorize(version, headers)?;
        self.must_be_number(number)?;
        let value: Value = serde_json::from_slice(body)
            .map_err(|error| GraphError::parameter(format!("The request body is not valid JSON: {error}")))?;
        limits::read(&value, &self.config().display_phone_number)
    }

    async fn answer(&self, outcome: Outcome) -> Response {
        match outcome {
            Outcome::Refused(error) => error.into_response(),
            Outcome::Html(status) => html_page(status),
            Outcome::Accepted { message_id, body, plan } => {
                self.carry_out(&message_id, &plan).await;
                if plan.html.is_some() || plan.cut { self.spoil(&plan) } else { Json(body).into_response() }
            }
        }
    }

    async fn carry_out(&self, message_id: &str, plan: &Plan) {
        if plan.status_first {
            let mut changes = self.changes();
            self.climb(message_id, Rung::Sent);
            self.wake();
            let acknowledged = async {
                while let Ok(change) = changes.recv().await {
                    if matches!(&change, Change::Acknowledged(updates) if updates.has_status_of(message_id)) {
                        return;
                    }
                }
            };
            if timeout(STATUS_FIRST_WAIT, acknowledged).await.is_err() {
                tracing::warn!("the status was not acknowledged in time; answering anyway");
            }
        }
        if plan.delay_ms > 0 {
            tokio::time::sleep(Duration::from_millis(plan.delay_ms)).await;
        }
    }

    fn spoil(&self, plan: &Plan) -> Response {
        if let Some(status) = plan.html {
            return html_page(status);
        }
        self.world().counters.sends_cut += 1;
        cut_connection()
    }
}

/// What the edge shows when things are broken: not JSON.
fn html_page(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    let page = "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1></body></html>";
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

/// A response whose body breaks off at once: the connection closes before anything was said.
fn cut_connection() -> Response {
    let broken = stream::once(async { Err::<Bytes, io::Error>(io::ErrorKind::ConnectionReset.into()) });
    Response::new(Body::from_stream(broken))
}
