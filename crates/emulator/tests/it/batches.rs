//! Several updates in one webhook, in every shape that occurs (whatsapp-cloud-api 1.4).

use ventanilla_emulator::{Settings, Spread};

use crate::harness::{Hook, quick, world_with};

async fn one_batch(spread: Spread) -> Hook {
    let world = world_with(Settings { batch: 6, batch_wait_ms: 10_000, spread, ..quick() }).await;
    for n in 0..3 {
        let contact = world.stranger(&format!("52184410000{n:02}"));
        world.emulator.send_text(&contact.id, "uno").unwrap();
        world.emulator.send_text(&contact.id, "dos").unwrap();
    }
    world.receiver.wait("the batch", |receiver| receiver.acknowledged("messages").len() == 6).await;
    let hooks = world.receiver.hooks();
    assert_eq!(hooks.len(), 1, "six messages in one request");
    hooks[0].clone()
}

fn shape(hook: &Hook) -> (usize, usize) {
    let json = hook.json();
    let entries = json["entry"].as_array().unwrap();
    (entries.len(), entries.iter().map(|entry| entry["changes"].as_array().unwrap().len()).sum())
}

#[tokio::test]
async fn a_batch_can_be_one_value_many_changes_or_many_entries() {
    assert_eq!(shape(&one_batch(Spread::Value).await), (1, 1));
    assert_eq!(shape(&one_batch(Spread::Changes).await), (1, 6));
    assert_eq!(shape(&one_batch(Spread::Entries).await), (6, 6));
}

#[tokio::test]
async fn contacts_in_a_batch_are_listed_once() {
    let hook = one_batch(Spread::Value).await;
    assert_eq!(hook.items("contacts").len(), 3);
    assert_eq!(hook.items("messages").len(), 6);
}

#[tokio::test]
async fn an_incomplete_batch_goes_after_its_wait() {
    let world = world_with(Settings { batch: 100, batch_wait_ms: 30, ..quick() }).await;
    let contact = world.stranger("5218441234567");
    world.emulator.send_text(&contact.id, "sola").unwrap();
    world.receiver.first_message().await;
}

#[tokio::test]
async fn messages_and_statuses_of_one_batch_go_in_separate_changes() {
    let world = world_with(Settings { batch: 50, batch_wait_ms: 150, ..quick() }).await;
    let contact = world.citizen("5218441234567").await;
    world.text("+5218441234567", "hola").await;
    world.emulator.send_text(&contact.id, "otra").unwrap();
    world.emulator.wait_until_idle(crate::harness::PATIENCE).await.unwrap();
    for hook in world.receiver.hooks() {
        let json = hook.json();
        for change in json["entry"][0]["changes"].as_array().unwrap() {
            let value = &change["value"];
            assert!(value.get("messages").is_some() != value.get("statuses").is_some(), "{value}");
        }
    }
}
