//! Bodies nobody should send, and bodies at the limits Meta names (whatsapp-cloud-api 1.4, 13.3 item 7).

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use ventanilla_channels::whatsapp::{Item, parse};
use ventanilla_domain::{Content, Update};

use crate::fixtures::{bodies, shown};

fn message(id: usize, text: &str) -> Value {
    let from = format!("52844{id:07}");
    json!({ "from": from, "id": format!("wamid.{id}"), "timestamp": "1749416383", "type": "text", "text": { "body": text } })
}

fn body(messages: &[Value], contacts: &[Value]) -> Value {
    let value = json!({ "metadata": { "phone_number_id": "1" }, "contacts": contacts, "messages": messages });
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "0", "changes": [{ "field": "messages", "value": value }] }] })
}

fn text_of(item: &Item) -> &str {
    match &item.update {
        Ok(Update::Message(message)) => match &message.content {
            Content::Text { text } => text,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_thousand_updates_in_three_megabytes_all_come_out_in_order_each_with_its_contact() {
    let words = "ñ🚨 ".repeat(410);
    let messages: Vec<Value> = (0..1_000).map(|id| message(id, &words)).collect();
    let contacts: Vec<Value> = (0..1_000)
        .rev()
        .map(|id| json!({ "wa_id": format!("52844{id:07}"), "profile": { "name": format!("P{id}") } }))
        .collect();
    let body = body(&messages, &contacts).to_string();
    assert!(body.len() > 2_900_000, "{}", body.len());
    let items = parse(body.as_bytes()).unwrap();
    assert_eq!(items.len(), 1_000);
    for (id, item) in items.iter().enumerate() {
        let Ok(Update::Message(message)) = &item.update else { panic!("{item:?}") };
        assert_eq!(message.provider_id, format!("wamid.{id}"));
        assert_eq!(message.from.name.as_deref(), Some(format!("P{id}").as_str()));
        assert!(item.raw.len() < 4_000, "an item carries its own contact only");
    }
}

#[test]
fn a_million_letters_are_kept_whole() {
    let words = "a".repeat(1_000_000);
    let items = parse(body(&[message(1, &words)], &[]).to_string().as_bytes()).unwrap();
    assert_eq!(text_of(&items[0]), words);
}

#[test]
fn one_broken_item_among_a_thousand_costs_one() {
    let mut messages: Vec<Value> = (0..1_000).map(|id| message(id, "hola")).collect();
    messages[500] = json!({ "type": "text" });
    let items = parse(body(&messages, &[]).to_string().as_bytes()).unwrap();
    assert_eq!(items.iter().filter(|item| item.update.is_ok()).count(), 999);
    let bad = items[500].update.as_ref().unwrap_err();
    assert_eq!(bad.path, "entry[0].changes[0].messages[500]");
}

/// What JSON parsers refuse and WhatsApp has been seen to deliver, each inside an otherwise good message.
#[test]
fn strings_no_database_holds_are_mended() {
    let table = [
        (r"a\u0000b", "a\u{fffd}b"),
        ("a\0b", "a\u{fffd}b"),
        (r"\ud800", "\u{fffd}"),
        (r"\uD83D\uDEA8", "🚨"),
        (r"\ud83d\ud83d\udea8", "\u{fffd}🚨"),
        (r"\udea8\ud83d", "\u{fffd}\u{fffd}"),
        (r"\ud83d\n", "\u{fffd}\n"),
        (r"\\ud800", r"\ud800"),
        (r"\\\ud800", "\\\u{fffd}"),
        ("a\nb\tc", "a\nb\tc"),
        (r"\u00f1 \/", "ñ /"),
        (r#"\"NaN\" 1e999"#, "\"NaN\" 1e999"),
    ];
    for (told, expected) in table {
        let body = body(&[message(1, "@@")], &[]).to_string().replace("@@", told);
        let items = parse(body.as_bytes()).unwrap_or_else(|error| panic!("{told}: {error:?}"));
        assert_eq!(text_of(&items[0]), expected, "{told}");
        sound(&items);
    }
}

#[test]
fn broken_utf8_and_a_byte_order_mark_are_mended() {
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(body(&[message(1, "a@b")], &[]).to_string().bytes().map(|b| if b == b'@' { 0xff } else { b }));
    assert_eq!(text_of(&parse(&bytes).unwrap()[0]), "a\u{fffd}b");
}

#[test]
fn what_is_not_json_is_told_apart() {
    for bytes in [&b""[..], b"{", b"hola", b"{\"a\":1}}", b"\xff", b"{\"a\":\"\\x\"}", b"\"\\u12"] {
        assert!(parse(bytes).is_err(), "{bytes:?}");
    }
    let deep = "[".repeat(100_000);
    assert!(parse(deep.as_bytes()).is_err());
}

/// JSON made of the words the parser looks for, in places it does not expect.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1_000_i32..1_000).prop_map(|n| json!(f64::from(n) / 4.0)),
        any::<String>().prop_map(Value::from),
        select(vec![
            "text",
            "image",
            "system",
            "interactive",
            "nfm_reply",
            "messages",
            "MX.1",
            "5218441234567",
            "1749416383",
            "group",
            ""
        ])
        .prop_map(Value::from),
    ];
    let keys = select(vec![
        "object",
        "entry",
        "changes",
        "field",
        "value",
        "metadata",
        "phone_number_id",
        "contacts",
        "messages",
        "statuses",
        "errors",
        "id",
        "from",
        "from_user_id",
        "user_id",
        "wa_id",
        "timestamp",
        "type",
        "text",
        "image",
        "system",
        "interactive",
        "nfm_reply",
        "response_json",
        "body",
        "context",
        "code",
        "status",
        "group_id",
        "previous_user_id",
        "profile",
        "name",
        "message_echoes",
    ]);
    leaf.prop_recursive(7, 96, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((keys.clone(), inner), 0..6)
                .prop_map(|pairs| pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
        ]
    })
}

/// `root` with one of its parts, chosen by `at`, replaced by `with`.
fn transplant(root: &mut Value, at: Index, with: &Value) {
    fn count(value: &Value) -> usize {
        match value {
            Value::Array(all) => 1 + all.iter().map(count).sum::<usize>(),
            Value::Object(all) => 1 + all.values().map(count).sum::<usize>(),
            _ => 1,
        }
    }
    fn replace(value: &mut Value, n: &mut usize, with: &Value) -> bool {
        if *n == 0 {
            *value = with.clone();
            return true;
        }
        *n -= 1;
        match value {
            Value::Array(all) => all.iter_mut().any(|inner| replace(inner, n, with)),
            Value::Object(all) => all.values_mut().any(|inner| replace(inner, n, with)),
            _ => false,
        }
    }
    let mut n = at.index(count(root));
    replace(root, &mut n, with);
}

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(all) => all.iter().any(holds_nul),
        Value::Object(all) => all.iter().any(|(key, inner)| key.contains('\0') || holds_nul(inner)),
        _ => false,
    }
}

/// Whatever comes out can be stored, replayed alone with the same meaning, and says where it was.
fn sound(items: &[Item]) {
    for item in items {
        assert!(!holds_nul(&serde_json::from_str(&item.raw).unwrap()), "{}", item.raw);
        let again = parse(item.raw.as_bytes()).unwrap();
        assert_eq!(again.len(), 1, "{}", item.raw);
        assert_eq!(again[0].raw, item.raw);
        if let (Ok(one), Ok(other)) = (&item.update, &again[0].update) {
            assert_eq!(serde_json::to_string(one).unwrap(), serde_json::to_string(other).unwrap());
        }
        assert_eq!(
            item.update.as_ref().err().map(|bad| bad.reason),
            again[0].update.as_ref().err().map(|bad| bad.reason)
        );
    }
}

proptest! {
    #[test]
    fn any_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(items) = parse(&bytes) { sound(&items); }
    }

    #[test]
    fn any_json_does_not_panic(value in any_json()) {
        sound(&parse(value.to_string().as_bytes()).unwrap());
    }

    #[test]
    fn any_message_does_not_panic(mut inner in prop::collection::vec(any_json(), 1..4)) {
        let contacts = inner.split_off(inner.len() - 1);
        let items = parse(body(&inner, &contacts).to_string().as_bytes()).unwrap();
        prop_assert_eq!(items.len(), inner.len());
        sound(&items);
    }

    /// A fixture with one part replaced still gives the neighbours of that part.
    #[test]
    fn a_fixture_with_a_foreign_part_does_not_panic(which in any::<Index>(), at in any::<Index>(), with in any_json()) {
        let bodies: Vec<Value> = bodies().into_values().filter_map(|body| serde_json::from_slice(&body).ok()).collect();
        let mut body = which.get(&bodies).clone();
        transplant(&mut body, at, &with);
        sound(&parse(body.to_string().as_bytes()).unwrap());
    }

    #[test]
    fn a_fixture_with_changed_bytes_does_not_panic(which in any::<Index>(), changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..6), cut in any::<Index>()) {
        let bodies: Vec<Vec<u8>> = bodies().into_values().collect();
        let mut body = which.get(&bodies).clone();
        for (at, byte) in changes {
            let at = at.index(body.len());
            body[at] = byte;
        }
        if let Ok(items) = parse(&body) { sound(&items); }
        body.truncate(cut.index(body.len()));
        if let Ok(items) = parse(&body) { sound(&items); }
    }

    /// A broken neighbour changes nothing for a good message, wherever it stands.
    #[test]
    fn a_good_message_survives_any_neighbour(before in any_json(), after in any_json()) {
        let alone = shown(&parse(body(&[message(1, "hola")], &[]).to_string().as_bytes()).unwrap());
        let items = parse(body(&[before, message(1, "hola"), after], &[]).to_string().as_bytes()).unwrap();
        prop_assert_eq!(shown(&items[1..2]), alone);
    }

    #[test]
    fn any_words_come_out_as_they_went_in(words in any::<String>()) {
        let items = parse(body(&[message(1, &words)], &[]).to_string().as_bytes()).unwrap();
        prop_assert_eq!(text_of(&items[0]), words.replace('\0', "\u{fffd}"));
    }
}
