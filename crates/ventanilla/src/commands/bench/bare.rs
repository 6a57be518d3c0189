//! The reference: HMAC, one grouped durable insert, one send, no flow.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use ventanilla_channels::Secret;
use ventanilla_channels::whatsapp::verify;
use ventanilla_domain::{ChannelKind, Clock, IdSource, WebhookId};
use ventanilla_store::{NewWebhook, Store, StoreConfig, StoreError};

use super::Contestant;
use super::citizens::{APP_SECRET, PHONE_NUMBER_ID};
use super::sink::Sink;
use crate::system::{SystemClock, SystemIds};

/// The bare handler, listening.
pub(crate) struct Bare {
    url: String,
    stop: CancellationToken,
}

impl Contestant for Bare {
    fn webhook_url(&self) -> &str {
        &self.url
    }
}

impl Bare {
    /// Closes it.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        tokio::task::yield_now().await;
    }
}

struct Handler {
    store: Store,
    http: reqwest::Client,
    send_url: String,
    secret: Secret,
}

/// Starts it with a database of its own.
pub(crate) async fn start(folder: &Path, sink: &Sink) -> anyhow::Result<Bare> {
    let store =
        Store::open(&StoreConfig::new(format!("sqlite://{}/bare.db", folder.display())), SystemClock.now()).await?;
    let handler = Arc::new(Handler {
        store,
        http: reqwest::Client::builder().no_proxy().pool_max_idle_per_host(512).build()?,
        send_url: format!("{}/{PHONE_NUMBER_ID}/messages", sink.graph_url()),
        secret: Secret::new(APP_SECRET),
    });
    let router = Router::new().route("/", post(receive)).with_state(handler);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/", listener.local_addr()?);
    let stop = CancellationToken::new();
    let stopped = stop.clone().cancelled_owned();
    tokio::spawn(async move { axum::serve(listener, router).with_graceful_shutdown(stopped).await });
    Ok(Bare { url, stop })
}

async fn receive(State(handler): State<Arc<Handler>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers.get("x-hub-signature-256").and_then(|value| value.to_str().ok());
    if verify(std::slice::from_ref(&handler.secret), signature, &body).is_err() {
        return StatusCode::UNAUTHORIZED;
    }
    if handler.keep(&body).await.is_err() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    tokio::spawn(async move { handler.answer(&body).await });
    StatusCode::OK
}

impl Handler {
    async fn keep(&self, body: &Bytes) -> Result<(), StoreError> {
        let new = NewWebhook {
            id: WebhookId::new(SystemIds.uuid()),
            channel_kind: ChannelKind::Whatsapp,
            body: body.to_vec(),
            items: 0,
            received_at: SystemClock.now(),
        };
        self.store.write(move |tx| Box::pin(async move { tx.insert_webhook(new).await })).await
    }

    async fn answer(&self, body: &Bytes) {
        let message: Value = serde_json::from_slice(body).unwrap_or_default();
        let to = message["entry"][0]["changes"][0]["value"]["messages"][0]["from"].clone();
        let reply = json!({ "messaging_product": "whatsapp", "to": to, "type": "text", "text": { "body": "Recibido." },
            "biz_opaque_callback_data": Uuid::new_v4().to_string() });
        if let Err(error) = self.http.post(&self.send_url).json(&reply).send().await {
            tracing::warn!(%error, "the bare handler could not send");
        }
    }
}
