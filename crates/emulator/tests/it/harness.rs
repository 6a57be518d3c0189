//! An emulator and a recording server on loopback, talking to each other over real sockets.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use ventanilla_emulator::{Contact, Emulator, EmulatorConfig, NewContact, Settings, signature};

pub(crate) const SECRET: &str = "test_app_secret";
pub(crate) const TOKEN: &str = "test_token";
pub(crate) const NUMBER: &str = "106540352242922";
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// One webhook request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Hook {
    pub(crate) body: Bytes,
    pub(crate) signed: bool,
    pub(crate) answered: u16,
}

impl Hook {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn values(&self) -> Vec<Value> {
        let json = self.json();
        let entries = json["entry"].as_array().unwrap().clone();
        entries
            .iter()
            .flat_map(|entry| entry["changes"].as_array().unwrap())
            .map(|change| change["value"].clone())
            .collect()
    }

    pub(crate) fn items(&self, name: &str) -> Vec<Value> {
        self.values().iter().flat_map(|value| value[name].as_array().cloned().unwrap_or_default()).collect()
    }
}

/// The server under the webhooks: records, and answers what it was told to answer, then 200.
#[derive(Clone, Default)]
pub(crate) struct Receiver {
    hooks: Arc<Mutex<Vec<Hook>>>,
    answers: Arc<Mutex<VecDeque<u16>>>,
    news: Arc<Notify>,
}

impl Receiver {
    pub(crate) fn answer_next(&self, statuses: &[u16]) {
        self.answers.lock().unwrap().extend(statuses);
    }

    pub(crate) fn hooks(&self) -> Vec<Hook> {
        self.hooks.lock().unwrap().clone()
    }

    /// Everything acknowledged so far of one kind: `messages` or `statuses`.
    pub(crate) fn acknowledged(&self, name: &str) -> Vec<Value> {
        self.hooks().iter().filter(|hook| hook.answered == 200).flat_map(|hook| hook.items(name)).collect()
    }

    /// Waits until the recorded requests satisfy a condition.
    pub(crate) async fn wait(&self, what: &str, condition: impl Fn(&Self) -> bool) {
        let wait = async {
            loop {
                let news = self.news.notified();
                if condition(self) {
                    return;
                }
                news.await;
            }
        };
        if tokio::time::timeout(PATIENCE, wait).await.is_err() {
            panic!("never saw {what}; arrived: {:#?}", self.hooks().iter().map(Hook::json).collect::<Vec<_>>());
        }
    }

    pub(crate) async fn wait_for_statuses(&self, id: &str, wanted: &[&str]) -> Vec<Value> {
        let of_message = |receiver: &Self| -> Vec<Value> {
            receiver.acknowledged("statuses").into_iter().filter(|status| status["id"] == id).collect()
        };
        self.wait(&format!("{wanted:?}"), |receiver| of_message(receiver).len() >= wanted.len()).await;
        let statuses = of_message(self);
        assert_eq!(statuses.iter().map(|status| status["status"].as_str().unwrap()).collect::<Vec<_>>(), wanted);
        statuses
    }

    pub(crate) async fn first_message(&self) -> Value {
        self.wait("a message", |receiver| !receiver.acknowledged("messages").is_empty()).await;
        self.acknowledged("messages").remove(0)
    }
}

/// Emulator, receiver and a client of the Graph API.
pub(crate) struct World {
    pub(crate) emulator: Emulator,
    pub(crate) receiver: Receiver,
    pub(crate) base: String,
    pub(crate) http: reqwest::Client,
    shutdown: CancellationToken,
}

impl Drop for World {
    fn drop(&mut self) {
        self.shutdown.cancel();
    }
}

/// Fast settings; everything else as in real life.
pub(crate) fn quick() -> Settings {
    Settings { sent_ms: 1, delivered_ms: 1, read_ms: 1, retry_base_ms: 5, retry_cap_ms: 20, ..Settings::default() }
}

pub(crate) async fn world() -> World {
    world_with(quick()).await
}

pub(crate) async fn world_with(settings: Settings) -> World {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let emulator = Emulator::new(EmulatorConfig {
        phone_number_id: NUMBER.to_owned(),
        display_phone_number: "5218440000000".to_owned(),
        waba_id: "102290129340398".to_owned(),
        app_secret: SECRET.to_owned(),
        access_token: TOKEN.to_owned(),
        webhook_url: format!("{base}/webhook"),
        verify_token: "verify me".to_owned(),
        public_base: format!("{base}/emulator"),
        seed: 7,
    });
    emulator.set_settings(settings);
    let receiver = Receiver::default();
    let app = Router::new()
        .nest("/emulator", emulator.router())
        .route("/webhook", get(verify).post(receive).with_state(receiver.clone()))
        .layer(DefaultBodyLimit::max(8 * 1024 * 1024));
    tokio::spawn(async move { axum::serve(listener, app).await });
    let shutdown = CancellationToken::new();
    tokio::spawn(emulator.clone().run(shutdown.clone()));
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    World { emulator, receiver, base, http, shutdown }
}

async fn verify(Query(query): Query<HashMap<String, String>>) -> Result<String, StatusCode> {
    let right = query["hub.mode"] == "subscribe" && query["hub.verify_token"] == "verify me";
    if right { Ok(query["hub.challenge"].clone()) } else { Err(StatusCode::FORBIDDEN) }
}

async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signed = headers["x-hub-signature-256"] == signature(SECRET, &body);
    let planned = receiver.answers.lock().unwrap().pop_front();
    let answered = if signed { planned.unwrap_or(200) } else { 401 };
    receiver.hooks.lock().unwrap().push(Hook { body, signed, answered });
    receiver.news.notify_waiters();
    StatusCode::from_u16(answered).unwrap()
}

impl World {
    /// Stops the workers.
    pub(crate) fn stop(&self) {
        self.shutdown.cancel();
    }

    /// A contact whose service window is open.
    pub(crate) async fn citizen(&self, phone: &str) -> Contact {
        let contact = self.stranger(phone);
        let id = self.emulator.send_text(&contact.id, "hola").unwrap();
        self.receiver
            .wait("hola", |r| r.acknowledged("messages").iter().any(|message| message["id"] == id.as_str()))
            .await;
        contact
    }

    /// A contact who never wrote.
    pub(crate) fn stranger(&self, phone: &str) -> Contact {
        self.emulator.add_contact(NewContact {
            name: "Chuy".to_owned(),
            phone: Some(phone.to_owned()),
            ..NewContact::default()
        })
    }

    pub(crate) fn graph(&self, path: &str) -> String {
        format!("{}/emulator/graph/v25.0/{path}", self.base)
    }

    pub(crate) async fn post(&self, body: &Value) -> (u16, Value) {
        let answer = self
            .http
            .post(self.graph(&format!("{NUMBER}/messages")))
            .bearer_auth(TOKEN)
            .json(body)
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// Sends a text that must be accepted; returns its message id.
    pub(crate) async fn text(&self, to: &str, body: &str) -> String {
        let (status, answer) = self.post(&text_to(to, body)).await;
        assert_eq!(status, 200, "{answer}");
        answer["messages"][0]["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn control(&self, method: reqwest::Method, path: &str, body: Option<&Value>) -> (u16, Value) {
        let mut request = self.http.request(method, format!("{}/emulator/control/{path}", self.base));
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or(Value::Null))
    }
}

pub(crate) fn text_to(to: &str, body: &str) -> Value {
    json!({ "messaging_product": "whatsapp", "to": to, "type": "text", "text": { "body": body } })
}
