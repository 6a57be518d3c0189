//! What WhatsApp may post, and what nobody should.

use std::collections::HashSet;

use bytes::Bytes;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use ventanilla_emulator::{Fault, FaultRule, Inbound, Settings, Spread, signature};

use crate::harness::{Citizen, NUMBER, Plan, Rig, envelope, on_each_database, on_sqlite, photo, until, words};

#[tokio::test(flavor = "multi_thread")]
async fn without_a_right_signature_nothing_is_stored() {
    on_each_database(async |rig| {
        let body =
            envelope(NUMBER, &[words(&rig.citizen("5218441234567").contact, "wamid.A", rig.emulator.now_ms(), "hola")]);
        let bytes = body.to_string().into_bytes();
        let right = rig.sign(&bytes);
        let spaced = serde_json::to_vec_pretty(&body).unwrap();
        let refused = [
            (bytes.clone(), None),
            (bytes.clone(), Some("sha256=".to_owned() + &"0".repeat(64))),
            (bytes.clone(), Some(signature("another secret", &bytes))),
            (bytes.clone(), Some(right.trim_start_matches("sha256=").to_owned())),
            (bytes.clone(), Some(String::new())),
            (bytes[..bytes.len() - 1].to_vec(), Some(right.clone())),
            (spaced, Some(right.clone())),
            (b"not JSON".to_vec(), Some(right)),
        ];
        let count = refused.len();
        for (body, signature) in refused {
            assert_eq!(rig.post_with(body, signature.as_deref()).await, 401, "{signature:?}");
        }
        assert_eq!(rig.api.conversations().await.len(), 0);
        assert_eq!(rig.api.dead_letters().await.len(), 0);
        assert_eq!(rig.api.reconcile().await["reconciliation"]["totals"]["received"], 0);
        assert!(rig.api.metric("ventanilla_webhook_refused_total").await >= count as f64, "each refusal is counted");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_right_token_gets_the_challenge() {
    on_sqlite(async |rig| {
        let ask = async |query: &str| {
            let url = format!("{}?{query}", rig.emulator.config().webhook_url);
            let answer = rig.api.http.get(url).send().await.unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        };
        let right = rig.emulator.config().verify_token.replace(' ', "%20");
        let query = |token: &str| format!("hub.mode=subscribe&hub.verify_token={token}&hub.challenge=1158201444");
        assert_eq!(ask(&query(&right)).await, (200, "1158201444".to_owned()));
        for wrong in [query("wrong"), query(""), query(&right).replace("subscribe", "unsubscribe"), String::new()] {
            let (status, body) = ask(&wrong).await;
            assert_eq!(status, 403, "{wrong}");
            assert!(!body.contains("1158201444"));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_body_that_cannot_be_read_is_kept() {
    on_each_database(async |rig| {
        rig.expect_dead_letters(3);
        assert_eq!(rig.post(b"{\"object\": \"whatsapp_business".to_vec()).await, 400);
        assert_eq!(rig.post(vec![0, 0xff, 0xfe]).await, 400);
        let large = envelope(
            NUMBER,
            &[words(&rig.citizen("5218441234567").contact, "wamid.A", 0, &"a".repeat(3 * 1024 * 1024))],
        );
        assert_eq!(rig.post(large.to_string()).await, 413);
        let dead = rig.api.dead_letters().await;
        let reasons: Vec<&str> = dead.iter().map(|letter| letter["reason"].as_str().unwrap()).collect();
        assert_eq!(reasons.iter().filter(|reason| reason.contains("not JSON")).count(), 2, "{reasons:?}");
        let kept = dead.iter().find(|letter| letter["reason"].as_str().unwrap().contains("bytes")).unwrap();
        assert_eq!(kept["payload"], large.to_string(), "the raw body is there");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_broken_item_harms_no_other() {
    on_each_database(async |rig| {
        let (ana, luis) = (greeted(rig, "5218441111111").await, greeted(rig, "5218442222222").await);
        let now = rig.emulator.now_ms();
        let broken =
            json!({ "from": "5218443333333", "type": "text", "timestamp": (now / 1000).to_string(), "text": {} });
        let body = envelope(
            NUMBER,
            &[words(&ana.contact, "wamid.1", now, "la uno"), broken, words(&luis.contact, "wamid.2", now, "la dos")],
        );
        rig.expect_dead_letters(1);
        assert_eq!(rig.post(body.to_string()).await, 200);
        rig.quiet().await;
        assert!(said(rig, &ana).await.contains(&"la uno".to_owned()));
        assert!(said(rig, &luis).await.contains(&"la dos".to_owned()));
        let dead = rig.api.dead_letters().await;
        assert_eq!(dead.len(), 1);
        assert!(dead[0]["reason"].as_str().unwrap().contains("messages[1] has no id"), "{}", dead[0]);
        assert!(dead[0]["payload"].as_str().unwrap().contains("5218443333333"), "{}", dead[0]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_for_a_number_of_somebody_else_is_put_aside() {
    on_sqlite(async |rig| {
        rig.expect_dead_letters(1);
        let body = envelope(
            "999999999999",
            &[words(&rig.citizen("5218441111111").contact, "wamid.1", rig.emulator.now_ms(), "hola")],
        );
        assert_eq!(rig.post(body.to_string()).await, 200);
        assert_eq!(rig.api.conversations().await.len(), 0);
        assert_eq!(rig.api.dead_letters().await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_post_twice_is_one_message() {
    on_each_database(async |rig| {
        let ana = greeted(rig, "5218441111111").await;
        let body = envelope(NUMBER, &[words(&ana.contact, "wamid.1", rig.emulator.now_ms(), "me robaron")]);
        let posts = [body.to_string(), body.to_string(), body.to_string()].map(|body| rig.post(body));
        for status in futures_util::future::join_all(posts).await {
            assert_eq!(status, 200);
        }
        rig.quiet().await;
        assert_eq!(said(rig, &ana).await, ["hola", "me robaron"]);
        assert_eq!(rig.api.reconcile().await["reconciliation"]["totals"]["duplicates"], 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_updates_in_one_post() {
    on_each_database(async |rig| {
        let mut citizens = Vec::new();
        for n in 0..10 {
            citizens.push(greeted(rig, &format!("521844111111{n}")).await);
        }
        let now = rig.emulator.now_ms();
        let number = |n: usize| words(&citizens[n % 10].contact, &format!("wamid.{n}"), now, &format!("mensaje {n}"));
        let messages: Vec<Value> = (0..1_000).map(number).collect();
        assert_eq!(rig.post(envelope(NUMBER, &messages).to_string()).await, 200);
        rig.quiet().await;
        for (first, citizen) in citizens.iter().enumerate() {
            let heard: Vec<String> = (0..100).map(|n| format!("mensaje {}", first + 10 * n)).collect();
            assert_eq!(said(rig, citizen).await[1..], heard, "all, in their order");
        }
    })
    .await;
}

/// Photo with caption, pin and words may come in any order, together or apart, and more than once.
#[tokio::test(flavor = "multi_thread")]
async fn a_burst_is_the_same_report_in_any_order() {
    on_each_database(async |rig| {
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let mut reports = Vec::new();
        for (n, batch) in [1, 3].into_iter().enumerate() {
            rig.emulator.set_settings(Settings { batch, batch_wait_ms: 100, ..rig.emulator.settings() });
            for (m, order) in orders.into_iter().enumerate() {
                let citizen = rig.citizen(&format!("52184411{n}00{m}0"));
                reports.push((order, batch, burst(rig, citizen, order).await));
            }
        }
        for (order, batch, report) in &reports {
            assert_eq!(report, &reports[0].2, "{order:?} in batches of {batch}");
        }
    })
    .await;
}

async fn burst(rig: &Rig, mut citizen: Citizen, order: [usize; 3]) -> Value {
    let contact = citizen.contact.id.clone();
    rig.emulator.add_fault(FaultRule {
        message_type: Some("message".to_owned()),
        ..FaultRule::next(3, Fault::Duplicate { copies: 1 }).of(&contact)
    });
    for part in order {
        match part {
            0 => citizen.photo(photo("choque"), Some("chocaron dos carros, así quedaron")),
            1 => citizen.pin(25.4232, -101.0053),
            _ => citizen.say("chocaron dos carros en el periférico y estorban el paso"),
        };
    }
    rig.quiet().await;
    let last = citizen.unread().pop().unwrap();
    let told = citizen.go_on(&Plan::crash(), last).await;
    rig.quiet().await;
    let report = rig.api.report(&told.folio).await;
    json!({
        "category": report["category"],
        "place": report["place"],
        "photos": report["evidence"].as_array().unwrap().len(),
        "described": report["description"].as_str().unwrap().contains("chocaron dos carros"),
    })
}

/// Many people over a network that shuffles, repeats and batches everything.
#[tokio::test(flavor = "multi_thread")]
async fn a_network_without_order_changes_nothing() {
    on_each_database(async |rig| {
        for spread in [Spread::Value, Spread::Changes, Spread::Entries] {
            rig.emulator.set_settings(Settings { batch: 10, batch_wait_ms: 30, spread, ..rig.emulator.settings() });
            for fault in [Fault::Duplicate { copies: 1 }, Fault::Shuffle { window: 7, wait_ms: 40 }] {
                rig.emulator.add_fault(FaultRule { times: None, ..FaultRule::next(1, fault) });
            }
            let before = rig.api.reports().await.len();
            let mut conversations = JoinSet::new();
            for n in 0..12 {
                let mut citizen = rig.citizen(&format!("5218441{before:02}{n:04}"));
                let plan = Plan { words: format!("lo que cuenta {n}"), ..Plan::patrol() };
                conversations.spawn(async move { citizen.report(&plan).await.folio });
            }
            let folios = conversations.join_all().await;
            rig.emulator.clear_faults();
            rig.quiet().await;
            assert_eq!(folios.iter().collect::<HashSet<_>>().len(), 12, "{spread:?}");
            assert_eq!(rig.api.reports().await.len(), before + 12, "{spread:?}");
        }
        for conversation in rig.api.conversations().await {
            assert_eq!(conversation["owner"], "closed", "{conversation}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_may_come_before_the_answer_to_the_send() {
    on_each_database(async |rig| {
        rig.emulator.add_fault(FaultRule { times: None, ..FaultRule::next(1, Fault::StatusFirst) });
        let told = rig.citizen("5218441234567").report(&Plan::patrol()).await;
        rig.quiet().await;
        assert_eq!(rig.api.report(&told.folio).await["state"], "filed");
        for message in sent(rig, "c5218441234567").await {
            assert_eq!(message["status"], "delivered", "{message}");
        }
        assert_eq!(rig.api.metric("ventanilla_doubtful_sends_total").await, 0.0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_once_read_stays_read() {
    on_each_database(async |rig| {
        rig.emulator.set_settings(Settings { statuses: false, ..rig.emulator.settings() });
        let mut ana = rig.citizen("5218441111111");
        let bubble = ana.ask("hola").await;
        let at = (rig.emulator.now_ms() / 1000).to_string();
        for status in ["read", "delivered", "sent", "delivered"] {
            let mut body = envelope(NUMBER, &[]);
            let value = &mut body["entry"][0]["changes"][0]["value"];
            value["statuses"] =
                json!([{ "id": bubble.id, "status": status, "timestamp": at, "recipient_id": "5218441111111" }]);
            value.as_object_mut().unwrap().remove("messages");
            assert_eq!(rig.post(body.to_string()).await, 200);
        }
        until("the message is read", async || sent(rig, "c5218441111111").await[0]["status"] == "read").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_things_are_shown_as_such_and_answered_kindly() {
    on_each_database(async |rig| {
        let sticker = rig.emulator.put_media(Bytes::from_static(b"RIFF\x24\0\0\0WEBPVP8 "), "image/webp");
        let card = json!({ "name": { "formatted_name": "Mi vecino", "first_name": "Mi vecino" } });
        let things = [
            ("sticker", Inbound::Sticker { media_id: sticker, animated: false }),
            ("contacts", Inbound::Contacts { contacts: vec![card] }),
            ("order", Inbound::Order { order: json!({ "catalog_id": "1", "product_items": [] }) }),
            ("poll", Inbound::Unsupported { kind: Some("poll_creation".to_owned()), code: None }),
            ("new", Inbound::Raw { message: json!({ "type": "hologram", "hologram": { "depth": 3 } }) }),
            ("empty", Inbound::Raw { message: json!({ "type": "text" }) }),
        ];
        for (n, (what, thing)) in things.into_iter().enumerate() {
            let mut citizen = rig.citizen(&format!("52184411000{n}0"));
            let question = asked_for_words(&mut citizen).await;
            citizen.send(thing);
            let kind = citizen.next().await;
            assert_ne!(kind.text, "", "{what}");
            assert!(kind.text.len() > 10 && kind.id != question.id, "{what}: {}", kind.text);
            let told = citizen.go_on(&Plan::crash(), kind).await;
            let shown = rig.api.messages_of(citizen.name()).await;
            let inbound = shown.iter().filter(|message| message["direction"] == "in").count();
            assert!(inbound >= 6, "{what} is shown in the conversation: {shown:#?}");
            assert!(!told.folio.is_empty());
        }
    })
    .await;
}

/// A citizen who is asked to describe a crash.
async fn asked_for_words(citizen: &mut Citizen) -> ventanilla_emulator::Bubble {
    citizen.ask("hola").await;
    citizen.choose("g_vial").await;
    citizen.choose("accidente_vial").await;
    citizen.choose("nadie").await
}

/// A citizen with an open window.
async fn greeted(rig: &Rig, phone: &str) -> Citizen {
    let mut citizen = rig.citizen(phone);
    citizen.ask("hola").await;
    citizen
}

/// What a citizen wrote, in order.
async fn said(rig: &Rig, citizen: &Citizen) -> Vec<String> {
    let messages = rig.api.messages_of(citizen.name()).await;
    let inbound = messages.iter().filter(|message| message["direction"] == "in");
    inbound.map(|message| message["text"].as_str().unwrap().to_owned()).collect()
}

/// What was sent to somebody of this name, in order.
async fn sent(rig: &Rig, name: &str) -> Vec<Value> {
    let messages = rig.api.messages_of(name).await;
    messages.into_iter().filter(|message| message["direction"] == "out").collect()
}
