use reqwest::header::{AUTHORIZATION, HeaderMap, RETRY_AFTER};
use reqwest::{RequestBuilder, Response};
use serde_json::Value;
use ventanilla_domain::Duration;

use super::Client;
use crate::SendError;
use crate::whatsapp::send_error::{ApiError, classify};

/// Answers of the Graph API are small; what is longer is cut and will not be understood.
const ANSWER_MAX_BYTES: usize = 1_000_000;

impl Client {
    /// Sends a request to the Graph API and reads its JSON answer.
    pub(super) async fn exchange(&self, request: RequestBuilder) -> Result<Value, SendError> {
        let request = request.header(AUTHORIZATION, self.authorization.clone()).timeout(self.timeout);
        let response = request.send().await.map_err(broken)?;
        let (status, wait) = (response.status(), retry_after(response.headers()));
        let body = read_answer(response).await?;
        let answer: Option<Value> = serde_json::from_slice(&body).ok();
        let has_error = answer.as_ref().is_some_and(|answer| answer["error"].is_object());
        match answer {
            Some(answer) if status.is_success() && !has_error => Ok(answer),
            _ if has_error || !(status.is_success() || status.is_server_error()) => {
                Err(ApiError { retry_after: wait, ..classify(status.as_u16(), &body) }.into())
            }
            _ => Err(SendError::Unknown { what: "Meta's answer is not readable", source: None }),
        }
    }
}

/// Only a failed connection is sure not to have sent anything.
fn broken(error: reqwest::Error) -> SendError {
    let error = error.without_url();
    match (error.is_connect(), error.is_timeout()) {
        (true, _) => SendError::NotSent(error),
        (false, true) => SendError::Unknown { what: "Meta did not answer in time", source: Some(error) },
        (false, false) => SendError::Unknown { what: "the connection to Meta broke", source: Some(error) },
    }
}

pub(super) async fn read_answer(mut response: Response) -> Result<Vec<u8>, SendError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(broken)? {
        let room = ANSWER_MAX_BYTES.saturating_sub(body.len());
        body.extend(chunk.iter().take(room));
    }
    Ok(body)
}

/// Not documented, honoured if present (whatsapp-cloud-api 6, retry policy 4). Only the form in seconds.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds: u32 = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::seconds(seconds.into()))
}
