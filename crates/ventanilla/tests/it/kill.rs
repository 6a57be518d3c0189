//! The server dies at random moments in the middle of many conversations. Nothing that was acknowledged is lost, nobody has two reports.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;
use tokio::task::JoinSet;
use ventanilla_app::sha256_hex;
use ventanilla_emulator::Side;

use crate::harness::{Citizen, Plan, Rig, Told, on_postgres, on_sqlite, until};

/// The same moments in every run.
const SEED: u64 = 0x5a17_1110;
/// Messages a citizen writes in a report, at least.
const MESSAGES_EACH: u64 = 6;

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_ten_deaths_in_two_hundred_conversations_lose_nothing() {
    on_sqlite(async |rig| storm(rig, 200, 10).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql_five_deaths_in_sixty_conversations_lose_nothing() {
    on_postgres(async |rig| storm(rig, 60, 5).await).await;
}

/// Two processes over one database; WhatsApp only knows the first, which dies.
#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql_a_second_node_takes_over() {
    on_postgres(async |rig| {
        let second = rig.second_node().await;
        storm(rig, 40, 4).await;
        assert!(second.runs());
        assert_eq!(second.stop().await, Some(0));
    })
    .await;
}

async fn storm(rig: &Rig, citizens: u64, deaths: usize) {
    let mut conversations = JoinSet::new();
    for n in 0..citizens {
        let citizen = rig.citizen(&format!("52184411{n:05}")).patient();
        conversations.spawn(converse(citizen, n));
    }
    for moment in moments(citizens * MESSAGES_EACH, deaths) {
        until("the conversations go on", async || rig.emulator.counters().inbound >= moment).await;
        rig.server.kill();
        leases_run_out(rig).await;
        rig.start_server().await;
    }
    let told = conversations.join_all().await;
    rig.quiet().await;
    each_has_one_report(rig, &told).await;
    nothing_acknowledged_is_lost(rig).await;
    order_is_kept(rig, &told).await;
    rig.run(&["reconcile"]).await.well();
}

async fn converse(mut citizen: Citizen, n: u64) -> (Citizen, Told) {
    let words = format!("lo que cuenta la persona número {n}");
    let plan = if n.is_multiple_of(4) { Plan::crash() } else { Plan::patrol() };
    let told = citizen.report(&Plan { words, ..plan }).await;
    (citizen, told)
}

/// When the server dies: after so many messages of citizens, anywhere on their way.
fn moments(messages: u64, deaths: usize) -> BTreeSet<u64> {
    let mut state = SEED;
    let mut moments = BTreeSet::new();
    while moments.len() < deaths {
        // splitmix64
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        moments.insert(1 + (mixed ^ (mixed >> 27)) % messages);
    }
    moments
}

/// Whatever a dead worker held is free five seconds after the start instead of a minute and a half: long enough for the statuses of what
/// did go out.
async fn leases_run_out(rig: &Rig) {
    rig.database
        .tamper(
            "UPDATE outbound SET lease_until = lease_until - 85000 WHERE state = 'sending';
             UPDATE job SET lease_until = lease_until - 85000, next_at = next_at - 85000 WHERE state = 'running';",
        )
        .await;
}

async fn each_has_one_report(rig: &Rig, told: &[(Citizen, Told)]) {
    let reports = rig.api.reports().await;
    let folios: HashSet<&str> = reports.iter().map(|report| report["folio"].as_str().unwrap()).collect();
    assert_eq!(reports.len(), told.len(), "a report each, and none twice");
    assert_eq!(folios, told.iter().map(|(_, told)| told.folio.as_str()).collect(), "the folios people were told");
    let stories: HashSet<&str> = reports.iter().map(|report| report["description"].as_str().unwrap()).collect();
    assert_eq!(stories.len(), told.len(), "everybody's own story");
}

/// What WhatsApp was told is safe is in the messages, once.
async fn nothing_acknowledged_is_lost(rig: &Rig) {
    let messages = rig.run(&["export", "messages", "--format", "jsonl"]).await.well().jsonl();
    let mut kept: HashMap<&str, usize> = HashMap::new();
    for message in messages.iter().filter(|message| message["direction"] == "in") {
        *kept.entry(message["provider_id"].as_str().unwrap()).or_default() += 1;
    }
    let mut written = 0;
    for contact in rig.emulator.contacts() {
        for bubble in rig.emulator.transcript(&contact.id).unwrap().iter().filter(|b| b.side == Side::Citizen) {
            // An export tells messages apart by a fingerprint: the id itself holds the phone number.
            assert_eq!(kept.get(sha256_hex(bubble.id.as_bytes()).as_str()), Some(&1), "{}: {bubble:?}", contact.name);
            written += 1;
        }
    }
    assert_eq!(kept.len(), written, "and nothing that nobody wrote");
}

/// The phone shows what the conversation holds, in its order. What was in doubt may be there twice, and then the log says so.
async fn order_is_kept(rig: &Rig, told: &[(Citizen, Told)]) {
    let mut twice = 0;
    for (citizen, _) in told {
        let mut seen = HashSet::new();
        let mut shown = Vec::new();
        for bubble in citizen.bubbles() {
            if seen.insert(bubble.callback.clone().unwrap()) {
                shown.push(bubble.text);
            } else {
                twice += 1;
            }
        }
        let messages = rig.api.messages_of(citizen.name()).await;
        let sent = messages.iter().filter(|message| message["direction"] == "out");
        let said: Vec<&str> = sent.map(|message| message["text"].as_str().unwrap()).collect();
        assert_eq!(shown, said, "{}", citizen.chat());
    }
    let events = rig.run(&["export", "events", "--format", "jsonl"]).await.well().jsonl();
    let doubts = events.iter().filter(|event: &&Value| event["kind"] == "outbound.doubtful").count();
    assert!(twice <= doubts, "{twice} bubbles came twice, {doubts} doubts are on record");
}

/// An orderly stop under load leaves no doubt: what is under way is finished, the rest waits for the next start.
#[tokio::test(flavor = "multi_thread")]
async fn an_orderly_stop_leaves_no_doubt() {
    on_sqlite(async |rig| {
        let mut conversations = JoinSet::new();
        for n in 0..30 {
            let citizen = rig.citizen(&format!("52184411{n:05}")).patient();
            conversations.spawn(converse(citizen, n));
        }
        for moment in moments(30 * MESSAGES_EACH, 4) {
            until("the conversations go on", async || rig.emulator.counters().inbound >= moment).await;
            assert_eq!(rig.server.stop().await, Some(0));
            rig.start_server().await;
        }
        let told = conversations.join_all().await;
        rig.quiet().await;
        each_has_one_report(rig, &told).await;
        order_is_kept(rig, &told).await;
        let events = rig.run(&["export", "events", "--format", "jsonl"]).await.well().jsonl();
        assert_eq!(events.iter().filter(|event| event["kind"] == "outbound.doubtful").count(), 0);
    })
    .await;
}
