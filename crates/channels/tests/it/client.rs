use std::io;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use ventanilla_channels::whatsapp::{Client, ClientConfig, ErrorClass};
use ventanilla_channels::{ClientError, MediaError, Secret, SendError};
use ventanilla_domain::Duration;

use crate::fake_graph::{Asked, FakeGraph, TOKEN, answer, client, config, install_tls};

/// SHA-256 of `hola`, as hex and as base64.
const HOLA_HEX: &str = "b221d9dbb083a7f33428d7c2a3c3198ae925614d70210e28716ccaa7cd4ddb79";
const HOLA_BASE64: &str = "siHZ27CDp/M0KNfCo8MZiuklYU1wIQ4ocWzKp81N23k=";
const JSON: &str =
    r#"{"messaging_product":"whatsapp","contacts":[{"input":"+52","wa_id":"52"}],"messages":[{"id":"wamid.9"}]}"#;

fn hello() -> Value {
    json!({ "messaging_product": "whatsapp", "to": "+5218442345678", "type": "text", "text": { "body": "Hola" } })
}

async fn send_to(status: u16, body: &'static str) -> Result<String, SendError> {
    let graph = FakeGraph::start(move |_, _| answer(status, body)).await;
    graph.client().send(&hello()).await.map(|accepted| accepted.provider_id)
}

#[tokio::test]
async fn a_message_is_posted_with_the_token_and_its_id_comes_back() {
    let graph = FakeGraph::start(|_, _| answer(200, JSON)).await;
    assert_eq!(graph.client().send(&hello()).await.unwrap().provider_id, "wamid.9");
    let asked = &graph.asked()[0];
    assert_eq!(asked.line, "POST /v25.0/106540352242922/messages");
    assert_eq!(asked.authorization.as_deref(), Some("Bearer EAAG-secret"));
    assert!(asked.user_agent.as_deref().is_some_and(|agent| agent.starts_with("Mozilla/5.0 (compatible; Ventanilla/")));
    assert_eq!(serde_json::from_slice::<Value>(&asked.body).unwrap(), hello());
}

#[tokio::test]
async fn reading_is_marked_at_the_same_place() {
    let graph = FakeGraph::start(|_, _| answer(200, r#"{"success":true}"#)).await;
    graph.client().mark_read("wamid.1", true).await.unwrap();
    let asked = &graph.asked()[0];
    assert_eq!(asked.line, "POST /v25.0/106540352242922/messages");
    assert_eq!(serde_json::from_slice::<Value>(&asked.body).unwrap()["typing_indicator"], json!({ "type": "text" }));
}

#[tokio::test]
async fn answers_are_classified() {
    let pair_rate = r#"{"error":{"message":"pair","code":131056,"fbtrace_id":"A"}}"#;
    let table: [(u16, &'static str, ErrorClass, bool); 9] = [
        (400, pair_rate, ErrorClass::PairRate, true),
        (200, pair_rate, ErrorClass::PairRate, true),
        (500, r#"{"error":{"message":"x","code":131057}}"#, ErrorClass::Maintenance, true),
        (400, r#"{"error":{"message":"x","code":131047}}"#, ErrorClass::WindowClosed, false),
        (401, r#"{"error":{"message":"x","code":190}}"#, ErrorClass::TokenInvalid, false),
        (400, "<html>", ErrorClass::Permanent, false),
        (502, "<html>Bad gateway</html>", ErrorClass::Ambiguous, true),
        (200, "", ErrorClass::Ambiguous, true),
        (200, r#"{"messages":[]}"#, ErrorClass::Ambiguous, true),
    ];
    for (status, body, class, retryable) in table {
        let error = send_to(status, body).await.unwrap_err();
        assert_eq!((error.class(), error.is_retryable()), (class, retryable), "{status} {body}");
    }
    assert!(matches!(send_to(503, "").await, Err(SendError::Unknown { .. })), "nobody knows whether it went out");
}

#[tokio::test]
async fn retry_after_is_honoured() {
    let graph = FakeGraph::start(|_, _| {
        let body = Body::from(r#"{"error":{"message":"x","code":130429}}"#);
        Response::builder().status(429).header("retry-after", "7").body(body).unwrap()
    });
    let error = graph.await.client().send(&hello()).await.unwrap_err();
    assert_eq!(error.retry_wait(1, 3), Some(Duration::seconds(7)));
}

#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = client(&origin, &[]).send(&hello()).await.unwrap_err();
    assert!(matches!(error, SendError::NotSent(_)), "{error:?}");
    assert!(error.is_retryable());
    assert!(!format!("{error:?}").contains("106540352242922"), "addresses do not get into logs");
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_request_is_ambiguous() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut first = [0; 64];
        socket.read_exact(&mut first).await.unwrap();
    });
    let error = client(&origin, &[]).send(&hello()).await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Ambiguous, "{error:?}");
}

#[tokio::test]
async fn an_answer_that_never_comes_is_ambiguous() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    install_tls();
    let client = Client::new(ClientConfig { timeout: Duration::millis(200), ..config(&origin, &[]) }).unwrap();
    let error = client.send(&hello()).await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Ambiguous, "{error:?}");
    drop(listener);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let thief = FakeGraph::start(|_, _| answer(200, JSON)).await;
    let to = format!("{}/steal", thief.origin);
    let graph = FakeGraph::start(move |_, _| {
        Response::builder().status(307).header("location", to.as_str()).body(Body::empty()).unwrap()
    })
    .await;
    assert!(graph.client().send(&hello()).await.is_err());
    let url = format!("{}/file", graph.origin);
    let error = graph.client().download(&url, 100, &mut Vec::new()).await.unwrap_err();
    assert!(matches!(error, MediaError::Refused), "{error:?}");
    assert!(thief.asked().is_empty());
}

#[tokio::test]
async fn a_file_is_uploaded_as_a_form() {
    let graph = FakeGraph::start(|_, _| answer(200, r#"{"id":"1037543291543636"}"#)).await;
    let id = graph.client().upload(Bytes::from_static(b"%PDF-1.7"), "application/pdf", "aviso.pdf").await.unwrap();
    assert_eq!(id, "1037543291543636");
    let asked = &graph.asked()[0];
    assert_eq!(asked.line, "POST /v25.0/106540352242922/media");
    let form = String::from_utf8_lossy(&asked.body).into_owned();
    for expected in [
        "name=\"messaging_product\"",
        "whatsapp",
        "filename=\"aviso.pdf\"",
        "Content-Type: application/pdf",
        "%PDF-1.7",
    ] {
        assert!(form.contains(expected), "{expected} is missing in {form}");
    }
    assert!(graph.client().upload(Bytes::new(), "no type", "a").await.is_err());
}

/// Serves one file: `GET /v25.0/{id}` tells where, `/file…` gives `hola`. `info` changes what is told.
async fn media_host(info: Value, file: impl Fn(&Asked, usize) -> Response + Send + Sync + 'static) -> FakeGraph {
    let origin = Arc::new(Mutex::new(String::new()));
    let known = origin.clone();
    let graph = FakeGraph::start(move |asked, before| {
        if asked.line.starts_with("GET /file") {
            return file(asked, before);
        }
        let mut told = json!({ "url": format!("{}/file?n={before}", known.lock().unwrap()), "mime_type": "image/jpeg", "id": "1" });
        told.as_object_mut().unwrap().extend(info.as_object().unwrap().clone());
        answer(200, told.to_string())
    })
    .await;
    *origin.lock().unwrap() = graph.origin.clone();
    graph
}

#[tokio::test]
async fn a_file_is_found_fetched_and_checked() {
    let graph = media_host(json!({ "sha256": HOLA_BASE64, "file_size": "4" }), |_, _| answer(200, "hola")).await;
    let info = graph.client().media("1003383421387256").await.unwrap();
    assert_eq!(
        (info.size, info.sha256.as_deref(), info.mime.as_deref()),
        (Some(4), Some(HOLA_HEX), Some("image/jpeg"))
    );
    let mut bytes = Vec::new();
    let downloaded = graph.client().fetch("1003383421387256", Some(HOLA_HEX), 4, &mut bytes).await.unwrap();
    assert_eq!((bytes.as_slice(), downloaded.size, downloaded.sha256.as_str()), (&b"hola"[..], 4, HOLA_HEX));
    let lines: Vec<String> = graph.asked().into_iter().map(|asked| asked.line).collect();
    assert_eq!(lines[0], "GET /v25.0/1003383421387256?phone_number_id=106540352242922");
    assert!(graph.asked().iter().all(|asked| asked.authorization.as_deref() == Some(&format!("Bearer {TOKEN}"))));
}

#[tokio::test]
async fn sums_are_taken_as_hex_or_base64_and_sizes_as_numbers() {
    for told in [json!({ "sha256": HOLA_HEX, "file_size": 4 }), json!({ "sha256": HOLA_BASE64 }), json!({})] {
        let graph = media_host(told, |_, _| answer(200, "hola")).await;
        assert!(graph.client().fetch("1", None, 4, &mut Vec::new()).await.is_ok());
    }
}

#[tokio::test]
async fn other_bytes_than_announced_are_refused() {
    let graph = media_host(json!({ "sha256": HOLA_HEX }), |_, _| answer(200, "hole")).await;
    let told_by_meta = graph.client().fetch("1", None, 100, &mut Vec::new()).await.unwrap_err();
    assert_eq!(told_by_meta.reason(), "wrong_hash");
    let graph = media_host(json!({}), |_, _| answer(200, "hole")).await;
    let told_by_webhook = graph.client().fetch("1", Some(HOLA_HEX), 100, &mut Vec::new()).await.unwrap_err();
    assert_eq!(told_by_webhook.reason(), "wrong_hash");
}

#[tokio::test]
async fn a_dead_address_is_asked_for_once_more() {
    let graph = media_host(
        json!({}),
        |asked, _| {
            if asked.line.ends_with("n=0") { answer(404, "") } else { answer(200, "hola") }
        },
    )
    .await;
    let mut bytes = Vec::new();
    graph.client().fetch("1", Some(HOLA_HEX), 100, &mut bytes).await.unwrap();
    assert_eq!((bytes.as_slice(), graph.asked().len()), (&b"hola"[..], 4));

    let graph = media_host(json!({}), |_, _| answer(404, "")).await;
    let error = graph.client().fetch("1", None, 100, &mut Vec::new()).await.unwrap_err();
    assert_eq!((error.reason(), error.is_retryable(), graph.asked().len()), ("expired", false, 4));
}

#[tokio::test]
async fn a_file_meta_no_longer_knows_is_expired() {
    let gone = r#"{"error":{"message":"Unsupported get request. Object with ID '1' does not exist","code":100,"error_subcode":33}}"#;
    let graph = FakeGraph::start(move |_, _| answer(400, gone)).await;
    let error = graph.client().fetch("1", None, 100, &mut Vec::new()).await.unwrap_err();
    assert_eq!((error.reason(), error.is_retryable()), ("expired", false));
}

#[tokio::test]
async fn what_may_pass_is_tried_again_later() {
    for (status, body) in [(500, ""), (401, r#"{"error":{"code":190}}"#), (429, ""), (404, "<html>proxy</html>")] {
        let graph = FakeGraph::start(move |_, _| answer(status, body)).await;
        let error = graph.client().media("1").await.unwrap_err();
        assert_eq!((error.reason(), error.is_retryable()), ("unavailable", true), "{status}");
    }
}

#[tokio::test]
async fn nothing_beyond_the_cap_is_written() {
    let announced = media_host(json!({ "file_size": 101 }), |_, _| answer(200, "x".repeat(101))).await;
    let mut bytes = Vec::new();
    let error = announced.client().fetch("1", None, 100, &mut bytes).await.unwrap_err();
    assert_eq!(
        (error.reason(), bytes.len(), announced.asked().len()),
        ("too_large", 0, 1),
        "refused before the download"
    );

    let lying = media_host(json!({ "file_size": 5 }), |_, _| answer(200, "x".repeat(101))).await;
    let error = lying.client().fetch("1", None, 100, &mut bytes).await.unwrap_err();
    assert_eq!((error.reason(), bytes.len()), ("too_large", 0), "refused by its length");

    let endless = media_host(json!({}), |_, _| {
        let chunks = futures_util::stream::repeat_with(|| Ok::<_, io::Error>(Bytes::from_static(&[b'x'; 64])));
        answer(200, Body::from_stream(chunks))
    })
    .await;
    let error = endless.client().fetch("1", None, 100, &mut bytes).await.unwrap_err();
    assert_eq!(error.reason(), "too_large");
    assert!(bytes.len() <= 100, "{}", bytes.len());
}

#[tokio::test]
async fn a_download_cut_short_is_no_download() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut first = [0; 64];
        socket.read_exact(&mut first).await.unwrap();
        socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhola").await.unwrap();
    });
    let error = client(&origin, &[]).download(&format!("{origin}/file"), 100, &mut Vec::new()).await.unwrap_err();
    assert!(matches!(error, MediaError::Unreachable(_)), "{error:?}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn the_token_goes_to_known_hosts_only() {
    let thief = FakeGraph::start(|_, _| answer(200, "hola")).await;
    let home = FakeGraph::start(|_, _| answer(200, "hola")).await;
    let port = thief.origin.rsplit(':').next().unwrap().to_owned();
    let home_host = home.origin.trim_start_matches("http://").to_owned();
    let tricks = [
        format!("{}/file", thief.origin),
        format!("http://localhost:{port}/file"),
        format!("http://{home_host}@127.0.0.1:{port}/file"),
        "http://lookaside.fbsbx.com/file".to_owned(),
        "https://lookaside.fbsbx.com.evil.example/file".to_owned(),
        "https://lookaside.fbsbx.com:8443/file".to_owned(),
        "file:///etc/passwd".to_owned(),
        "//x".to_owned(),
        String::new(),
    ];
    for url in tricks {
        let error = home.client().download(&url, 100, &mut Vec::new()).await.unwrap_err();
        assert!(matches!(error, MediaError::Refused), "{url}: {error:?}");
        assert!(!error.is_retryable());
    }
    assert!(thief.asked().is_empty() && home.asked().is_empty());

    let told = format!("{}/file", thief.origin);
    let allowed = client(&home.origin, &[&thief.origin]);
    assert!(allowed.download(&told, 100, &mut Vec::new()).await.is_ok());
}

#[tokio::test]
async fn a_media_id_cannot_reach_another_place() {
    let graph = FakeGraph::start(|_, _| answer(200, "{}")).await;
    for id in ["", "../me", "1/2", "1?x=1", "..", "1#", "%2e%2e", "ñ"] {
        let error = graph.client().media(id).await.unwrap_err();
        assert!(matches!(error, MediaError::Refused), "{id}: {error:?}");
    }
    assert!(graph.asked().is_empty());
}

#[test]
fn settings_are_checked_and_the_token_is_not_printed() {
    install_tls();
    let good = config("http://127.0.0.1:1", &[]);
    let shown = format!("{good:?} {:?}", Client::new(good.clone()).unwrap());
    assert!(!shown.contains(TOKEN), "{shown}");
    let broken = [
        ClientConfig { graph_url: "graph.facebook.com".to_owned(), ..good.clone() },
        ClientConfig { graph_url: "file:///x".to_owned(), ..good.clone() },
        ClientConfig { graph_url: "https://user@graph.facebook.com/v25.0".to_owned(), ..good.clone() },
        ClientConfig { phone_number_id: "../1".to_owned(), ..good.clone() },
        ClientConfig { phone_number_id: String::new(), ..good.clone() },
        ClientConfig { access_token: Secret::from(""), ..good.clone() },
        ClientConfig { access_token: Secret::from("a\nb"), ..good.clone() },
        ClientConfig { media_host_allow: vec!["https://".to_owned()], ..good },
    ];
    for config in broken {
        let error = Client::new(config.clone()).unwrap_err();
        assert!(matches!(error, ClientError::Url { .. } | ClientError::Setting { .. }), "{config:?}: {error:?}");
    }
}
