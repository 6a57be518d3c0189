//! The control API, as the phone page and tests in other languages use it.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{PATIENCE, world};

#[tokio::test]
async fn a_whole_dialogue_over_json() {
    let world = world().await;
    let (status, contact) = world
        .control(Method::POST, "contacts", Some(&json!({ "name": "Lupita", "phone": "+52 1 844 123 4567" })))
        .await;
    assert_eq!((status, contact["phone"].as_str()), (201, Some("5218441234567")));
    let (status, sent) = world
        .control(Method::POST, "contacts/528441234567/messages", Some(&json!({ "type": "text", "body": "hola" })))
        .await;
    assert_eq!(status, 201);
    world.receiver.first_message().await;
    world.text("+5218441234567", "¿Qué pasó?").await;
    assert_eq!(world.control(Method::GET, "idle?timeout_ms=20000", None).await.0, 204);
    let (_, chat) = world
        .control(Method::GET, &format!("contacts/{}/transcript", contact["user_id"].as_str().unwrap()), None)
        .await;
    assert_eq!(chat[0]["id"], sent["id"]);
    assert_eq!((chat[1]["side"].as_str(), chat[1]["text"].as_str()), (Some("business"), Some("¿Qué pasó?")));
    let (_, counters) = world.control(Method::GET, "counters", None).await;
    assert_eq!((counters["inbound"].as_u64(), counters["sends_accepted"].as_u64()), (Some(1), Some(1)));
    assert_eq!(world.control(Method::POST, "reset", None).await.0, 204);
    assert_eq!(world.control(Method::GET, "contacts", None).await.1, json!([]));
}

#[tokio::test]
async fn mistakes_are_named() {
    let world = world().await;
    world.stranger("5218441234567");
    let text = json!({ "type": "text", "body": "x" });
    let (status, answer) = world.control(Method::POST, "contacts/c99/messages", Some(&text)).await;
    assert_eq!((status, answer["code"].as_str()), (404, Some("unknown_contact")));
    let (status, answer) =
        world.control(Method::POST, "contacts/c1/messages", Some(&json!({ "type": "tap", "choice": "x" }))).await;
    assert_eq!((status, answer["code"].as_str()), (409, Some("nothing_to_tap")));
    assert_eq!(world.control(Method::POST, "contacts/c1/messages", Some(&json!({ "type": "smoke" }))).await.0, 422);
    assert_eq!(world.control(Method::PATCH, "settings", Some(&json!({ "bach": 3 }))).await.0, 400);
    let (status, settings) =
        world.control(Method::PATCH, "settings", Some(&json!({ "batch": 3, "pair_rate": "off" }))).await;
    assert_eq!((status, settings["batch"].as_u64()), (200, Some(3)));
}

#[tokio::test]
async fn faults_clock_and_handshake() {
    let world = world().await;
    let (status, rule) =
        world.control(Method::POST, "faults", Some(&json!({ "kind": "refuse", "code": 130429, "times": 2 }))).await;
    assert_eq!(status, 201);
    let (_, rules) = world.control(Method::GET, "faults", None).await;
    assert_eq!(rules, json!([{ "id": rule["id"], "kind": "refuse", "code": 130429, "times": 2, "after": 0 }]));
    assert_eq!(world.control(Method::DELETE, &format!("faults/{}", rule["id"]), None).await.0, 204);
    let before = world.emulator.now_ms();
    world.control(Method::POST, "clock", Some(&json!({ "advance_seconds": 3600 }))).await;
    assert!(world.emulator.now_ms() - before >= 3_600_000);
    let (_, outcome) = world.control(Method::POST, "handshake", None).await;
    assert_eq!(outcome["verified"], true);
}

#[tokio::test]
async fn other_sites_in_the_browser_are_kept_out() {
    let world = world().await;
    let url = format!("{}/emulator/control/contacts", world.base);
    let foreign = world.http.get(&url).header("sec-fetch-site", "cross-site").send().await.unwrap();
    assert_eq!(foreign.status().as_u16(), 403);
    let own = world.http.get(&url).header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(own.status().as_u16(), 200);
}

#[tokio::test]
async fn the_stream_tells_what_changes() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    let mut stream = world.http.get(format!("{}/emulator/control/stream", world.base)).send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    world.emulator.send_text(&contact.id, "hola").unwrap();
    let mut text = String::new();
    let seen = async {
        while !text.contains("\"delivered\"") {
            text += std::str::from_utf8(&stream.chunk().await.unwrap().unwrap()).unwrap();
        }
    };
    tokio::time::timeout(PATIENCE, seen).await.unwrap();
    let first =
        text.lines().filter_map(|line| line.strip_prefix("data: ")).find(|data| data.contains("bubble")).unwrap();
    let change: Value = serde_json::from_str(first).unwrap();
    assert_eq!((change["type"].as_str(), change["bubble"]["text"].as_str()), (Some("bubble"), Some("hola")));
}

#[tokio::test]
async fn waiting_for_a_reply_ignores_what_was_there_before() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    world.text("+5218441234567", "vieja").await;
    world.emulator.wait_for_bubble(&contact.id, |bubble| bubble.text == "vieja", PATIENCE).await.unwrap();
    let asked = world.emulator.send_text(&contact.id, "¿y?").unwrap();
    let waited = world.emulator.wait_for_reply(&contact.id, &asked, |_| true, Duration::from_millis(50)).await;
    assert!(waited.is_err(), "the old bubble does not count");
    world.text("+5218441234567", "nueva").await;
    let reply = world.emulator.wait_for_reply(&contact.id, &asked, |_| true, PATIENCE).await.unwrap();
    assert_eq!(reply.text, "nueva");
}

#[tokio::test]
async fn streams_end_when_the_workers_stop() {
    let world = world().await;
    let mut stream = world.http.get(format!("{}/emulator/control/stream", world.base)).send().await.unwrap();
    world.stop();
    let end = async { while stream.chunk().await.unwrap().is_some() {} };
    tokio::time::timeout(PATIENCE, end).await.unwrap();
}

#[tokio::test]
async fn a_raw_webhook_can_be_as_large_as_the_real_ones() {
    let world = world().await;
    let body = json!({ "object": "whatsapp_business_account", "entry": [], "padding": "x".repeat(3 * 1024 * 1024) });
    assert_eq!(world.control(Method::POST, "webhooks/raw", Some(&json!({ "body": body }))).await.0, 202);
    world
        .receiver
        .wait("the large one", |receiver| receiver.hooks().iter().any(|hook| hook.body.len() > 3 * 1024 * 1024))
        .await;
    assert_eq!(world.receiver.hooks()[0].answered, 200);
}
