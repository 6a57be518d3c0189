//! From the first "hola" to the folio, and what the city then has.

use std::time::Duration;

use ventanilla_app::sha256_hex;
use ventanilla_emulator::{Inbound, NewContact};

use crate::harness::{Citizen, Plan, Rig, Told, Where, offers, on_each_database, on_sqlite};

/// Most bubbles from "hola" to the folio (issue 2): through the lists, and when the first message says it all. The category's own
/// questions are not counted.
const THROUGH_THE_LISTS: usize = 7;
const SAID_AT_ONCE: usize = 5;

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_with_photo_and_pin_is_in_every_export() {
    on_each_database(async |rig| {
        let plan = Plan::crash();
        let told = rig.citizen("5218441234567").report(&plan).await;
        assert!(told.common() <= THROUGH_THE_LISTS, "{}", told.text());
        rig.quiet().await;
        api_has_it(rig, &plan, &told).await;
        exports_have_it(rig, &plan, &told).await;
        rig.run(&["reconcile"]).await.well();
    })
    .await;
}

async fn api_has_it(rig: &Rig, plan: &Plan, told: &Told) {
    let report = rig.api.report(&told.folio).await;
    assert_eq!(report["category"], "accidente_vial");
    assert_eq!(report["state"], "filed");
    assert_eq!(report["priority"], "P2");
    assert_eq!(report["description"], plan.words.as_str());
    assert_eq!(report["anonymous"], false);
    assert_eq!(report["discreet"], false);
    assert_eq!(report["place"]["latitude"], 25.4232);
    assert_eq!(report["place"]["longitude"], -101.0053);
    assert_eq!(report["place"]["status"], "ok");
    assert_eq!(report["place"]["source"], "pin");
    let consent = report["consent"]["text"].as_str().unwrap();
    assert!(consent.contains("aceptas el aviso de privacidad"), "the words that were agreed to: {consent}");
    photo_comes_back(rig, plan, &report).await;
}

async fn photo_comes_back(rig: &Rig, plan: &Plan, report: &serde_json::Value) {
    let photo = plan.photo.as_ref().unwrap();
    let evidence = report["evidence"].as_array().unwrap();
    assert_eq!(evidence.len(), 1, "{evidence:#?}");
    assert_eq!(evidence[0]["state"], "stored");
    assert_eq!(evidence[0]["kind"], "photo");
    assert_eq!(evidence[0]["sha256"], sha256_hex(photo).as_str());
    let link = evidence[0]["link"].as_str().unwrap();
    let open = async |link: &str| rig.api.http.get(format!("{}{link}", rig.api.base)).send().await.unwrap();
    let answer = open(link).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-disposition"], "attachment");
    assert_eq!(answer.bytes().await.unwrap(), photo);
    let forged = link.replace("signature=", "signature=0");
    assert_eq!(open(&forged).await.status(), 403, "a link that was changed opens nothing");
    let longer = link.replace("until=1", "until=9");
    assert_eq!(open(&longer).await.status(), 403, "nor one that was made to last");
}

async fn exports_have_it(rig: &Rig, plan: &Plan, told: &Told) {
    let export = async |format| rig.run(&["export", "reports", "--format", format]).await.well();
    let rows = export("csv").await.csv();
    assert_eq!(rows.len(), 1);
    let expected = [
        ("folio", told.folio.as_str()),
        ("category", "accidente_vial"),
        ("description", &plan.words),
        ("evidence", "1"),
    ];
    for (column, value) in expected.into_iter().chain([("latitude", "25.4232"), ("longitude", "-101.0053")]) {
        assert_eq!(rows[0][column], value, "{column}");
    }
    let lines = export("jsonl").await.jsonl();
    assert_eq!(lines.len(), 1);
    assert!(lines[0].to_string().contains(&told.folio), "{}", lines[0]);
    let map = export("geojson").await.json();
    assert_eq!(map["type"], "FeatureCollection");
    assert_eq!(map["features"][0]["geometry"]["coordinates"], serde_json::json!([-101.0053, 25.4232]));
    assert_eq!(map["features"][0]["properties"]["folio"], told.folio.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_after_the_photo_ends_the_photos() {
    on_sqlite(async |rig| {
        let plan = Plan::crash();
        let mut citizen = rig.citizen("5218441234567");
        citizen.ask("hola").await;
        citizen.choose("g_vial").await;
        citizen.choose("accidente_vial").await;
        citizen.choose("nadie").await;
        citizen.ask(&plan.words).await;
        citizen.photo(plan.photo.clone().unwrap(), None);
        let place = citizen.next().await;
        assert!(place.text.contains("¿Dónde es?"), "{}", place.text);
        let told = citizen.go_on(&plan, place).await;
        rig.quiet().await;
        assert_eq!(rig.api.report(&told.folio).await["evidence"].as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_message_that_says_it_all_is_understood() {
    on_sqlite(async |rig| {
        let hello = "hola buenas tardes, chocaron dos carros en el periférico y estorban";
        let plan = Plan { hello, ..Plan::crash() };
        let told = rig.citizen("5218441234567").report(&plan).await;
        assert!(told.common() <= SAID_AT_ONCE, "{}", told.text());
        assert!(told.text().contains("Entendí: *Accidente vial*"), "{}", told.text());
        rig.quiet().await;
        let report = rig.api.report(&told.folio).await;
        assert_eq!(report["category"], "accidente_vial");
        assert_eq!(report["description"], hello);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patrol_takes_the_fewest_bubbles() {
    on_sqlite(async |rig| {
        let told = rig.citizen("5218441234567").report(&Plan::patrol()).await;
        assert!(told.common() < THROUGH_THE_LISTS && told.own_questions <= 1, "{}", told.text());
        let report = rig.api.report(&told.folio).await;
        assert_eq!((&report["category"], &report["priority"]), (&"rondin".into(), &"P4".into()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_without_a_phone_number_is_served_alike() {
    on_each_database(async |rig| {
        let ana =
            NewContact { name: "Ana".to_owned(), username: Some("ana.saltillo".to_owned()), ..NewContact::default() };
        let mut ana = Citizen::new(&rig.emulator, ana);
        let told = ana.report(&Plan::crash()).await;
        rig.quiet().await;
        assert_eq!(rig.api.report(&told.folio).await["category"], "accidente_vial");
        assert_eq!(rig.api.conversation_of("Ana").await["owner"], "closed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_anonymous_report_says_so_and_shows_no_number() {
    on_sqlite(async |rig| {
        let plan = Plan { send: "anonimo", ..Plan::crash() };
        let told = rig.citizen("5218441234567").report(&plan).await;
        rig.quiet().await;
        let report = rig.api.report(&told.folio).await;
        assert_eq!(report["anonymous"], true);
        assert!(!report.to_string().contains("8441234567"), "{report:#}");
        for format in ["csv", "jsonl", "geojson"] {
            let exported = rig.run(&["export", "reports", "--format", format]).await.well();
            assert!(exported.out.contains(&told.folio));
            assert!(!exported.out.contains("8441234567"), "{}", exported.out);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn violence_is_handled_discreetly() {
    on_sqlite(async |rig| {
        let told = rig.citizen("5218441234567").report(&Plan::violence()).await;
        let chosen = told.bubbles.iter().position(|bubble| offers(bubble, "Violencia familiar")).unwrap();
        for bubble in &told.bubbles[chosen + 1..] {
            let text = bubble.text.to_lowercase();
            assert!(!text.contains("violencia familiar"), "a text names the category: {text}");
            assert!(!text.contains("mi hermano"), "a text repeats the story: {text}");
            assert!(!text.contains("reportes falsos"), "a text warns a victim: {text}");
        }
        rig.quiet().await;
        let report = rig.api.report(&told.folio).await;
        assert_eq!(report["discreet"], true);
        assert_eq!(rig.api.conversation_of("c5218441234567").await["discreet"], true);

        let plain = rig.run(&["export", "reports", "--format", "jsonl"]).await.well();
        assert_eq!(plain.jsonl().len(), 0, "left out unless asked for");
        let whole = rig.run(&["export", "reports", "--format", "jsonl", "--victims"]).await.well();
        assert_eq!(whole.jsonl().len(), 1);
        let events = rig.run(&["export", "events", "--format", "jsonl"]).await.well().jsonl();
        let looks = |actor: &str| events.iter().filter(|e| e["kind"] == "report.read" && e["actor"] == actor).count();
        assert!(looks("operator") >= 1 && looks("token:settings") >= 1, "each look is recorded");
    })
    .await;
}

/// The messages of a discreet conversation are data of a victim too.
#[tokio::test(flavor = "multi_thread")]
async fn the_words_of_a_victim_are_not_in_an_ordinary_export() {
    on_sqlite(async |rig| {
        rig.citizen("5218441234567").report(&Plan::violence()).await;
        rig.quiet().await;
        let export = async |more: &[&str]| {
            let arguments = [&["export", "messages", "--format", "jsonl"], more].concat();
            rig.run(&arguments).await.well().out
        };
        assert!(export(&["--victims"]).await.contains("mi hermano le grita"));
        assert!(!export(&[]).await.contains("mi hermano le grita"));
    })
    .await;
}

/// The provider's message ids hold the phone number in base64: no export hands them out.
#[tokio::test(flavor = "multi_thread")]
async fn no_export_holds_the_ids_that_hold_a_phone_number() {
    on_sqlite(async |rig| {
        rig.citizen("5218441234567").report(&Plan::crash()).await;
        rig.quiet().await;
        for what in ["reports", "conversations", "messages", "events"] {
            let out = rig.run(&["export", what, "--format", "jsonl", "--victims"]).await.well().out;
            assert!(!out.is_empty() && !out.contains("wamid."), "{what}");
            // People of these tests are called by their number, so a name may hold it.
            assert!(!out.replace("c5218441234567", "").contains("5218441234567"), "{what}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn my_report_is_shown_to_me_and_to_nobody_else() {
    on_each_database(async |rig| {
        let mut owner = rig.citizen("5218441234567");
        let told = owner.report(&Plan::crash()).await;
        let greeted = owner.ask("hola").await;
        assert!(greeted.text.contains(&told.folio), "who comes back is known: {}", greeted.text);
        let asked = owner.ask("ya llegó una ambulancia").await;
        assert!(offers(&asked, "agregar"), "{}", owner.chat());
        let added = owner.choose("agregar").await;
        assert!(added.text.contains("lo agregué"), "{}", added.text);

        let mut stranger = rig.citizen("5218449999999");
        stranger.ask("hola").await;
        stranger.choose("m_folio").await;
        let refused = stranger.ask(&told.folio).await;
        assert!(refused.text.contains("No encontré"), "{}", refused.text);
        rig.quiet().await;
        let kinds: Vec<_> = evidence_kinds(&rig.api.report(&told.folio).await);
        assert_eq!(kinds, ["photo", "note"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wants_a_person_waits_for_one() {
    on_sqlite(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        citizen.ask("hola").await;
        let waiting = citizen.choose("m_humano").await;
        assert!(waiting.text.contains("Te comunico con una persona"), "{}", waiting.text);
        let conversation = rig.api.conversation_of("c5218441234567").await;
        assert_eq!(conversation["owner"], "queued");
        assert!(conversation["owner_deadline_at"].is_string(), "a hand-off always has a deadline: {conversation}");
        citizen.say("¿siguen ahí?");
        rig.quiet().await;
        let said = rig.api.messages_of("c5218441234567").await;
        assert!(said.iter().any(|message| message["text"] == "¿siguen ahí?"), "what is written meanwhile is kept");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_answers_and_the_citizen_is_told() {
    on_sqlite(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        citizen.ask("hola").await;
        citizen.choose("m_humano").await;
        rig.time_passes(Duration::from_secs(601)).await;
        let told = citizen.next().await;
        assert!(told.text.contains("no hay quien te conteste"), "{}", told.text);
        rig.quiet().await;
        assert_ne!(rig.api.conversation_of("c5218441234567").await["owner"], "queued");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_is_answered_in_english() {
    on_sqlite(async |rig| {
        let plan = Plan {
            hello: "hello",
            words: "two cars crashed and they block the street".to_owned(),
            done: "done",
            ..Plan::crash()
        };
        let told = rig.citizen("14155550123").report(&plan).await;
        for spanish in ["marca", "Tu folio", "¿Dónde"] {
            assert!(!told.text().contains(spanish), "{spanish:?} in {}", told.text());
        }
        assert_eq!(rig.api.report(&told.folio).await["category"], "accidente_vial");
    })
    .await;
}

/// Each category of the catalogue with its group.
const CATEGORIES: [(&str, &str); 15] = [
    ("g_vial", "accidente_vial"),
    ("g_vial", "vehiculo_abandonado"),
    ("g_vial", "mal_estacionado"),
    ("g_violencia", "acoso_transporte"),
    ("g_violencia", "acoso_via_publica"),
    ("g_violencia", "violencia_familiar"),
    ("g_violencia", "violencia_mujer"),
    ("g_violencia", "rina"),
    ("g_faltas", "falta_moral"),
    ("g_animal", "maltrato_animal"),
    ("g_robo", "robo"),
    ("g_robo", "persona_sospechosa"),
    ("g_robo", "rondin"),
    ("g_fuego", "incendio"),
    ("g_fuego", "fuga_gas"),
];

/// The calm answer to each category's own questions.
const CALM: [&str; 13] = [
    "por_ahora",
    "nadie",
    "abandonado",
    "cochera",
    "paso",
    "termino",
    "ruido",
    "antes",
    "no_hubo",
    "se_fue",
    "noche",
    "fuera",
    "seguir",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_category_ends_in_a_folio_in_few_bubbles() {
    on_sqlite(async |rig| {
        for (n, (group, category)) in CATEGORIES.into_iter().enumerate() {
            let plan = Plan { group, category, answers: CALM.into(), ..Plan::crash() };
            let mut citizen = rig.citizen(&format!("52184411000{n:02}"));
            let told = citizen.report(&plan).await;
            assert!(told.common() <= THROUGH_THE_LISTS && told.own_questions <= 2, "{category}:\n{}", told.text());
            let report = rig.api.report(&told.folio).await;
            assert_eq!(report["category"], category);
            assert_eq!(report["description"], plan.words.as_str(), "{category}");
            assert_eq!(report["place"]["latitude"], 25.4232, "{category}");
        }
        assert_eq!(rig.api.reports().await.len(), CATEGORIES.len());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_accept_the_notice_leaves_no_report() {
    on_sqlite(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        citizen.ask("hola").await;
        let goodbye = citizen.choose("no_acepto").await;
        assert!(goodbye.text.contains("911"), "{}", goodbye.text);
        rig.quiet().await;
        assert_eq!(rig.api.reports().await.len(), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_note_is_a_description() {
    on_sqlite(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        citizen.ask("hola").await;
        citizen.choose("g_vial").await;
        citizen.choose("accidente_vial").await;
        citizen.choose("nadie").await;
        let note = bytes::Bytes::from([b"OggS\0\x02".as_slice(), &[0; 22], b"OpusHead", &[7; 4_000]].concat());
        rig.emulator.send_voice(&citizen.contact.id, note.clone()).unwrap();
        let photos = citizen.next().await;
        let told = citizen.go_on(&Plan::crash(), photos).await;
        rig.quiet().await;
        let report = rig.api.report(&told.folio).await;
        let mut kinds = evidence_kinds(&report);
        kinds.sort();
        assert_eq!(kinds, ["photo", "voice"], "{report:#}");
        let voice = report["evidence"].as_array().unwrap().iter().find(|piece| piece["kind"] == "voice").unwrap();
        assert_eq!((&voice["state"], &voice["sha256"]), (&"stored".into(), &sha256_hex(&note).into()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_is_corrected_before_it_is_sent() {
    on_sqlite(async |rig| {
        let plan = Plan { send: "edit", ..Plan::patrol() };
        let mut citizen = rig.citizen("5218441234567");
        citizen.ask("hola").await;
        citizen.choose(plan.group).await;
        citizen.choose(plan.category).await;
        citizen.choose("noche").await;
        citizen.ask(&plan.words).await;
        citizen.pin(25.4232, -101.0053);
        citizen.next_with("Revisa tu reporte").await;
        citizen.choose("edit").await;
        citizen.choose("Dónde").await;
        citizen.pin(25.4300, -101.0000);
        let summary = citizen.next_with("Revisa tu reporte").await;
        let told = citizen.go_on(&Plan::patrol(), summary).await;
        let report = rig.api.report(&told.folio).await;
        assert_eq!((&report["place"]["latitude"], &report["category"]), (&25.43.into(), &"rondin".into()));
        assert_eq!(report["description"], plan.words.as_str(), "what was right stays");
    })
    .await;
}

/// A number that changed may have changed hands (whatsapp-cloud-api 2.13): what was told before stays private.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_number_does_not_open_the_reports_of_the_old() {
    on_each_database(async |rig| {
        let mut citizen = rig.citizen("5218441234567");
        let told = citizen.report(&Plan::patrol()).await;
        citizen.send(Inbound::NumberChange { phone: Some("5218447654321".to_owned()) });
        rig.quiet().await;
        citizen.ask("hola").await;
        citizen.choose("m_folio").await;
        let shown = citizen.ask(&told.folio).await;
        assert!(shown.text.contains("No encontré"), "{}", shown.text);
        assert_eq!(rig.api.report(&told.folio).await["state"], "filed", "and nothing is lost");
        let events = rig.run(&["export", "events", "--format", "jsonl"]).await.well().jsonl();
        assert_eq!(events.iter().filter(|event| event["kind"] == "identity.changed").count(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_street_corner_is_a_place() {
    on_sqlite(async |rig| {
        let plan = Plan { place: Where::Words("Carranza y Periférico, colonia República"), ..Plan::crash() };
        let told = rig.citizen("5218441234567").report(&plan).await;
        let place = rig.api.report(&told.folio).await["place"].clone();
        assert_eq!(place["text"], "Carranza y Periférico, colonia República", "the citizen's own words are kept");
    })
    .await;
}

fn evidence_kinds(report: &serde_json::Value) -> Vec<String> {
    let pieces = report["evidence"].as_array().unwrap();
    pieces.iter().map(|piece| piece["kind"].as_str().unwrap().to_owned()).collect()
}
