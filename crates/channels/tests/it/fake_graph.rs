//! A provider on loopback that answers what a test says and remembers what it was asked.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use ventanilla_channels::Secret;
use ventanilla_channels::whatsapp::{Client, ClientConfig};
use ventanilla_domain::Duration;

pub(crate) const TOKEN: &str = "EAAG-secret";

/// What was asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) line: String,
    pub(crate) authorization: Option<String>,
    pub(crate) user_agent: Option<String>,
    pub(crate) body: Bytes,
}

type Answer = Arc<dyn Fn(&Asked, usize) -> Response + Send + Sync>;

#[derive(Clone)]
struct Shared {
    answer: Answer,
    asked: Arc<Mutex<Vec<Asked>>>,
}

pub(crate) struct FakeGraph {
    pub(crate) origin: String,
    shared: Shared,
}

impl FakeGraph {
    /// `answer` gets the request and how many came before it.
    pub(crate) async fn start(answer: impl Fn(&Asked, usize) -> Response + Send + Sync + 'static) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let shared = Shared { answer: Arc::new(answer), asked: Arc::default() };
        let router = Router::new().fallback(handle).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { origin, shared }
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().unwrap().clone()
    }

    pub(crate) fn client(&self) -> Client {
        client(&self.origin, &[])
    }
}

async fn handle(State(shared): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let header = |name: &str| parts.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let asked = Asked {
        line: format!("{} {}", parts.method, parts.uri),
        authorization: header("authorization"),
        user_agent: header("user-agent"),
        body: axum::body::to_bytes(body, 10_000_000).await.unwrap(),
    };
    let before = {
        let mut all = shared.asked.lock().unwrap();
        all.push(asked.clone());
        all.len() - 1
    };
    (shared.answer)(&asked, before)
}

pub(crate) fn config(origin: &str, media_host_allow: &[&str]) -> ClientConfig {
    ClientConfig {
        graph_url: format!("{origin}/v25.0"),
        phone_number_id: "106540352242922".to_owned(),
        access_token: Secret::from(TOKEN),
        timeout: Duration::seconds(10),
        media_host_allow: media_host_allow.iter().map(|host| (*host).to_owned()).collect(),
    }
}

pub(crate) fn client(origin: &str, media_host_allow: &[&str]) -> Client {
    install_tls();
    Client::new(config(origin, media_host_allow)).unwrap()
}

/// The binary does this first thing; a second call changes nothing.
pub(crate) fn install_tls() {
    rustls::crypto::ring::default_provider().install_default().ok();
}

pub(crate) fn answer(status: u16, body: impl Into<Body>) -> Response {
    Response::builder().status(status).body(body.into()).unwrap()
}
