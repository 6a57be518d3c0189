//! Every kind of message a citizen can send, as it is on the wire (whatsapp-cloud-api 2).

use serde_json::{Value, json};
use ventanilla_emulator::{EmulatorError, Inbound, NewMessage};

use crate::harness::{PATIENCE, World, world};

/// Sends and returns what the server got.
async fn wire(world: &World, contact: &str, content: Value) -> Value {
    let before = world.receiver.acknowledged("messages").len();
    let message: NewMessage = serde_json::from_value(content).unwrap();
    world.emulator.send(contact, &message).unwrap();
    world.receiver.wait("the message", |receiver| receiver.acknowledged("messages").len() > before).await;
    world.receiver.acknowledged("messages").remove(before)
}

#[tokio::test]
async fn each_kind_has_the_shape_of_the_reference() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let quoted = world.text("+5218441234567", "¿dónde?").await;
    let table = [
        (
            json!({ "type": "location", "latitude": 25.4, "longitude": -100.9 }),
            "location",
            json!({ "latitude": 25.4, "longitude": -100.9 }),
        ),
        (
            json!({ "type": "contacts", "contacts": [{ "name": { "formatted_name": "X" } }] }),
            "contacts",
            json!([{ "name": { "formatted_name": "X" }, "origin": "other" }]),
        ),
        (
            json!({ "type": "reaction", "message_id": quoted, "emoji": "👍" }),
            "reaction",
            json!({ "message_id": quoted, "emoji": "👍" }),
        ),
        (json!({ "type": "reaction", "message_id": quoted }), "reaction", json!({ "message_id": quoted })),
        (
            json!({ "type": "button_reply", "id": "si", "title": "Sí" }),
            "interactive",
            json!({ "type": "button_reply", "button_reply": { "id": "si", "title": "Sí" } }),
        ),
        (
            json!({ "type": "list_reply", "id": "a", "title": "A" }),
            "interactive",
            json!({ "type": "list_reply", "list_reply": { "id": "a", "title": "A" } }),
        ),
        (
            json!({ "type": "nfm_reply", "response": { "flow_token": "t" } }),
            "interactive",
            json!({ "type": "nfm_reply", "nfm_reply": { "name": "flow", "body": "Sent", "response_json": "{\"flow_token\":\"t\"}" } }),
        ),
        (json!({ "type": "button", "payload": "p", "text": "P" }), "button", json!({ "payload": "p", "text": "P" })),
        (json!({ "type": "unsupported", "kind": "poll_creation" }), "unsupported", json!({ "type": "poll_creation" })),
    ];
    for (content, member, expected) in table {
        let message = wire(&world, &contact.id, content.clone()).await;
        assert_eq!(message[member], expected, "{content}");
        assert_eq!(message["type"], member);
    }
}

#[tokio::test]
async fn quotes_forwards_and_advertisements_say_so() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let quoted = world.text("+5218441234567", "¿dónde?").await;
    let own = world.receiver.acknowledged("messages")[0]["id"].clone();
    let text = |extra: Value| {
        let mut message = json!({ "type": "text", "body": "aquí" });
        message.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        message
    };
    let context = async |extra: Value| wire(&world, &contact.id, text(extra)).await["context"].clone();
    assert_eq!(context(json!({ "reply_to": quoted })).await, json!({ "from": "5218440000000", "id": quoted }));
    assert_eq!(
        context(json!({ "reply_to": own })).await,
        json!({ "from": "5218441234567", "from_user_id": contact.user_id, "id": own })
    );
    assert_eq!(context(json!({ "forwarded": true })).await, json!({ "forwarded": true }));
    assert_eq!(context(json!({ "frequently_forwarded": true })).await, json!({ "frequently_forwarded": true }));
    let referral = json!({ "source_type": "ad", "source_id": "1" });
    assert_eq!(wire(&world, &contact.id, text(json!({ "referral": referral }))).await["referral"], referral);
}

#[tokio::test]
async fn taps_find_the_newest_bubble_that_offers_them() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let buttons = json!({ "type": "button", "body": { "text": "¿Ahora?" }, "action": { "buttons": [
        { "type": "reply", "reply": { "id": "now", "title": "Sí" } }, { "type": "reply", "reply": { "id": "later", "title": "No" } }] } });
    let list = json!({ "type": "list", "body": { "text": "¿Qué?" }, "action": { "button": "Ver", "sections": [
        { "rows": [{ "id": "fire", "title": "Incendio", "description": "Humo o fuego" }] }] } });
    let mut ids = Vec::new();
    for interactive in [&buttons, &list, &buttons] {
        let body = json!({ "messaging_product": "whatsapp", "to": "+5218441234567", "type": "interactive", "interactive": interactive });
        ids.push(world.post(&body).await.1["messages"][0]["id"].as_str().unwrap().to_owned());
    }
    world.emulator.wait_until_idle(PATIENCE).await.unwrap();
    let first_new = world.receiver.acknowledged("messages").len();
    world.emulator.tap(&contact.id, "Incendio").unwrap();
    world.emulator.tap(&contact.id, "later").unwrap();
    let old = Inbound::Tap { choice: "now".to_owned(), message_id: Some(ids[0].clone()) };
    world.emulator.send(&contact.id, &old.plainly()).unwrap();
    world.receiver.wait("three taps", |receiver| receiver.acknowledged("messages").len() == first_new + 3).await;
    let taps = world.receiver.acknowledged("messages").split_off(first_new);
    assert_eq!(
        taps[0]["interactive"]["list_reply"],
        json!({ "id": "fire", "title": "Incendio", "description": "Humo o fuego" })
    );
    assert_eq!(taps[1]["interactive"]["button_reply"]["title"], "No");
    let answered: Vec<&str> = taps.iter().map(|tap| tap["context"]["id"].as_str().unwrap()).collect();
    assert_eq!(answered, [&ids[1], &ids[2], &ids[0]]);
    match world.emulator.tap(&contact.id, "nada") {
        Err(EmulatorError::NothingToTap { offered, .. }) => assert_eq!(offered, ["now", "later"]),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn edits_arrive_as_unsupported_and_deletions_not_at_all() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let id = world.receiver.acknowledged("messages")[0]["id"].as_str().unwrap().to_owned();
    let edit = wire(&world, &contact.id, json!({ "type": "edit", "message_id": id, "body": "hola, auxilio" })).await;
    assert_eq!((edit["type"].as_str(), &edit["unsupported"]["type"]), (Some("unsupported"), &json!("edit")));
    assert_eq!(world.emulator.transcript(&contact.id).unwrap()[0].text, "hola, auxilio");
    world
        .emulator
        .send(&contact.id, &Inbound::Revoke { message_id: id.clone(), coexistence: false }.plainly())
        .unwrap();
    world.emulator.wait_until_idle(PATIENCE).await.unwrap();
    assert_eq!(world.receiver.acknowledged("messages").len(), 2, "a deletion is not reported");
    let shared = wire(&world, &contact.id, json!({ "type": "revoke", "message_id": id, "coexistence": true })).await;
    assert_eq!(shared["revoke"], json!({ "original_message_id": id }));
}

#[tokio::test]
async fn anything_can_be_posted_raw() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let odd =
        wire(&world, &contact.id, json!({ "type": "raw", "message": { "type": "interactive", "timestamp": 17 } }))
            .await;
    assert_eq!(
        (odd["type"].as_str(), odd["timestamp"].as_i64(), odd.get("interactive")),
        (Some("interactive"), Some(17), None)
    );
    assert_eq!(odd["from"], "5218441234567");
    let before = world.receiver.hooks().len();
    world.emulator.post_raw(r#"{"object":"whatsapp_business_account","entry":[{"text":"\ud800"}]}"#);
    world.receiver.wait("the raw body", |receiver| receiver.hooks().len() > before).await;
    let hook = world.receiver.hooks().pop().unwrap();
    assert!(hook.signed && hook.body.ends_with(br#""\ud800"}]}"#), "bytes are posted as given");
}
