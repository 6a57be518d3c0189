//! Phone numbers and user ids (whatsapp-cloud-api 3).

use serde_json::json;
use ventanilla_emulator::{Inbound, NewContact};

use crate::harness::{Hook, World, text_to, world};

fn username_only(world: &World) -> ventanilla_emulator::Contact {
    world.emulator.add_contact(NewContact {
        name: "Ana".to_owned(),
        username: Some("ana.saltillo".to_owned()),
        ..NewContact::default()
    })
}

fn contacts_of(hook: &Hook) -> serde_json::Value {
    hook.items("contacts").remove(0)
}

#[tokio::test]
async fn a_person_with_a_number_is_named_by_both() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let message = world.receiver.first_message().await;
    assert_eq!(message["from"], "5218441234567");
    assert_eq!(message["from_user_id"], contact.user_id.as_str());
    assert!(message["timestamp"].as_str().unwrap().parse::<i64>().is_ok());
    let card = contacts_of(&world.receiver.hooks()[0]);
    assert_eq!(card, json!({ "profile": { "name": "Chuy" }, "wa_id": "5218441234567", "user_id": contact.user_id }));
}

#[tokio::test]
async fn a_person_without_number_is_named_by_user_id_alone() {
    let world = world().await;
    let contact = username_only(&world);
    world.emulator.send_text(&contact.id, "hola").unwrap();
    let message = world.receiver.first_message().await;
    assert!(message.get("from").is_none());
    assert!(contact.user_id.starts_with("MX."));
    let card = contacts_of(&world.receiver.hooks()[0]);
    assert_eq!(card, json!({ "profile": { "name": "Ana", "username": "ana.saltillo" }, "user_id": contact.user_id }));
    let (status, answer) = world
        .post(&json!({ "messaging_product": "whatsapp", "recipient_type": "individual", "recipient": contact.user_id,
            "type": "text", "text": { "body": "Hola, Ana" } }))
        .await;
    assert_eq!(status, 200);
    assert_eq!(answer["contacts"], json!([{ "input": contact.user_id, "user_id": contact.user_id }]));
    let id = answer["messages"][0]["id"].as_str().unwrap();
    for status in world.receiver.wait_for_statuses(id, &["sent", "delivered"]).await {
        assert!(status.get("recipient_id").is_none());
        assert_eq!(status["recipient_user_id"], contact.user_id.as_str());
    }
}

#[tokio::test]
async fn a_send_by_number_is_answered_with_the_number() {
    let world = world().await;
    world.citizen("5218441234567").await;
    // Both Mexican forms and the spaces people write lead to the same person (3.5).
    for to in ["+5218441234567", "+528441234567", "5218441234567", "+52 844 123 4567"] {
        let (status, answer) = world.post(&text_to(to, "hola")).await;
        assert_eq!(status, 200);
        assert_eq!(answer["contacts"], json!([{ "input": to, "wa_id": "5218441234567" }]), "{to}");
    }
}

#[tokio::test]
async fn a_user_id_in_to_is_accepted_and_silently_dropped() {
    let world = world().await;
    let contact = username_only(&world);
    world.emulator.send_text(&contact.id, "hola").unwrap();
    let (status, answer) = world.post(&text_to(&contact.user_id, "esto se pierde")).await;
    assert_eq!(status, 200);
    assert!(answer["messages"][0]["id"].is_string());
    world.emulator.wait_until_idle(crate::harness::PATIENCE).await.unwrap();
    assert_eq!(world.emulator.counters().sends_dropped, 1);
    assert_eq!(world.emulator.transcript(&contact.id).unwrap().len(), 1, "nothing reached the phone");
    assert!(world.receiver.acknowledged("statuses").is_empty());
}

#[tokio::test]
async fn the_same_seed_meets_the_same_people() {
    let (one, other) = (world().await, world().await);
    assert_eq!(one.stranger("5218441234567").user_id, other.stranger("5218441234567").user_id);
}

#[tokio::test]
async fn a_new_number_comes_as_a_system_message_and_changes_the_user_id() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    world
        .emulator
        .send(&contact.id, &Inbound::NumberChange { phone: Some("5218447654321".to_owned()) }.plainly())
        .unwrap();
    world.receiver.wait("the system message", |receiver| receiver.acknowledged("messages").len() == 2).await;
    let message = world.receiver.acknowledged("messages").remove(1);
    let now = world.emulator.contact(&contact.id).unwrap();
    assert_eq!(message["from"], "5218441234567");
    assert_eq!(message["system"]["type"], "user_changed_number");
    assert_eq!(message["system"]["wa_id"], "5218447654321");
    assert_eq!(message["system"]["previous_user_id"], contact.user_id.as_str());
    assert_eq!(message["system"]["user_id"], now.user_id.as_str());
    assert_ne!(now.user_id, contact.user_id);
    assert!(
        world.receiver.hooks().last().unwrap().items("contacts").is_empty(),
        "system messages come without contacts"
    );
    let lost = world.text("+5218441234567", "¿sigues ahí?").await;
    world.receiver.wait_for_statuses(&lost, &["failed"]).await;
}
