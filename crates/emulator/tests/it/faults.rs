//! Faults on demand: each does what it says, as often as it says, to whom it says.

use std::time::Duration;

use serde_json::{Value, json};
use ventanilla_emulator::{Fault, FaultRule};

use crate::harness::{NUMBER, PATIENCE, TOKEN, World, text_to, world};

const TO: &str = "+5218441234567";

async fn raw_send(world: &World, limit: Duration) -> Result<reqwest::Response, reqwest::Error> {
    let request = world.http.post(world.graph(&format!("{NUMBER}/messages"))).bearer_auth(TOKEN).timeout(limit);
    request.json(&text_to(TO, "hola")).send().await
}

fn bubbles(world: &World, contact: &str) -> usize {
    let chat = world.emulator.transcript(contact).unwrap();
    chat.iter().filter(|bubble| bubble.side == ventanilla_emulator::Side::Business).count()
}

#[tokio::test]
async fn refusals_have_their_code_and_nothing_is_sent() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    for (code, http) in [(130_429, 429), (131_056, 429), (190, 401), (131_000, 500), (131_031, 403)] {
        world.emulator.add_fault(FaultRule::next(1, Fault::Refuse { code, http: None }));
        let (status, answer) = world.post(&text_to(TO, "hola")).await;
        assert_eq!((status, answer["error"]["code"].as_i64()), (http, Some(code)));
        assert!(answer["error"]["fbtrace_id"].is_string());
    }
    assert_eq!(bubbles(&world, &contact.id), 0);
    world.text(TO, "ya").await;
}

#[tokio::test]
async fn an_html_page_may_or_may_not_have_sent_the_message() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    for (accepted, sent) in [(false, 0), (true, 1)] {
        world.emulator.add_fault(FaultRule::next(1, Fault::Html { status: 502, accepted }));
        let answer = raw_send(&world, PATIENCE).await.unwrap();
        assert_eq!(answer.status().as_u16(), 502);
        assert!(answer.text().await.unwrap().starts_with("<!DOCTYPE html>"));
        assert_eq!(bubbles(&world, &contact.id), sent);
    }
}

#[tokio::test]
async fn a_cut_connection_and_a_timeout_leave_the_message_sent() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    world.emulator.add_fault(FaultRule::next(1, Fault::Drop));
    let cut = raw_send(&world, PATIENCE).await;
    assert!(cut.is_err(), "no answer at all: {cut:?}");
    world.emulator.add_fault(FaultRule::next(1, Fault::Slow { ms: 60_000 }));
    let late = raw_send(&world, Duration::from_millis(300)).await.unwrap_err();
    assert!(late.is_timeout());
    assert_eq!(bubbles(&world, &contact.id), 2);
    assert_eq!(world.emulator.counters().sends_cut, 1);
}

#[tokio::test]
async fn a_status_can_come_before_the_answer() {
    let world = world().await;
    world.citizen("5218441234567").await;
    world.emulator.add_fault(FaultRule::next(1, Fault::StatusFirst));
    let id = world.text(TO, "hola").await;
    let early: Vec<Value> = world.receiver.acknowledged("statuses");
    assert_eq!((early[0]["id"].as_str(), early[0]["status"].as_str()), (Some(id.as_str()), Some("sent")));
    world.receiver.wait_for_statuses(&id, &["sent", "delivered"]).await;
}

#[tokio::test]
async fn a_message_can_fail_after_acceptance() {
    let world = world().await;
    world.citizen("5218441234567").await;
    world.emulator.add_fault(FaultRule::next(1, Fault::FailLater { code: 131_049 }));
    let id = world.text(TO, "hola").await;
    let failed = world.receiver.wait_for_statuses(&id, &["failed"]).await;
    assert_eq!(failed[0]["errors"][0]["code"], 131_049);
    assert!(
        world.receiver.hooks().last().unwrap().items("contacts").is_empty(),
        "failed statuses come without contacts"
    );
}

#[tokio::test]
async fn a_webhook_can_come_twice_late_or_badly_signed() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    world.emulator.add_fault(FaultRule::next(1, Fault::Duplicate { copies: 2 }));
    world.emulator.send_text(&contact.id, "eco").unwrap();
    world.receiver.wait("three deliveries", |receiver| receiver.acknowledged("messages").len() == 3).await;
    world.emulator.add_fault(FaultRule::next(1, Fault::WrongSignature));
    world.emulator.send_text(&contact.id, "falso").unwrap();
    world.receiver.wait("the right one", |receiver| receiver.acknowledged("messages").len() == 4).await;
    assert_eq!(world.receiver.hooks().iter().filter(|hook| !hook.signed).count(), 1);
    world.emulator.add_fault(FaultRule::next(1, Fault::Delay { ms: 40 }));
    let late = world.emulator.send_text(&contact.id, "tarde").unwrap();
    let prompt = world.emulator.send_text(&contact.id, "pronto").unwrap();
    world.receiver.wait("both", |receiver| receiver.acknowledged("messages").len() == 6).await;
    let order: Vec<Value> =
        world.receiver.acknowledged("messages")[4..].iter().map(|message| message["id"].clone()).collect();
    assert_eq!(order, [json!(prompt), json!(late)]);
}

#[tokio::test]
async fn shuffled_updates_all_arrive_in_another_order() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    world.emulator.set_settings(ventanilla_emulator::Settings { concurrency: 1, ..crate::harness::quick() });
    world.emulator.add_fault(FaultRule::next(3, Fault::Shuffle { window: 3, wait_ms: 10_000 }));
    let mut sent: Vec<String> =
        (0..3).map(|n| world.emulator.send_text(&contact.id, &n.to_string()).unwrap()).collect();
    world.receiver.wait("three", |receiver| receiver.acknowledged("messages").len() == 3).await;
    let arrived: Vec<String> = world
        .receiver
        .acknowledged("messages")
        .iter()
        .map(|message| message["id"].as_str().unwrap().to_owned())
        .collect();
    sent.reverse();
    assert_eq!(arrived, sent);
}

#[tokio::test]
async fn a_rule_applies_to_its_contact_and_type_and_after_its_count() {
    let world = world().await;
    let victim = world.citizen("5218441234567").await;
    world.citizen("5218447654321").await;
    world.emulator.add_fault(FaultRule {
        after: 1,
        ..FaultRule::next(1, Fault::Refuse { code: 131_056, http: None }).of(&victim.id)
    });
    world.text("+5218447654321", "a otra").await;
    world.text(TO, "la primera pasa").await;
    assert_eq!(world.post(&text_to(TO, "la segunda no")).await.0, 429);
    world.text(TO, "y ya").await;
    assert!(world.emulator.faults().is_empty(), "used up");
}

#[tokio::test]
async fn a_message_can_be_delivered_again_with_the_same_id() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    let id = world.emulator.send_text(&contact.id, "doble").unwrap();
    world.emulator.duplicate(&contact.id, &id).unwrap();
    world.receiver.wait("two", |receiver| receiver.acknowledged("messages").len() == 2).await;
    let messages = world.receiver.acknowledged("messages");
    assert_eq!(messages[0], messages[1]);
}
