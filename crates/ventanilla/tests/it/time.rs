//! What time does to a conversation: one reminder, a draft, a window that closes.

use std::time::Duration;

use serde_json::json;

use crate::harness::{Citizen, Plan, Rig, on_sqlite};

const MINUTE: Duration = Duration::from_secs(60);
const REMINDER: &str = "aún no se envía";

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_citizen_is_reminded_once_and_what_was_told_is_kept() {
    on_sqlite(async |rig| {
        let mut citizen = half_way(rig).await;
        rig.time_passes(MINUTE * 11).await;
        let reminder = citizen.next().await;
        assert!(reminder.text.contains(REMINDER), "{}", reminder.text);
        rig.time_passes(MINUTE * 60).await;
        rig.quiet().await;
        assert_eq!(citizen.new_words(), [""; 0], "nobody is insisted on");
        rig.time_passes(MINUTE * 60 * 6).await;
        rig.quiet().await;
        let reports = rig.api.reports().await;
        assert_eq!(reports.len(), 1, "{reports:#?}");
        assert_eq!(reports[0]["state"], "draft");
        assert_eq!(reports[0]["category"], "accidente_vial");
        assert_eq!(reports[0]["description"], "dos carros en el carril central");
        assert_eq!(reports[0]["folio"], json!(null));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_reminder_the_report_goes_on() {
    on_sqlite(async |rig| {
        let mut citizen = half_way(rig).await;
        rig.time_passes(MINUTE * 11).await;
        assert!(citizen.next().await.text.contains(REMINDER));
        citizen.say("listo");
        let place = citizen.next().await;
        let told = citizen.go_on(&Plan::crash(), place).await;
        assert_eq!(rig.api.report(&told.folio).await["description"], "dos carros en el carril central");
    })
    .await;
}

/// After a day of being down nothing is sent into a closed window: WhatsApp would refuse it and count it against the number.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_into_a_closed_window() {
    on_sqlite(async |rig| {
        let mut citizen = half_way(rig).await;
        rig.time_passes(MINUTE * 60 * 25).await;
        rig.quiet().await;
        // The ladder was late and goes on by as much later: nobody is reminded and given up at once.
        assert_eq!(rig.api.reports().await.len(), 0);
        rig.time_passes(MINUTE * 60 * 6).await;
        rig.quiet().await;
        assert_eq!(citizen.new_words(), [""; 0]);
        assert_eq!(rig.api.reports().await[0]["state"], "draft", "what was told is kept all the same");
        let first = citizen.ask("hola").await;
        assert!(first.text.contains("¿Qué quieres reportar?"), "and the next day begins anew: {}", first.text);
    })
    .await;
}

/// A citizen who is asked for photos of a crash, with nothing under way.
async fn half_way(rig: &Rig) -> Citizen {
    let mut citizen = rig.citizen("5218441234567");
    citizen.ask("hola").await;
    citizen.choose("g_vial").await;
    citizen.choose("accidente_vial").await;
    citizen.choose("nadie").await;
    citizen.ask("dos carros en el carril central").await;
    rig.quiet().await;
    citizen
}
