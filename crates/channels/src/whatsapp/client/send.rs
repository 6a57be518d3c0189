use bytes::Bytes;
use reqwest::Body;
use reqwest::multipart::{Form, Part};
use serde_json::Value;

use super::Client;
use crate::SendError;
use crate::whatsapp::render;
use crate::whatsapp::webhook::value;

/// Meta took the message. Nothing more is known until a status comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The provider's id of the message. Personal data (whatsapp-cloud-api 2.1).
    pub provider_id: String,
}

impl Client {
    /// Sends a body made by [`crate::whatsapp::message`].
    ///
    /// # Errors
    /// [`SendError`], whose class tells what to do.
    pub async fn send(&self, body: &Value) -> Result<Accepted, SendError> {
        let answer = self.post_message(body).await?;
        let provider_id = value::text(&answer["messages"][0]["id"]);
        let unknown = SendError::Unknown { what: "Meta's answer names no message", source: None };
        provider_id.map(|provider_id| Accepted { provider_id }).ok_or(unknown)
    }

    /// Marks a citizen's message as read, with the typing indicator if `typing`. Needs no second attempt: it is a courtesy.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn mark_read(&self, provider_id: &str, typing: bool) -> Result<(), SendError> {
        self.post_message(&render::mark_read(provider_id, typing)).await.map(drop)
    }

    /// Uploads a file; the id it returns lives 30 days and belongs to this number (whatsapp-cloud-api 7). Doing it twice does no harm.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub async fn upload(&self, bytes: Bytes, mime: &str, filename: &str) -> Result<String, SendError> {
        let path = self.address(&format!("{}/media", self.phone_number_id));
        let form = Form::new().text("messaging_product", "whatsapp").text("type", mime.to_owned());
        let form = form.part("file", part(bytes, mime, filename)?);
        let answer = self.exchange(self.http.post(path).multipart(form)).await?;
        value::text(&answer["id"]).ok_or(SendError::Unknown { what: "Meta's answer names no file", source: None })
    }

    async fn post_message(&self, body: &Value) -> Result<Value, SendError> {
        let path = self.address(&format!("{}/messages", self.phone_number_id));
        self.exchange(self.http.post(path).json(body)).await
    }
}

fn part(bytes: Bytes, mime: &str, filename: &str) -> Result<Part, SendError> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let part = Part::stream_with_length(Body::from(bytes), length).file_name(filename.to_owned());
    let not_a_type = |source| SendError::Unknown { what: "not a MIME type", source: Some(source) };
    part.mime_str(mime).map_err(not_a_type)
}
