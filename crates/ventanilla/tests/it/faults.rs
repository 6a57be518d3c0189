//! What goes wrong outside: the Graph API refuses, falls silent or cuts the line; the database is locked or has no room.

use serde_json::Value;
use ventanilla_emulator::{Fault, FaultRule};

use crate::harness::{Citizen, NUMBER, Plan, Rig, envelope, on_each_database, on_sqlite, until, words};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_for_the_rate_is_sent_again() {
    on_each_database(async |rig| {
        for code in [130_429, 131_056] {
            rig.expect_refusal(code);
            rig.emulator.add_fault(FaultRule::next(2, Fault::Refuse { code, http: None }));
        }
        let mut citizen = rig.citizen("5218441234567");
        let told = citizen.report(&Plan::patrol()).await;
        rig.quiet().await;
        assert_eq!(rig.api.report(&told.folio).await["category"], "rondin");
        each_bubble_once_and_in_order(rig, &citizen).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_edge_that_sent_nothing_is_tried_again_later() {
    on_sqlite(async |rig| {
        rig.expect_refusal(0);
        rig.emulator.add_fault(FaultRule::next(1, Fault::Html { status: 502, accepted: false }));
        let mut citizen = rig.citizen("5218441234567");
        citizen.say("hola");
        until("the send is put off", async || waits_again(rig).await).await;
        assert_eq!(citizen.bubbles().len(), 0);
        a_minute_passes(rig).await;
        let first = citizen.next().await;
        citizen.go_on(&Plan::patrol(), first).await;
        rig.quiet().await;
        each_bubble_once_and_in_order(rig, &citizen).await;
    })
    .await;
}

/// The message went out and the answer was lost: the status that carries our key proves it, and it is not sent twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_settled_by_the_status() {
    on_each_database(async |rig| {
        let faults = [Fault::Drop, Fault::Html { status: 503, accepted: true }, Fault::Slow { ms: 1_500 }];
        for (n, fault) in faults.into_iter().enumerate() {
            rig.expect_refusal(0);
            let mut citizen = rig.citizen(&format!("52184411000{n:02}"));
            rig.emulator.add_fault(FaultRule::next(1, fault.clone()).of(&citizen.contact.id));
            let told = citizen.report(&Plan::patrol()).await;
            a_minute_passes(rig).await;
            rig.quiet().await;
            assert_eq!(rig.api.report(&told.folio).await["state"], "filed", "{fault:?}");
            each_bubble_once_and_in_order(rig, &citizen).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_window_ends_the_message_and_says_so() {
    on_each_database(async |rig| {
        rig.expect_refusal(131_047);
        rig.expect_failure(131_047);
        let citizen = rig.citizen("5218441234567");
        rig.emulator.add_fault(FaultRule::next(1, Fault::Refuse { code: 131_047, http: None }).of(&citizen.contact.id));
        citizen.say("hola");
        rig.quiet().await;
        assert_eq!(citizen.bubbles().len(), 0);
        let message = sent(rig, &citizen).await.remove(0);
        assert_eq!((&message["status"], &message["error_code"]), (&"failed".into(), &131_047.into()), "{message}");
        let found = rig.api.reconcile().await["reconciliation"].clone();
        assert_eq!(found["outbound"], serde_json::json!([["expired", 1]]), "it is not tried again");

        let other = rig.citizen("5218447654321");
        rig.emulator.add_fault(FaultRule::next(1, Fault::FailLater { code: 131_047 }).of(&other.contact.id));
        other.say("hola");
        rig.quiet().await;
        let message = sent(rig, &other).await.remove(0);
        assert_eq!((&message["status"], &message["error_code"]), (&"failed".into(), &131_047.into()), "{message}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_token_is_an_alarm_and_not_a_storm() {
    on_sqlite(async |rig| {
        rig.expect_refusal(190);
        let citizen = rig.citizen("5218441234567");
        rig.emulator.add_fault(FaultRule::next(1, Fault::Refuse { code: 190, http: None }));
        citizen.say("hola");
        rig.quiet().await;
        assert!(rig.api.metric("ventanilla_channel_alarms_total").await >= 1.0);
        assert!(rig.server.log().contains("an operator must act"));
    })
    .await;
}

/// While somebody else holds the database nothing is acknowledged, and what was not acknowledged comes again.
#[tokio::test(flavor = "multi_thread")]
async fn a_locked_database_loses_nothing() {
    on_sqlite(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        let first = citizen.ask("hola").await;
        rig.quiet().await;
        let lock = rusqlite::Connection::open(rig.database.file()).unwrap();
        lock.execute_batch("BEGIN IMMEDIATE").unwrap();
        let acknowledged = rig.emulator.counters().webhooks_acked;
        citizen.say("quiero pedir un rondín en la noche");
        until("a webhook is refused", async || rig.emulator.counters().webhooks_redelivered > 0).await;
        assert_eq!(rig.emulator.counters().webhooks_acked, acknowledged, "nothing that is not durable is acknowledged");
        lock.execute_batch("ROLLBACK").unwrap();
        let answer = citizen.next().await;
        assert_ne!(answer.id, first.id);
        citizen.go_on(&Plan::patrol(), answer).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_a_503_and_loses_nothing() {
    on_sqlite(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        citizen.ask("hola").await;
        rig.quiet().await;
        rig.server.stop().await;
        rig.server.start_with_room(2 * 1024 * 1024);
        rig.wait_until_ready().await;
        let mut bodies = Vec::new();
        let refused = loop {
            let id = format!("wamid.{}", bodies.len());
            let message = words(&citizen.contact, &id, rig.emulator.now_ms(), &"a".repeat(100_000));
            bodies.push(envelope(NUMBER, &[message]).to_string());
            let status = rig.post(bodies[bodies.len() - 1].clone()).await;
            if status != 200 {
                break status;
            }
            assert!(bodies.len() < 100, "the disk never fills");
        };
        assert_eq!(refused, 503, "the provider is told to come again");
        rig.server.kill();
        rig.start_server().await;
        for body in &bodies {
            assert_eq!(rig.post(body.clone()).await, 200, "as the provider does when it is not sure");
        }
        rig.quiet().await;
        let messages = rig.run(&["export", "messages", "--format", "jsonl"]).await.well().jsonl();
        let count = messages.iter().filter(|message| message["direction"] == "in").count();
        assert_eq!(count, 1 + bodies.len(), "every message is there, once");
    })
    .await;
}

/// Whether something is queued for a later try.
async fn waits_again(rig: &Rig) -> bool {
    let found = rig.api.reconcile().await["reconciliation"].clone();
    let refused = rig.emulator.counters().sends_refused.values().sum::<u64>() > 0;
    refused && found["outbound"] == serde_json::json!([["queued", 1]])
}

/// What waits for a later try is due.
async fn a_minute_passes(rig: &Rig) {
    rig.database.tamper("UPDATE outbound SET next_at = next_at - 90000 WHERE state = 'queued'").await;
}

/// The phone shows what the conversation holds, each bubble once.
async fn each_bubble_once_and_in_order(rig: &Rig, citizen: &Citizen) {
    let on_the_phone: Vec<String> = citizen.bubbles().into_iter().map(|bubble| bubble.text).collect();
    let in_the_books: Vec<String> =
        sent(rig, citizen).await.iter().map(|message| message["text"].as_str().unwrap().to_owned()).collect();
    assert_eq!(on_the_phone, in_the_books);
}

/// What was sent to a citizen, in order.
async fn sent(rig: &Rig, citizen: &Citizen) -> Vec<Value> {
    let messages = rig.api.messages_of(citizen.name()).await;
    messages.into_iter().filter(|message| message["direction"] == "out").collect()
}
