//! Files both ways (whatsapp-cloud-api 7).

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use ventanilla_emulator::{Fault, FaultRule, Inbound};

use crate::harness::{NUMBER, TOKEN, World, world};

const PHOTO: &[u8] = b"\xff\xd8\xff\xe0 not much of a photo";

async fn upload(world: &World, bytes: Vec<u8>, mime: &str) -> (u16, Value) {
    let part = reqwest::multipart::Part::bytes(bytes).file_name("file").mime_str(mime).unwrap();
    let form = reqwest::multipart::Form::new()
        .text("messaging_product", "whatsapp")
        .text("type", mime.to_owned())
        .part("file", part);
    let answer = world
        .http
        .post(world.graph(&format!("{NUMBER}/media")))
        .bearer_auth(TOKEN)
        .multipart(form)
        .send()
        .await
        .unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn lookup(world: &World, id: &str) -> (u16, Value) {
    let answer = world.http.get(world.graph(id)).bearer_auth(TOKEN).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn download(world: &World, url: &Value, token: &str) -> (u16, Bytes) {
    let answer = world.http.get(url.as_str().unwrap()).bearer_auth(token).send().await.unwrap();
    (answer.status().as_u16(), answer.bytes().await.unwrap())
}

#[tokio::test]
async fn a_citizens_photo_can_be_fetched_and_checked() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    world.emulator.send_photo(&contact.id, Bytes::from_static(PHOTO), Some("mire")).unwrap();
    let image = world.receiver.first_message().await["image"].clone();
    assert_eq!((image["caption"].as_str(), image["mime_type"].as_str()), (Some("mire"), Some("image/jpeg")));
    assert_eq!(image["sha256"], STANDARD.encode(Sha256::digest(PHOTO)));
    assert_eq!(download(&world, &image["url"], TOKEN).await, (200, Bytes::from_static(PHOTO)));
    assert_eq!(download(&world, &image["url"], "stolen").await.0, 401);
    let (status, object) = lookup(&world, image["id"].as_str().unwrap()).await;
    assert_eq!((status, &object["sha256"], &object["mime_type"]), (200, &image["sha256"], &image["mime_type"]));
    assert_eq!(download(&world, &object["url"], TOKEN).await.0, 200);
}

#[tokio::test]
async fn links_die_after_five_minutes_and_inbound_ids_after_seven_days() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    world.emulator.send_photo(&contact.id, Bytes::from_static(PHOTO), None).unwrap();
    let image = world.receiver.first_message().await["image"].clone();
    let id = image["id"].as_str().unwrap();
    world.emulator.advance(Duration::from_secs(301));
    assert_eq!(download(&world, &image["url"], TOKEN).await.0, 404);
    let (_, object) = lookup(&world, id).await;
    assert_eq!(download(&world, &object["url"], TOKEN).await.0, 200, "a fresh link works");
    world.emulator.advance(Duration::from_secs(7 * 86_400));
    assert_eq!(lookup(&world, id).await.0, 400);
}

#[tokio::test]
async fn the_business_uploads_sends_and_deletes() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let (status, answer) = upload(&world, PHOTO.to_vec(), "image/jpeg").await;
    assert_eq!(status, 200);
    let id = answer["id"].as_str().unwrap();
    let message = json!({ "messaging_product": "whatsapp", "to": "+5218441234567", "type": "image", "image": { "id": id, "caption": "plano" } });
    let (status, answer) = world.post(&message).await;
    assert_eq!(status, 200, "{answer}");
    let bubble = world
        .emulator
        .wait_for_bubble(&contact.id, |bubble| bubble.kind == "image", crate::harness::PATIENCE)
        .await
        .unwrap();
    assert_eq!((bubble.text.as_str(), &bubble.content["id"]), ("plano", &json!(id)));
    assert_eq!(world.emulator.media(id).unwrap(), (Bytes::from_static(PHOTO), "image/jpeg".to_owned()));
    let deleted = world.http.delete(world.graph(id)).bearer_auth(TOKEN).send().await.unwrap();
    assert_eq!(deleted.json::<Value>().await.unwrap(), json!({ "success": true }));
    let (status, answer) = world.post(&message).await;
    assert_eq!((status, answer["error"]["code"].as_i64()), (400, Some(131_009)), "the id is gone");
}

#[tokio::test]
async fn files_too_big_or_of_the_wrong_kind_are_refused() {
    let world = world().await;
    world.citizen("5218441234567").await;
    let (status, answer) = upload(&world, vec![0; 5 * 1024 * 1024 + 1], "image/png").await;
    assert_eq!((status, answer["error"]["code"].as_i64()), (400, Some(131_053)));
    let (_, pdf) = upload(&world, b"%PDF-".to_vec(), "application/pdf").await;
    let (status, answer) = world
        .post(&json!({ "messaging_product": "whatsapp", "to": "+5218441234567", "type": "image", "image": { "id": pdf["id"] } }))
        .await;
    assert_eq!(status, 200, "accepted first, as on the real thing");
    let failed = world.receiver.wait_for_statuses(answer["messages"][0]["id"].as_str().unwrap(), &["failed"]).await;
    assert_eq!(failed[0]["errors"][0]["code"], 131_053);
}

#[tokio::test]
async fn downloads_can_expire_and_be_damaged_by_rule() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    world.emulator.send_photo(&contact.id, Bytes::from_static(PHOTO), None).unwrap();
    let image = world.receiver.first_message().await["image"].clone();
    world.emulator.add_fault(FaultRule::next(1, Fault::MediaExpired));
    assert_eq!(download(&world, &image["url"], TOKEN).await.0, 404);
    world.emulator.add_fault(FaultRule::next(1, Fault::WrongHash));
    let (_, damaged) = download(&world, &image["url"], TOKEN).await;
    assert_ne!(STANDARD.encode(Sha256::digest(&damaged)), image["sha256"].as_str().unwrap());
    assert_eq!(
        download(&world, &image["url"], TOKEN).await,
        (200, Bytes::from_static(PHOTO)),
        "both rules are used up"
    );
}

#[tokio::test]
async fn a_voice_note_says_that_it_is_one() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    world.emulator.send_voice(&contact.id, Bytes::from_static(b"OggS")).unwrap();
    let audio = world.receiver.first_message().await["audio"].clone();
    assert_eq!((audio["voice"].as_bool(), audio["mime_type"].as_str()), (Some(true), Some("audio/ogg; codecs=opus")));
    let missing = Inbound::Image { media_id: "0".to_owned(), caption: None };
    assert!(world.emulator.send(&contact.id, &missing.plainly()).is_err());
}

#[tokio::test]
async fn a_linked_file_is_fetched_before_the_message_is_sent() {
    let world = world().await;
    let contact = world.citizen("5218441234567").await;
    let id = world.emulator.put_media(Bytes::from_static(PHOTO), "image/jpeg");
    let linked = |id: &str| {
        let link = format!("{}/emulator/control/media/{id}", world.base);
        json!({ "messaging_product": "whatsapp", "to": "+5218441234567", "type": "image", "image": { "link": link } })
    };
    let (_, answer) = world.post(&linked(&id)).await;
    world.receiver.wait_for_statuses(answer["messages"][0]["id"].as_str().unwrap(), &["sent", "delivered"]).await;
    let chat = world.emulator.transcript(&contact.id).unwrap();
    let fetched = chat.last().unwrap().content["id"].as_str().unwrap();
    assert_eq!(world.emulator.media(fetched).unwrap().0, Bytes::from_static(PHOTO));
    let (_, answer) = world.post(&linked("0")).await;
    let failed = world.receiver.wait_for_statuses(answer["messages"][0]["id"].as_str().unwrap(), &["failed"]).await;
    assert_eq!(failed[0]["errors"][0]["code"], 131_053);
}
