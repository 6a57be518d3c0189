//! Webhooks come again until the server says exactly 200 (whatsapp-cloud-api 1.5).

use crate::harness::world;

#[tokio::test]
async fn redelivers_the_same_bytes_until_200() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    world.receiver.answer_next(&[500, 503, 204, 302]);
    let id = world.emulator.send_text(&contact.id, "sigo aquí").unwrap();
    let message = world.receiver.first_message().await;
    assert_eq!(message["id"], id.as_str());
    let hooks = world.receiver.hooks();
    assert_eq!(hooks.iter().map(|hook| hook.answered).collect::<Vec<_>>(), [500, 503, 204, 302, 200]);
    assert!(hooks.iter().all(|hook| hook.body == hooks[0].body && hook.signed));
    world.emulator.wait_until_idle(crate::harness::PATIENCE).await.unwrap();
    let counters = world.emulator.counters();
    assert_eq!((counters.webhooks_posted, counters.webhooks_redelivered, counters.webhooks_acked), (5, 4, 1));
}

#[tokio::test]
async fn one_failing_webhook_does_not_hold_up_other_people() {
    let world = world().await;
    let (stuck, other) = (world.stranger("5218441111111"), world.stranger("5218442222222"));
    world.receiver.answer_next(&[500]);
    world.emulator.send_text(&stuck.id, "uno").unwrap();
    world.receiver.wait("the refused one", |receiver| !receiver.hooks().is_empty()).await;
    world.emulator.send_text(&other.id, "dos").unwrap();
    world.receiver.wait("both", |receiver| receiver.acknowledged("messages").len() == 2).await;
}

#[tokio::test]
async fn messages_of_one_person_arrive_in_order_on_a_good_day() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    let sent: Vec<String> = (0..40).map(|n| world.emulator.send_text(&contact.id, &n.to_string()).unwrap()).collect();
    world.receiver.wait("forty", |receiver| receiver.acknowledged("messages").len() == 40).await;
    let arrived: Vec<String> = world
        .receiver
        .acknowledged("messages")
        .iter()
        .map(|message| message["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(arrived, sent);
}

#[tokio::test]
async fn the_citizen_sees_a_second_tick_only_when_the_server_has_it() {
    let world = world().await;
    let contact = world.stranger("5218441234567");
    world.receiver.answer_next(&[500, 500, 500]);
    let id = world.emulator.send_text(&contact.id, "hola").unwrap();
    let status = |id: &str| {
        let chat = world.emulator.transcript(&contact.id).unwrap();
        chat.iter().find(|bubble| bubble.id == id).unwrap().status
    };
    assert_eq!(status(&id), ventanilla_emulator::BubbleStatus::Sent);
    world.emulator.wait_until_idle(crate::harness::PATIENCE).await.unwrap();
    assert_eq!(status(&id), ventanilla_emulator::BubbleStatus::Delivered);
}
