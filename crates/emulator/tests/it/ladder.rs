//! Statuses: sent, delivered, read, played, failed (whatsapp-cloud-api 3.2, 4).

use serde_json::json;
use ventanilla_emulator::{BubbleStatus, ContactPatch, Settings};

use crate::harness::{PATIENCE, quick, text_to, world, world_with};

#[tokio::test]
async fn a_closed_chat_receives_and_an_open_one_reads() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let id = world.text("+5218441234567", "¿Qué pasó?").await;
    world.receiver.wait_for_statuses(&id, &["sent", "delivered"]).await;
    assert_eq!(world.emulator.contact(&contact.id).unwrap().unread, 1);
    let open = ContactPatch { chat_open: Some(true), ..ContactPatch::default() };
    world.emulator.update_contact(&contact.id, open).unwrap();
    world.receiver.wait_for_statuses(&id, &["sent", "delivered", "read"]).await;
    assert_eq!(world.emulator.contact(&contact.id).unwrap().unread, 0);
}

#[tokio::test]
async fn everything_is_read_in_auto_mode() {
    let world = world_with(Settings { auto_read: true, ..quick() }).await;
    world.citizen("5218441234567").await;
    let id = world.text("+5218441234567", "hola").await;
    world.receiver.wait_for_statuses(&id, &["sent", "delivered", "read"]).await;
}

#[tokio::test]
async fn a_phone_without_connection_stays_at_sent() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let online = |online| ContactPatch { online: Some(online), ..ContactPatch::default() };
    world.emulator.update_contact(&contact.id, online(false)).unwrap();
    let id = world.text("+5218441234567", "hola").await;
    world.emulator.wait_until_idle(PATIENCE).await.unwrap();
    world.receiver.wait_for_statuses(&id, &["sent"]).await;
    assert!(!world.emulator.transcript(&contact.id).unwrap().last().unwrap().is_visible());
    world.emulator.update_contact(&contact.id, online(true)).unwrap();
    world.receiver.wait_for_statuses(&id, &["sent", "delivered"]).await;
}

#[tokio::test]
async fn what_a_phone_without_connection_writes_waits() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let online = |online| ContactPatch { online: Some(online), ..ContactPatch::default() };
    world.emulator.update_contact(&contact.id, online(false)).unwrap();
    world.emulator.send_text(&contact.id, "en el túnel").unwrap();
    world.emulator.send_text(&contact.id, "ya casi").unwrap();
    world.emulator.wait_until_idle(PATIENCE).await.unwrap();
    assert_eq!(world.receiver.acknowledged("messages").len(), 1, "only the greeting from before");
    assert_eq!(world.emulator.transcript(&contact.id).unwrap()[1].status, BubbleStatus::Accepted);
    world.emulator.update_contact(&contact.id, online(true)).unwrap();
    world.receiver.wait("both", |receiver| receiver.acknowledged("messages").len() == 3).await;
    let bodies: Vec<_> = world.receiver.acknowledged("messages").iter().map(|m| m["text"]["body"].clone()).collect();
    assert_eq!(bodies, ["hola", "en el túnel", "ya casi"]);
}

#[tokio::test]
async fn statuses_carry_callback_data_pricing_and_both_identities() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let mut body = text_to("+5218441234567", "hola");
    body["biz_opaque_callback_data"] = json!("row-42");
    let (_, answer) = world.post(&body).await;
    let id = answer["messages"][0]["id"].as_str().unwrap();
    for status in world.receiver.wait_for_statuses(id, &["sent", "delivered"]).await {
        assert_eq!(status["biz_opaque_callback_data"], "row-42");
        assert_eq!(
            status["pricing"],
            json!({ "billable": true, "pricing_model": "PMP", "type": "regular", "category": "service" })
        );
        assert_eq!(status["recipient_id"], "5218441234567");
        assert_eq!(status["recipient_user_id"], contact.user_id.as_str());
        assert!(status["timestamp"].is_string());
    }
}

#[tokio::test]
async fn a_voice_note_can_be_played_and_nothing_goes_down_again() {
    let world = world_with(Settings { auto_read: true, ..quick() }).await;
    let contact = world.citizen("5218441234567").await;
    let id = world.text("+5218441234567", "hola").await;
    world.receiver.wait_for_statuses(&id, &["sent", "delivered", "read"]).await;
    world.emulator.play(&contact.id, &id).unwrap();
    world.emulator.play(&contact.id, &id).unwrap();
    world.receiver.wait_for_statuses(&id, &["sent", "delivered", "read", "played"]).await;
    world.emulator.wait_until_idle(PATIENCE).await.unwrap();
    assert_eq!(world.emulator.transcript(&contact.id).unwrap()[1].status, BubbleStatus::Played);
}

#[tokio::test]
async fn a_person_without_read_receipts_is_never_reported_as_reading() {
    let world = world_with(Settings { auto_read: true, ..quick() }).await;
    let contact = world.citizen("5218441234567").await;
    let hidden = ContactPatch { read_receipts: Some(false), chat_open: Some(true), ..ContactPatch::default() };
    world.emulator.update_contact(&contact.id, hidden).unwrap();
    let id = world.text("+5218441234567", "hola").await;
    world.emulator.wait_until_idle(PATIENCE).await.unwrap();
    world.receiver.wait_for_statuses(&id, &["sent", "delivered"]).await;
}

#[tokio::test]
async fn marking_as_read_shows_blue_ticks_and_typing_ends_with_the_answer() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let last = world.emulator.send_text(&contact.id, "¿hola?").unwrap();
    let read = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": last, "typing_indicator": { "type": "text" } });
    assert_eq!(world.post(&read).await, (200, json!({ "success": true })));
    let chat = world.emulator.transcript(&contact.id).unwrap();
    assert!(chat.iter().all(|bubble| bubble.status == BubbleStatus::Read), "earlier messages too: {chat:?}");
    assert!(world.emulator.contact(&contact.id).unwrap().typing_until_ms.is_some());
    world.text("+5218441234567", "Aquí estoy").await;
    assert!(world.emulator.contact(&contact.id).unwrap().typing_until_ms.is_none());
    let unknown = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.nope" });
    assert_eq!(world.post(&unknown).await.0, 400);
}
