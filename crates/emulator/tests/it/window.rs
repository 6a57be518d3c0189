//! The 24-hour service window (whatsapp-cloud-api 8.2): outside it free-form messages are accepted and fail later.

use std::time::Duration;

use serde_json::json;
use ventanilla_emulator::{BubbleStatus, Inbound, NewMessage};

use crate::harness::{PATIENCE, world};

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn free_form_fails_with_131047_after_24_hours_and_a_template_does_not() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    world.emulator.advance(HOUR * 23);
    let inside = world.text("+5218441234567", "seguimos").await;
    world.receiver.wait_for_statuses(&inside, &["sent", "delivered"]).await;
    world.emulator.advance(HOUR);
    let outside = world.text("+5218441234567", "tarde").await;
    let failed = world.receiver.wait_for_statuses(&outside, &["failed"]).await.remove(0);
    assert_eq!(failed["errors"][0]["code"], 131_047);
    assert_eq!(failed["recipient_id"], "5218441234567");
    assert!(failed.get("recipient_user_id").is_none(), "only if sent to the user id");
    let (status, answer) = world
        .post(&json!({ "messaging_product": "whatsapp", "to": "+5218441234567", "type": "template",
            "template": { "name": "case_update", "language": { "code": "es_MX" } } }))
        .await;
    assert_eq!(status, 200);
    assert_eq!(answer["messages"][0]["message_status"], "accepted");
    world.receiver.wait_for_statuses(answer["messages"][0]["id"].as_str().unwrap(), &["sent", "delivered"]).await;
    let chat = world.emulator.transcript(&contact.id).unwrap();
    let late = chat.iter().find(|bubble| bubble.id == outside).unwrap();
    assert_eq!((late.status, late.error_code, late.is_visible()), (BubbleStatus::Failed, Some(131_047), false));
}

#[tokio::test]
async fn the_window_counts_from_when_the_message_was_written() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    let old = NewMessage { age_seconds: 6 * 86_400, ..Inbound::Text { body: "hace días".to_owned() }.plainly() };
    world.emulator.send(&contact.id, &old).unwrap();
    let id = world.text("+5218441234567", "hola").await;
    world.receiver.wait_for_statuses(&id, &["failed"]).await;
}

#[tokio::test]
async fn a_reaction_does_not_open_the_window() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let message_id = world.text("+5218441234567", "hola").await;
    world.emulator.advance(HOUR * 25);
    world
        .emulator
        .send(&contact.id, &Inbound::Reaction { message_id, emoji: Some("👍".to_owned()) }.plainly())
        .unwrap();
    let id = world.text("+5218441234567", "¿sigues?").await;
    world.receiver.wait_for_statuses(&id, &["failed"]).await;
    world.emulator.send_text(&contact.id, "aquí ando").unwrap();
    let again = world.text("+5218441234567", "qué bueno").await;
    world.receiver.wait_for_statuses(&again, &["sent", "delivered"]).await;
    world.emulator.wait_until_idle(PATIENCE).await.unwrap();
}

#[tokio::test]
async fn nobody_at_that_number_fails_with_131026() {
    let world = world().await;
    let id = world.text("+5218449999999", "¿hay alguien?").await;
    let failed = world.receiver.wait_for_statuses(&id, &["failed"]).await.remove(0);
    assert_eq!(failed["errors"][0]["code"], 131_026);
    assert_eq!(failed["recipient_id"], "5218449999999");
}
