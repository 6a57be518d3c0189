//! The Graph API at its cheapest: takes every message, wakes the citizen who waits for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::extract::{Path, State};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::sync::oneshot;

/// Replies by the phone they go to.
#[derive(Clone, Default)]
pub(crate) struct Sink {
    waiting: Arc<Mutex<HashMap<String, oneshot::Sender<Instant>>>>,
    address: String,
}

impl Sink {
    /// Listens on a free port of this machine.
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let sink = Self { address: format!("http://{}", listener.local_addr()?), ..Self::default() };
        let router = Router::new().route("/v25.0/{number}/messages", post(take)).with_state(sink.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(sink)
    }

    /// Base of the Graph API.
    pub(crate) fn graph_url(&self) -> String {
        format!("{}/v25.0", self.address)
    }

    /// The next reply to this phone.
    pub(crate) fn expect(&self, phone: &str) -> oneshot::Receiver<Instant> {
        let (sender, receiver) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(phone.to_owned(), sender);
        receiver
    }
}

async fn take(State(sink): State<Sink>, Path(_number): Path<String>, Json(body): Json<Value>) -> Json<Value> {
    let phone = body["to"].as_str().unwrap_or_default().trim_start_matches('+').to_owned();
    let waiting = sink.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&phone);
    if let Some(waiting) = waiting {
        // An error means that nobody waits any more: the measurement is over.
        waiting.send(Instant::now()).ok();
    }
    let id = format!("wamid.bench{}", body["biz_opaque_callback_data"].as_str().unwrap_or(&phone));
    Json(json!({ "messaging_product": "whatsapp", "contacts": [], "messages": [{ "id": id }] }))
}
