//! What bad input gets: kept whole, answered kindly, never a panic.

use bytes::Bytes;
use serde_json::{Value, json};
use ventanilla_emulator::{Bubble, Fault, FaultRule, Inbound, NewMessage};

use crate::harness::{Citizen, Plan, Rig, Where, on_each_database, on_sqlite, photo};

#[tokio::test(flavor = "multi_thread")]
async fn any_words_are_kept_whole_and_answered() {
    on_each_database(async |rig| {
        let texts = [
            ("long", "Iba por Carranza cuando vi el choque. ".repeat(140)),
            ("emoji", "🚗💥🚗😱🙏🏽👨‍👩‍👧‍👦🇲🇽".to_owned()),
            ("right to left", "وقع حادث سيارة \u{202e}osrever".to_owned()),
            ("zero width", "cho\u{200b}que\u{200d} en\u{feff} la esqui\u{2060}na".to_owned()),
            ("only zero width", "\u{200b}\u{200b}\u{feff}".to_owned()),
            ("combining", format!("Z{}", "\u{0301}".repeat(2_000))),
            ("a million", "a".repeat(1_000_000)),
            ("markup", "<script>alert(1)</script> {{ folio }} ${x} %s '; DROP TABLE report; --".to_owned()),
            ("formula", "=HYPERLINK(\"http://x\")".to_owned()),
            ("spaces", "  \t\n \n ".to_owned()),
        ];
        for (n, (what, text)) in texts.iter().enumerate() {
            let mut citizen = rig.citizen(&format!("52184411000{n:02}"));
            let question = asked_for_words(&mut citizen).await;
            let answer = citizen.ask(text).await;
            assert_ne!(answer.id, question.id, "{what}");
            let messages = rig.api.messages_of(citizen.name()).await;
            let kept = messages.iter().rfind(|message| message["direction"] == "in").unwrap();
            assert_eq!(kept["text"], text.as_str(), "{what}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_formula_does_not_run_in_a_spreadsheet() {
    on_sqlite(async |rig| {
        let plan = Plan { words: "=cmd|' /C calc'!A0".to_owned(), ..Plan::patrol() };
        rig.citizen("5218441234567").report(&plan).await;
        let rows = rig.run(&["export", "reports", "--format", "csv"]).await.well().csv();
        assert_eq!(rows[0]["description"], "'=cmd|' /C calc'!A0");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn places_of_every_kind() {
    on_sqlite(async |rig| {
        let links = "https://www.google.com/maps/place/Saltillo/@25.4232,-101.0053,17z";
        let told = |words| place(rig, Where::Words(words));
        let resolved = told(links).await;
        assert_eq!((&resolved["status"], &resolved["source"]), (&json!("ok"), &json!("link")), "{resolved}");
        assert_eq!(resolved["latitude"], 25.4232);
        let code = told("75RX+7R Saltillo").await;
        assert_eq!(code["source"], "plus_code", "{code}");
        assert!((code["latitude"].as_f64().unwrap() - 25.4).abs() < 0.3, "{code}");
        let vague = told("atrás del Soriana").await;
        assert_eq!(vague["status"], "unresolved", "kept as words and flagged: {vague}");
        assert_eq!(vague["text"], "atrás del Soriana");
        assert_eq!(vague["latitude"], Value::Null);
        let outside = place(rig, Where::Pin(19.4326, -99.1332)).await;
        assert_eq!(outside["status"], "outside", "{outside}");
        assert_eq!(outside["latitude"], 19.4326);
    })
    .await;
}

/// The place of a crash report told that way.
async fn place(rig: &Rig, place: Where) -> Value {
    let count = rig.emulator.contacts().len();
    let mut citizen = rig.citizen(&format!("52184411000{count:02}"));
    let plan = Plan { place, answers: vec!["nadie", "seguir"], ..Plan::crash() };
    let told = citizen.report(&plan).await;
    rig.api.report(&told.folio).await["place"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_that_is_nowhere_is_asked_for_again() {
    on_sqlite(async |rig| {
        let nowhere = [
            json!({ "latitude": 0, "longitude": 0 }),
            json!({ "latitude": null, "longitude": null }),
            json!({ "latitude": "NaN", "longitude": "NaN" }),
            json!({ "latitude": 91, "longitude": 200 }),
            json!({ "latitude": 1e308, "longitude": -1e308 }),
            json!({}),
        ];
        for (n, location) in nowhere.into_iter().enumerate() {
            let mut citizen = rig.citizen(&format!("52184411000{n:02}"));
            let plan = Plan::patrol();
            asked_for_place(&mut citizen, &plan).await;
            citizen.send(Inbound::Raw { message: json!({ "type": "location", "location": location }) });
            let again = citizen.next().await;
            assert!(again.text.to_lowercase().contains("ubicación"), "{location}: {}", again.text);
            let told = citizen.go_on(&plan, again).await;
            let place = rig.api.report(&told.folio).await["place"].clone();
            assert_eq!((&place["status"], &place["latitude"]), (&json!("ok"), &json!(25.4232)), "{location}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bare_nan_in_a_body_harms_nothing() {
    on_sqlite(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        asked_for_place(&mut citizen, &Plan::patrol()).await;
        let at = rig.emulator.now_ms() / 1000;
        let (phone, user_id) = (citizen.contact.phone.clone().unwrap(), &citizen.contact.user_id);
        let body = format!(
            r#"{{"object":"whatsapp_business_account","entry":[{{"id":"1","changes":[{{"field":"messages","value":{{
            "messaging_product":"whatsapp","metadata":{{"phone_number_id":"106540352242922"}},"messages":[{{"from":"{phone}",
            "from_user_id":"{user_id}","id":"wamid.nan","timestamp":"{at}","type":"location",
            "location":{{"latitude":NaN,"longitude":-Infinity}}}}]}}}}]}}]}}"#
        );
        rig.emulator.post_raw(&body);
        let again = citizen.next().await;
        assert!(again.text.to_lowercase().contains("ubicación"), "{}", again.text);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_had_is_told_once() {
    on_each_database(async |rig| {
        let large = photo("grande").iter().copied().cycle().take(20_000_000).collect::<Bytes>();
        let page = Bytes::from_static(b"<html><body>no soy una foto</body></html>");
        let cases = [
            ("too_large", large, None),
            ("wrong_type", page, None),
            ("expired", photo("x"), Some(Fault::MediaExpired)),
        ];
        for (n, (reason, bytes, fault)) in cases.into_iter().enumerate() {
            if let Some(fault) = fault {
                rig.emulator.add_fault(FaultRule { times: None, ..FaultRule::next(1, fault) });
            }
            let mut citizen = rig.citizen(&format!("52184411000{n:02}"));
            let folio = with_two_photos(&mut citizen, bytes).await;
            rig.quiet().await;
            let report = rig.api.report(&folio).await;
            let pieces = report["evidence"].as_array().unwrap();
            assert_eq!(pieces.len(), 2, "{reason}: the messages are kept: {pieces:#?}");
            for piece in pieces {
                assert_eq!((&piece["state"], &piece["reason"]), (&json!("missing"), &json!(reason)), "{piece}");
                assert_eq!(piece["link"], Value::Null);
            }
            let told = citizen
                .bubbles()
                .iter()
                .filter(|bubble| bubble.text.contains("no pude abrir") || bubble.text.contains("No pude abrir"))
                .count();
            assert_eq!(told, 1, "{reason}: told once\n{}", citizen.chat());
            let rows = rig.run(&["export", "reports", "--format", "csv"]).await.well().csv();
            let row = rows.iter().find(|row| row["folio"] == folio).unwrap();
            assert_eq!((row["evidence"].as_str(), row["evidence_missing"].as_str()), ("2", "2"));
        }
    })
    .await;
}

/// A crash report with the same file sent twice.
async fn with_two_photos(citizen: &mut Citizen, bytes: Bytes) -> String {
    asked_for_words(citizen).await;
    citizen.ask("dos carros en el carril central").await;
    citizen.photo(bytes.clone(), None);
    citizen.photo(bytes, None);
    citizen.say("listo");
    citizen.next_with("¿Dónde es?").await;
    citizen.pin(25.4232, -101.0053);
    let bubble = citizen.next_with("Revisa tu reporte").await;
    citizen.go_on(&Plan::crash(), bubble).await.folio
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_an_answer_counts_as_an_attempt() {
    on_sqlite(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        asked_for_words(&mut citizen).await;
        for attempt in 1..=3 {
            citizen.send(Inbound::Unsupported { kind: Some("poll_creation".to_owned()), code: None });
            let answer = citizen.next().await;
            assert_eq!(answer.text.contains("Te comunico con una persona"), attempt == 3, "{attempt}: {}", answer.text);
        }
        rig.quiet().await;
        assert_eq!(rig.api.conversation_of("c5218441234567").await["owner"], "queued", "nobody is ever stuck");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_message_is_kept_and_not_answered_as_if_new() {
    on_each_database(async |rig| {
        let citizen = rig.citizen("5218441234567");
        let old =
            NewMessage { age_seconds: 6 * 86_400, ..Inbound::Text { body: "hay un incendio".to_owned() }.plainly() };
        rig.emulator.send(&citizen.contact.id, &old).unwrap();
        rig.quiet().await;
        assert_eq!(citizen.bubbles().len(), 0, "{}", citizen.chat());
        let messages = rig.api.messages_of(citizen.name()).await;
        assert_eq!(messages.len(), 1);
        assert_eq!(messages[0]["text"], "hay un incendio");
        assert_eq!(rig.api.conversation_of(citizen.name()).await["owner"], "queued", "a person looks at it");
    })
    .await;
}

/// A citizen who is asked to describe a crash.
async fn asked_for_words(citizen: &mut Citizen) -> Bubble {
    citizen.ask("hola").await;
    citizen.choose("g_vial").await;
    citizen.choose("accidente_vial").await;
    citizen.choose("nadie").await
}

/// A citizen who is asked where a patrol is wanted.
async fn asked_for_place(citizen: &mut Citizen, plan: &Plan) -> Bubble {
    citizen.ask("hola").await;
    citizen.choose(plan.group).await;
    citizen.choose(plan.category).await;
    citizen.choose("noche").await;
    citizen.ask(&plan.words).await
}
