//! Meta's limits, one row each: at the limit it passes, one beyond it is refused (whatsapp-cloud-api 5.2).

use serde_json::{Value, json};

use super::{Recipient, Request, file_kind, fits, may_upload, read};

const BUSINESS: &str = "5218440000000";

fn message(kind: &str, content: &Value) -> Value {
    json!({ "messaging_product": "whatsapp", "to": "+5218441234567", "type": kind, kind: content })
}

/// 0 = accepted, otherwise the error code.
fn verdict(body: &Value) -> i64 {
    read(body, BUSINESS).err().map_or(0, |error| error.code)
}

fn check(table: Vec<(&str, Value, i64)>) {
    for (name, body, expected) in table {
        assert_eq!(verdict(&body), expected, "{name}: {body}");
    }
}

fn long(length: usize) -> String {
    "ñ".repeat(length)
}

fn interactive(kind: &str, body: &str, action: &Value) -> Value {
    message("interactive", &json!({ "type": kind, "body": { "text": body }, "action": action }))
}

fn buttons(pairs: &[(&str, &str)]) -> Value {
    let reply = |(id, title): &(&str, &str)| json!({ "type": "reply", "reply": { "id": id, "title": title } });
    interactive("button", "hola", &json!({ "buttons": pairs.iter().map(reply).collect::<Vec<_>>() }))
}

fn rows(from: usize, to: usize) -> Value {
    (from..to).map(|n| json!({ "id": format!("r{n}"), "title": format!("Opción {n}") })).collect()
}

fn list(label: &str, sections: &Value) -> Value {
    interactive("list", "hola", &json!({ "button": label, "sections": sections }))
}

fn list_of_row(row: &Value) -> Value {
    list("Ver", &json!([{ "rows": [row] }]))
}

#[test]
fn texts() {
    let text = |body: &str| message("text", &json!({ "body": body }));
    check(vec![
        ("4096", text(&long(4096)), 0),
        ("4097", text(&long(4097)), 100),
        ("an emoji counts two", text(&"🚨".repeat(2048)), 0),
        ("2049 emoji are 4098 units", text(&"🚨".repeat(2049)), 100),
        ("empty", text(""), 131_009),
        ("missing body", message("text", &json!({})), 131_008),
        ("body is a number", message("text", &json!({ "body": 7 })), 131_009),
        ("preview_url is a string", message("text", &json!({ "body": "x", "preview_url": "yes" })), 100),
        ("content is a string", message("text", &json!("hola")), 100),
    ]);
}

#[test]
fn envelopes() {
    let with = |name: &str, value: Value| {
        let mut body = message("text", &json!({ "body": "hola" }));
        body[name] = value;
        body
    };
    let without = |name: &str| {
        let mut body = message("text", &json!({ "body": "hola" }));
        body.as_object_mut().unwrap().remove(name);
        body
    };
    check(vec![
        ("plain", with("recipient_type", json!("individual")), 0),
        ("group", with("recipient_type", json!("group")), 100),
        ("made-up recipient_type", with("recipient_type", json!("user_id")), 100),
        ("no product", without("messaging_product"), 100),
        ("other product", with("messaging_product", json!("instagram")), 100),
        ("no type", without("type"), 100),
        ("unknown type", with("type", json!("poll")), 100),
        ("type without its content", with("type", json!("image")), 131_008),
        ("no recipient", without("to"), 100),
        ("null recipient", with("to", Value::Null), 100),
        ("letters as number", with("to", json!("citizen")), 131_009),
        ("to oneself", with("to", json!("+528440000000")), 131_021),
        ("callback 512", with("biz_opaque_callback_data", json!(long(512))), 0),
        ("callback 513", with("biz_opaque_callback_data", json!(long(513))), 131_009),
        ("quote", with("context", json!({ "message_id": "wamid.x" })), 0),
        ("quote without id", with("context", json!({})), 131_008),
        ("not an object", json!([1]), 100),
    ]);
}

#[test]
fn recipients() {
    let to = |name: &str, value: &str| {
        let mut body = message("text", &json!({ "body": "hola" }));
        body.as_object_mut().unwrap().remove("to");
        body[name] = json!(value);
        match read(&body, BUSINESS) {
            Ok(Request::Message(message)) => Ok(message.recipient),
            Ok(Request::MarkRead(_)) => unreachable!("no status in the body"),
            Err(error) => Err(error.code),
        }
    };
    let id = "US.13491208655302741918";
    assert_eq!(to("recipient", id), Ok(Recipient::UserId(id.to_owned())));
    assert_eq!(
        to("recipient", "US.ENT.11815799212886844830"),
        Ok(Recipient::UserId("US.ENT.11815799212886844830".to_owned()))
    );
    assert_eq!(to("recipient", "US.a"), Ok(Recipient::UserId("US.a".to_owned())));
    let longest = format!("MX.{}", "a".repeat(128));
    assert_eq!(to("recipient", &longest), Ok(Recipient::UserId(longest.clone())));
    for wrong in [
        "13491208655302741918",
        "us.1349",
        "USA.1349",
        "US.",
        "US.13-49",
        "US.ENT.",
        &format!("{longest}a"),
        "+5218441234567",
    ] {
        assert_eq!(to("recipient", wrong), Err(100), "{wrong}");
    }
    assert_eq!(to("to", id), Ok(Recipient::UserIdInTo(id.to_owned())));
    assert_eq!(to("to", "+1 (650) 555-1234"), Ok(Recipient::Phone("+1 (650) 555-1234".to_owned())));
}

#[test]
fn reply_buttons() {
    let (t20, t21) = (long(20), long(21));
    let (i256, i257) = ("i".repeat(256), "i".repeat(257));
    check(vec![
        ("one", buttons(&[("a", "A")]), 0),
        ("three", buttons(&[("a", "A"), ("b", "B"), ("c", "C")]), 0),
        ("none", buttons(&[]), 131_009),
        ("four", buttons(&[("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")]), 131_009),
        ("title 20", buttons(&[("a", &t20)]), 0),
        ("title 21", buttons(&[("a", &t21)]), 131_009),
        ("empty title", buttons(&[("a", "")]), 131_009),
        ("same title", buttons(&[("a", "A"), ("b", "A")]), 131_009),
        ("same id", buttons(&[("a", "A"), ("a", "B")]), 131_009),
        ("title with a space before", buttons(&[("a", " A")]), 131_009),
        ("title with a space after", buttons(&[("a", "A ")]), 131_009),
        ("id with a space", buttons(&[(" a", "A")]), 131_009),
        ("id 256", buttons(&[(&i256, "A")]), 0),
        ("id 257", buttons(&[(&i257, "A")]), 131_009),
        ("body 1024", interactive("button", &long(1024), &buttons(&[("a", "A")])["interactive"]["action"]), 0),
        ("body 1025", interactive("button", &long(1025), &buttons(&[("a", "A")])["interactive"]["action"]), 131_009),
        ("no action", message("interactive", &json!({ "type": "button", "body": { "text": "x" } })), 131_008),
        ("other button type", interactive("button", "x", &json!({ "buttons": [{ "type": "url" }] })), 131_009),
    ]);
}

#[test]
fn headers_and_footers() {
    let with = |kind: &str, name: &str, value: Value| {
        let mut body =
            if kind == "list" { list("Ver", &json!([{ "rows": rows(0, 1) }])) } else { buttons(&[("a", "A")]) };
        body["interactive"][name] = value;
        body
    };
    let header = |text: &str| json!({ "type": "text", "text": text });
    check(vec![
        ("header 60", with("button", "header", header(&long(60))), 0),
        ("header 61", with("button", "header", header(&long(61))), 131_009),
        ("footer 60", with("button", "footer", json!({ "text": long(60) })), 0),
        ("footer 61", with("button", "footer", json!({ "text": long(61) })), 131_009),
        ("image header", with("button", "header", json!({ "type": "image", "image": { "id": "1" } })), 0),
        ("image header without file", with("button", "header", json!({ "type": "image", "image": {} })), 100),
        (
            "lists have text headers only",
            with("list", "header", json!({ "type": "image", "image": { "id": "1" } })),
            131_009,
        ),
        ("text header of a list", with("list", "header", header("Hola")), 0),
    ]);
}

#[test]
fn lists() {
    let two = |first: Value, second: Value| list("Ver", &json!([first, second]));
    check(vec![
        ("ten rows", list("Ver", &json!([{ "rows": rows(0, 10) }])), 0),
        ("eleven rows", list("Ver", &json!([{ "rows": rows(0, 11) }])), 131_009),
        (
            "ten in all",
            two(json!({ "title": "A", "rows": rows(0, 5) }), json!({ "title": "B", "rows": rows(5, 10) })),
            0,
        ),
        (
            "eleven in all",
            two(json!({ "title": "A", "rows": rows(0, 5) }), json!({ "title": "B", "rows": rows(5, 11) })),
            131_009,
        ),
        ("no rows", list("Ver", &json!([{ "rows": [] }])), 131_009),
        ("no sections", list("Ver", &json!([])), 131_009),
        (
            "two sections need titles",
            two(json!({ "rows": rows(0, 1) }), json!({ "title": "B", "rows": rows(1, 2) })),
            131_008,
        ),
        ("section title 24", list("Ver", &json!([{ "title": long(24), "rows": rows(0, 1) }])), 0),
        ("section title 25", list("Ver", &json!([{ "title": long(25), "rows": rows(0, 1) }])), 131_009),
        ("button 20", list(&long(20), &json!([{ "rows": rows(0, 1) }])), 0),
        ("button 21", list(&long(21), &json!([{ "rows": rows(0, 1) }])), 131_009),
        (
            "same row id",
            two(json!({ "title": "A", "rows": rows(0, 1) }), json!({ "title": "B", "rows": rows(0, 1) })),
            131_009,
        ),
        ("row title 24", list_of_row(&json!({ "id": "a", "title": long(24) })), 0),
        ("row title 25", list_of_row(&json!({ "id": "a", "title": long(25) })), 131_009),
        ("description 72", list_of_row(&json!({ "id": "a", "title": "A", "description": long(72) })), 0),
        ("description 73", list_of_row(&json!({ "id": "a", "title": "A", "description": long(73) })), 131_009),
        ("row id 200", list_of_row(&json!({ "id": "i".repeat(200), "title": "A" })), 0),
        ("row id 201", list_of_row(&json!({ "id": "i".repeat(201), "title": "A" })), 131_009),
        ("row without id", list_of_row(&json!({ "title": "A" })), 131_008),
        (
            "body 1025",
            interactive("list", &long(1025), &json!({ "button": "Ver", "sections": [{ "rows": rows(0, 1) }] })),
            131_009,
        ),
    ]);
}

#[test]
fn other_interactive_messages() {
    let cta = |text: &str, url: &str| {
        interactive("cta_url", "x", &json!({ "name": "cta_url", "parameters": { "display_text": text, "url": url } }))
    };
    let flow = |change: Value| {
        let mut parameters = json!({ "flow_message_version": "3", "flow_id": "1", "flow_cta": "Reportar" });
        parameters.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        interactive("flow", "x", &json!({ "name": "flow", "parameters": parameters }))
    };
    check(vec![
        ("location", interactive("location_request_message", "¿Dónde?", &json!({ "name": "send_location" })), 0),
        (
            "location, wrong name",
            interactive("location_request_message", "¿Dónde?", &json!({ "name": "location" })),
            131_009,
        ),
        (
            "location, body 1025",
            interactive("location_request_message", &long(1025), &json!({ "name": "send_location" })),
            131_009,
        ),
        (
            "own number",
            interactive("request_contact_info", "¿Tu número?", &json!({ "name": "request_contact_info" })),
            0,
        ),
        ("unknown kind", interactive("carousel_of_dreams", "x", &json!({})), 100),
        ("link", cta("Abrir", "https://example.org/r/1"), 0),
        ("link label 21", cta(&long(21), "https://example.org"), 131_009),
        ("link to an address", cta("Abrir", "http://10.0.0.1/x"), 131_009),
        ("link to a v6 address", cta("Abrir", "https://[::1]/x"), 131_009),
        ("link without scheme", cta("Abrir", "example.org"), 131_009),
        ("script link", cta("Abrir", "javascript:alert(1)"), 131_009),
        ("flow", flow(json!({})), 0),
        ("flow with both names", flow(json!({ "flow_name": "x" })), 131_009),
        ("flow label 21", flow(json!({ "flow_cta": long(21) })), 131_009),
        ("flow label with emoji", flow(json!({ "flow_cta": "Reportar 🚨" })), 131_009),
        ("flow with empty data", flow(json!({ "flow_action_payload": { "screen": "A", "data": {} } })), 131_009),
        ("flow with data", flow(json!({ "flow_action_payload": { "screen": "A", "data": { "k": 1 } } })), 0),
        (
            "exchange with payload",
            flow(json!({ "flow_action": "data_exchange", "flow_action_payload": { "screen": "A" } })),
            131_009,
        ),
    ]);
}

#[test]
fn files() {
    check(vec![
        ("by id", message("image", &json!({ "id": "1", "caption": long(1024) })), 0),
        ("caption 1025", message("image", &json!({ "id": "1", "caption": long(1025) })), 131_009),
        ("by link", message("document", &json!({ "link": "https://example.org/a.pdf", "filename": "a.pdf" })), 0),
        ("plain http", message("image", &json!({ "link": "http://example.org/a.jpg" })), 100),
        ("this machine stands for the internet", message("image", &json!({ "link": "http://127.0.0.1:9/a.jpg" })), 0),
        ("both", message("image", &json!({ "id": "1", "link": "https://example.org" })), 100),
        ("neither", message("image", &json!({ "caption": "x" })), 100),
        ("audio has no caption", message("audio", &json!({ "id": "1", "caption": "x" })), 100),
        ("voice note", message("audio", &json!({ "id": "1", "voice": true })), 0),
        ("sticker has no caption", message("sticker", &json!({ "id": "1", "caption": "x" })), 100),
    ]);
    assert!(fits("image", "image/png", 5 * 1024 * 1024));
    assert!(!fits("image", "image/png", 5 * 1024 * 1024 + 1));
    assert!(
        !fits("image", "image/webp", 10)
            && fits("sticker", "image/webp", 500 * 1024)
            && !fits("sticker", "image/webp", 500 * 1024 + 1)
    );
    assert!(!fits("video", "video/quicktime", 10) && fits("document", "video/quicktime", 10));
    assert!(may_upload("application/zip", 100 * 1024 * 1024) && !may_upload("audio/ogg", 17 * 1024 * 1024));
    assert_eq!(file_kind("interactive", &json!({ "header": { "type": "video" } })), "video");
}

#[test]
fn places_reactions_and_cards() {
    let place = |latitude: Value, longitude: Value| {
        message("location", &json!({ "latitude": latitude, "longitude": longitude }))
    };
    let named = |change: Value| {
        let mut content = json!({ "latitude": 25.4, "longitude": -100.9 });
        content.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        message("location", &content)
    };
    let reaction = |emoji: Value| message("reaction", &json!({ "message_id": "wamid.x", "emoji": emoji }));
    let card = |name: Value| message("contacts", &json!([{ "name": name }]));
    let cards = |count: usize| {
        message("contacts", &vec![json!({ "name": { "formatted_name": "A B", "first_name": "A" } }); count].into())
    };
    check(vec![
        ("numbers", place(json!(25.4), json!(-100.9)), 0),
        ("strings", place(json!("25.4"), json!("-100.9")), 0),
        ("beyond the pole", place(json!(90.1), json!(0)), 131_009),
        ("words", place(json!("aquí"), json!(0)), 131_009),
        ("not a number", place(json!("NaN"), json!(0)), 131_009),
        ("half a place", message("location", &json!({ "latitude": 1 })), 131_008),
        ("name and address 1000", named(json!({ "name": long(1000), "address": long(1000) })), 0),
        ("name 1001", named(json!({ "name": long(1001) })), 131_009),
        ("emoji", reaction(json!("✅")), 0),
        ("taken back", reaction(json!("")), 0),
        ("a word is no emoji", reaction(json!("ok")), 131_009),
        ("reaction without emoji", message("reaction", &json!({ "message_id": "wamid.x" })), 131_008),
        ("card", card(json!({ "formatted_name": "A B", "first_name": "A" })), 0),
        ("card without a name part", card(json!({ "formatted_name": "A B" })), 131_009),
        ("card without formatted_name", card(json!({ "first_name": "A" })), 131_008),
        ("257 cards", cards(257), 0),
        ("258 cards", cards(258), 131_009),
        ("no cards", cards(0), 131_009),
    ]);
    let mut quoted = reaction(json!("✅"));
    quoted["context"] = json!({ "message_id": "wamid.y" });
    assert_eq!(verdict(&quoted), 100, "a reaction cannot quote");
}

#[test]
fn templates() {
    let template = |name: &str, components: Value| {
        message("template", &json!({ "name": name, "language": { "code": "es_MX" }, "components": components }))
    };
    let body = |text: &str| json!([{ "type": "body", "parameters": [{ "type": "text", "text": text }] }]);
    let reply = |index: Value, payload: &str| json!([{ "type": "button", "sub_type": "quick_reply", "index": index, "parameters": [{ "type": "payload", "payload": payload }] }]);
    check(vec![
        ("plain", template("case_update_2", json!([])), 0),
        ("name 512", template(&"a".repeat(512), json!([])), 0),
        ("name 513", template(&"a".repeat(513), json!([])), 131_009),
        ("capital letters", template("CaseUpdate", json!([])), 100),
        ("no language", message("template", &json!({ "name": "a" })), 131_008),
        ("a parameter", template("a", body("A-12")), 0),
        ("line break in a parameter", template("a", body("A\n12")), 132_018),
        ("tab in a parameter", template("a", body("A\t12")), 132_018),
        ("four spaces", template("a", body("A    12")), 0),
        ("five spaces", template("a", body("A     12")), 132_018),
        ("button", template("a", reply(json!("0"), "more")), 0),
        ("button index as number", template("a", reply(json!(9), "more")), 0),
        ("button index 10", template("a", reply(json!("10"), "more")), 131_009),
        ("payload 257", template("a", reply(json!("0"), &"p".repeat(257))), 131_009),
        ("unknown component", template("a", json!([{ "type": "carousel_x" }])), 100),
    ]);
}

#[test]
fn reading_receipts() {
    let read_body = |change: Value| {
        let mut body = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.x" });
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        body
    };
    let typing = |body: &Value| match read(body, BUSINESS) {
        Ok(Request::MarkRead(read)) => Some(read.typing),
        _ => None,
    };
    assert_eq!(typing(&read_body(json!({}))), Some(false));
    assert_eq!(typing(&read_body(json!({ "typing_indicator": { "type": "text" } }))), Some(true));
    check(vec![
        ("other status", read_body(json!({ "status": "delivered" })), 100),
        ("other indicator", read_body(json!({ "typing_indicator": { "type": "audio" } })), 100),
        ("no message", json!({ "messaging_product": "whatsapp", "status": "read" }), 131_008),
    ]);
}
