//! A person in danger comes first.

use std::time::Duration;

use ventanilla_emulator::Bubble;

use crate::harness::{Plan, Rig, key, on_each_database, on_sqlite};

#[tokio::test(flavor = "multi_thread")]
async fn words_of_danger_are_heard_at_any_question() {
    on_each_database(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        citizen.ask("hola").await;
        citizen.choose("g_vial").await;
        let question = citizen.choose("accidente_vial").await;
        let alarm = citizen.ask("ayúdenme, me están golpeando").await;
        assert!(alarm.text.contains("*911*"), "{}", alarm.text);
        assert_eq!(alerts(rig).await, 1, "people know before anything else is asked");
        let resumed = citizen.choose("seguir").await;
        assert_eq!(keys(&resumed), keys(&question), "back to the question that was interrupted: {}", resumed.text);
        let told = citizen.go_on(&Plan { answers: vec!["nadie", "seguir"], ..Plan::crash() }, resumed).await;
        rig.quiet().await;
        assert_eq!(rig.api.report(&told.folio).await["priority"], "P1");
        assert_eq!(alerts(rig).await, 1, "one alert a report");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_falls_silent_in_danger_is_handed_over_without_a_sound() {
    on_sqlite(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        let alarm = citizen.ask("ayúdenme, me están golpeando").await;
        assert!(alarm.text.contains("*911*"), "{}", alarm.text);
        rig.quiet().await;
        rig.time_passes(Duration::from_secs(601)).await;
        rig.quiet().await;
        assert_eq!(citizen.new_words(), [""; 0], "a phone that sounds can hurt");
        let conversation = rig.api.conversation_of(citizen.name()).await;
        assert_eq!(conversation["owner"], "queued", "{conversation}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_speak_is_asked_for_little() {
    on_sqlite(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        let place = citizen.ask("no puedo hablar").await;
        assert_eq!(alerts(rig).await, 1);
        assert!(place.text.contains("ubicación"), "{}", place.text);
        citizen.pin(25.4232, -101.0053);
        let question = citizen.next().await;
        assert_eq!(keys(&question), ["si", "nadie"], "{}", question.text);
        citizen.choose("si").await;
        rig.quiet().await;
        assert_eq!(rig.api.conversation_of(citizen.name()).await["owner"], "queued");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_word_leaves_without_a_trace_on_the_phone() {
    on_sqlite(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        citizen.ask("hola").await;
        citizen.choose("g_violencia").await;
        citizen.choose("violencia_familiar").await;
        assert_eq!(rig.api.conversation_of("c5218441234567").await["discreet"], true, "from the moment it is chosen");
        let neutral = citizen.ask("salir").await;
        for telling in ["violencia", "911", "reporte", "denuncia", "peligro"] {
            assert!(!neutral.text.to_lowercase().contains(telling), "{telling:?} in {}", neutral.text);
        }
        rig.quiet().await;
        assert_eq!(rig.api.reports().await[0]["state"], "draft", "and people keep what was given");
        assert_eq!(rig.api.reports().await[0]["discreet"], true);
    })
    .await;
}

/// Alerts on record.
async fn alerts(rig: &Rig) -> usize {
    let events = rig.run(&["export", "events", "--format", "jsonl"]).await.well().jsonl();
    events.iter().filter(|event| event["kind"] == "alert.raised").count()
}

/// What can be tapped, as the flow calls it.
fn keys(bubble: &Bubble) -> Vec<&str> {
    bubble.choices.iter().map(key).collect()
}
