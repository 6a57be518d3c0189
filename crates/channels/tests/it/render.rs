use proptest::prelude::*;
use serde_json::{Value, json};
use ventanilla_channels::whatsapp::{Recipient, RenderError, mark_read, message};
use ventanilla_domain::{Button, ChannelLimits, ListRow, ListSection, MediaKind, MediaSource, OutboundContent};

const PHONE: &str = "5218442345678";

fn render(content: &OutboundContent) -> Result<Value, RenderError> {
    message(&Recipient::phone(PHONE).unwrap(), content, "out_1", None, None)
}

/// The part below `type`.
fn part(content: &OutboundContent) -> Value {
    let body = render(content).unwrap();
    body[body["type"].as_str().unwrap()].clone()
}

fn text(body: &str) -> OutboundContent {
    OutboundContent::Text { body: body.to_owned() }
}

fn button(id: &str, title: &str) -> Button {
    Button { id: id.to_owned(), title: title.to_owned() }
}

fn buttons(buttons: Vec<Button>) -> OutboundContent {
    OutboundContent::Buttons { body: "¿Sigues ahí?".to_owned(), buttons }
}

fn row(id: &str, title: &str, description: Option<&str>) -> ListRow {
    ListRow { id: id.to_owned(), title: title.to_owned(), description: description.map(str::to_owned) }
}

fn list(sections: Vec<ListSection>) -> OutboundContent {
    OutboundContent::List { body: "¿Qué pasa?".to_owned(), button: "Elegir".to_owned(), sections }
}

fn section(title: Option<&str>, rows: Vec<ListRow>) -> ListSection {
    ListSection { title: title.map(str::to_owned), rows }
}

fn media(kind: MediaKind, source: MediaSource, caption: Option<&str>) -> OutboundContent {
    OutboundContent::Media { kind, source, caption: caption.map(str::to_owned), filename: Some("aviso.pdf".to_owned()) }
}

fn template(name: &str, parameters: &[&str], payloads: &[&str]) -> OutboundContent {
    let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
    let (name, language) = (name.to_owned(), "es_MX".to_owned());
    OutboundContent::Template { name, language, parameters: owned(parameters), payloads: owned(payloads) }
}

fn link(url: &str) -> OutboundContent {
    OutboundContent::Link { body: "Tu reporte".to_owned(), label: "Abrir".to_owned(), url: url.to_owned() }
}

#[test]
fn a_phone_goes_in_to_with_plus_and_a_user_id_in_recipient() {
    let expected = json!({ "messaging_product": "whatsapp", "recipient_type": "individual", "to": "+5218442345678", "type": "text",
        "text": { "preview_url": false, "body": "Hola" }, "biz_opaque_callback_data": "out_1" });
    assert_eq!(render(&text("Hola")).unwrap(), expected);
    let body = message(&Recipient::user_id("MX.1349").unwrap(), &text("Hola"), "out_1", None, None).unwrap();
    assert_eq!((body.get("to"), &body["recipient"]), (None, &json!("MX.1349")));
}

#[test]
fn a_reply_quotes_except_for_reactions() {
    let to = Recipient::phone(PHONE).unwrap();
    let body = message(&to, &text("Sí"), "out_1", Some("wamid.1"), None).unwrap();
    assert_eq!(body["context"], json!({ "message_id": "wamid.1" }));
    let reaction = OutboundContent::Reaction { provider_id: "wamid.1".to_owned(), emoji: "✅".to_owned() };
    let body = message(&to, &reaction, "out_1", Some("wamid.1"), None).unwrap();
    assert_eq!(body.get("context"), None);
    assert_eq!(body["reaction"], json!({ "message_id": "wamid.1", "emoji": "✅" }));
}

#[test]
fn interactive_messages_look_as_meta_wants_them() {
    let replies = json!({ "type": "button", "body": { "text": "¿Sigues ahí?" }, "action": { "buttons": [
        { "type": "reply", "reply": { "id": "yes", "title": "Sí" } }, { "type": "reply", "reply": { "id": "no", "title": "No" } }] } });
    assert_eq!(part(&buttons(vec![button("yes", " Sí "), button("no", "No")])), replies);

    let rows = vec![row("fire", "Incendio", Some("Humo o llamas")), row("leak", "Fuga", Some(" "))];
    let sheet = json!({ "type": "list", "body": { "text": "¿Qué pasa?" }, "action": { "button": "Elegir", "sections": [
        { "title": "Peligro", "rows": [{ "id": "fire", "title": "Incendio", "description": "Humo o llamas" }, { "id": "leak", "title": "Fuga" }] },
        { "title": "Calle", "rows": [{ "id": "hole", "title": "Bache" }] }] } });
    assert_eq!(
        part(&list(vec![section(Some("Peligro"), rows), section(Some("Calle"), vec![row("hole", "Bache", None)])])),
        sheet
    );

    let one = part(&list(vec![section(None, vec![row("a", "A", None)])]));
    assert_eq!(one["action"]["sections"], json!([{ "rows": [{ "id": "a", "title": "A" }] }]));

    let request = OutboundContent::LocationRequest { body: "¿Dónde es?".to_owned() };
    let asked = json!({ "type": "location_request_message", "body": { "text": "¿Dónde es?" }, "action": { "name": "send_location" } });
    assert_eq!(part(&request), asked);

    let opened = json!({ "type": "cta_url", "body": { "text": "Tu reporte" }, "action": { "name": "cta_url",
        "parameters": { "display_text": "Abrir", "url": "https://saltillo.gob.mx/r/1" } } });
    assert_eq!(part(&link("https://saltillo.gob.mx/r/1")), opened);
}

#[test]
fn files_go_by_id_when_there_is_one() {
    let stored = media(MediaKind::Document, MediaSource::Stored("ab".to_owned()), Some("El aviso"));
    let body = message(&Recipient::phone(PHONE).unwrap(), &stored, "o", None, Some("77")).unwrap();
    assert_eq!(body["document"], json!({ "id": "77", "caption": "El aviso", "filename": "aviso.pdf" }));
    assert_eq!(render(&stored), Err(RenderError::NotUploaded));
    let known = media(MediaKind::Image, MediaSource::Provider("5".to_owned()), Some("  "));
    assert_eq!(part(&known), json!({ "id": "5" }));
    let public = media(MediaKind::Image, MediaSource::Link("https://x.mx/a.png".to_owned()), None);
    assert_eq!(part(&public), json!({ "link": "https://x.mx/a.png" }));
    for url in ["http://x.mx/a.png", "file:///etc/passwd", "a.png"] {
        assert_eq!(
            render(&media(MediaKind::Image, MediaSource::Link(url.to_owned()), None)),
            Err(RenderError::Url),
            "{url}"
        );
    }
    for kind in [MediaKind::Audio, MediaKind::Sticker] {
        let with_words = media(kind, MediaSource::Provider("5".to_owned()), Some("¡Oye!"));
        assert_eq!(render(&with_words), Err(RenderError::Caption));
    }
}

#[test]
fn pins_are_places_on_earth() {
    let pin = |latitude, longitude, name: Option<&str>| OutboundContent::Location {
        latitude,
        longitude,
        name: name.map(str::to_owned),
        address: None,
    };
    let expected = json!({ "latitude": 25.4232, "longitude": -101.0053, "name": "Alameda" });
    assert_eq!(part(&pin(25.4232, -101.0053, Some("Alameda"))), expected);
    for (latitude, longitude) in [(f64::NAN, 0.0), (0.0, f64::NAN), (f64::INFINITY, 0.0), (90.1, 0.0), (0.0, -180.5)] {
        assert_eq!(render(&pin(latitude, longitude, None)), Err(RenderError::Coordinates), "{latitude},{longitude}");
    }
}

#[test]
fn templates_carry_flat_parameters_and_payloads_in_order() {
    let expected = json!({ "name": "case_update", "language": { "code": "es_MX" }, "components": [
        { "type": "body", "parameters": [{ "type": "text", "text": "A-123" }, { "type": "text", "text": "uno dos" }] },
        { "type": "button", "sub_type": "quick_reply", "index": "0", "parameters": [{ "type": "payload", "payload": "more" }] },
        { "type": "button", "sub_type": "quick_reply", "index": "1", "parameters": [{ "type": "payload", "payload": "stop" }] }] });
    assert_eq!(part(&template("case_update", &["A-123", "uno\n\t  dos "], &["more", "stop"])), expected);
    assert_eq!(part(&template("hello_world", &[], &[])).get("components"), None);
    assert_eq!(render(&template("Hola mundo", &[], &[])), Err(RenderError::TemplateName));
    assert_eq!(render(&template("t", &[" \n "], &[])), Err(RenderError::Empty { what: "template parameter" }));
}

#[test]
fn reading_is_told_with_or_without_typing() {
    assert_eq!(
        mark_read("wamid.1", false),
        json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1" })
    );
    let typing = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1", "typing_indicator": { "type": "text" } });
    assert_eq!(mark_read("wamid.1", true), typing);
}

#[test]
fn what_is_beyond_a_limit_is_refused_with_the_figures() {
    let many = |n: usize| "ñ".repeat(n);
    let interactive = |n| OutboundContent::LocationRequest { body: many(n) };
    assert!(render(&text(&many(4_096))).is_ok());
    assert_eq!(render(&text(&many(4_097))), Err(RenderError::TooLong { what: "text", length: 4_097, limit: 4_096 }));
    assert_eq!(
        render(&text(&"🚨".repeat(2_049))),
        Err(RenderError::TooLong { what: "text", length: 4_098, limit: 4_096 })
    );
    assert!(render(&interactive(1_024)).is_ok());
    assert_eq!(render(&interactive(1_025)), Err(RenderError::TooLong { what: "words", length: 1_025, limit: 1_024 }));
    let image = |n| media(MediaKind::Image, MediaSource::Provider("5".to_owned()), Some(&many(n)));
    assert!(render(&image(1_024)).is_ok() && render(&image(1_025)).is_err());
    let to = Recipient::phone(PHONE).unwrap();
    assert!(message(&to, &text("a"), &many(512), None, None).is_ok());
    assert!(message(&to, &text("a"), &many(513), None, None).is_err());
    assert_eq!(render(&text(" \n")), Err(RenderError::Empty { what: "text" }));
}

#[test]
fn buttons_and_rows_are_counted_and_must_differ() {
    let rows =
        |from: usize, n: usize| (from..from + n).map(|i| row(&format!("r{i}"), "Fila", None)).collect::<Vec<_>>();
    let table = [
        (buttons(vec![]), RenderError::Count { what: "buttons", count: 0, limit: 3 }),
        (
            buttons((0..4).map(|i| button(&i.to_string(), &i.to_string())).collect()),
            RenderError::Count { what: "buttons", count: 4, limit: 3 },
        ),
        (buttons(vec![button("a", "Sí"), button("a", "No")]), RenderError::Duplicate { what: "button id" }),
        (buttons(vec![button("a", "Sí"), button("b", "Sí ")]), RenderError::Duplicate { what: "button title" }),
        (
            buttons(vec![button("a", "Un título demasiado largo uno"), button("b", "Un título demasiado largo dos")]),
            RenderError::Duplicate { what: "button title" },
        ),
        (buttons(vec![button("a", " ")]), RenderError::Empty { what: "button title" }),
        (buttons(vec![button("", "Sí")]), RenderError::Empty { what: "button id" }),
        (list(vec![]), RenderError::Count { what: "sections", count: 0, limit: 10 }),
        (list(vec![section(None, vec![])]), RenderError::Count { what: "rows", count: 0, limit: 10 }),
        (list(vec![section(None, rows(0, 11))]), RenderError::Count { what: "rows", count: 11, limit: 10 }),
        (
            list(vec![section(Some("A"), rows(0, 6)), section(Some("B"), rows(6, 5))]),
            RenderError::Count { what: "rows", count: 11, limit: 10 },
        ),
        (
            list(vec![section(Some("A"), rows(0, 1)), section(Some("B"), vec![])]),
            RenderError::Count { what: "rows in a section", count: 0, limit: 10 },
        ),
        (
            list(vec![section(Some("A"), rows(0, 1)), section(None, rows(1, 1))]),
            RenderError::Empty { what: "section title" },
        ),
        (
            list(vec![section(Some("A"), rows(0, 1)), section(Some("B"), rows(0, 1))]),
            RenderError::Duplicate { what: "row id" },
        ),
        (
            list(vec![section(None, vec![row(&"i".repeat(201), "A", None)])]),
            RenderError::TooLong { what: "row id", length: 201, limit: 200 },
        ),
    ];
    for (content, error) in table {
        assert_eq!(render(&content), Err(error), "{content:?}");
    }
}

#[test]
fn links_open_named_hosts_only() {
    for url in
        ["http://10.0.0.1/x", "https://[::1]/", "javascript:alert(1)", "saltillo.gob.mx", "ftp://saltillo.gob.mx", ""]
    {
        assert_eq!(render(&link(url)), Err(RenderError::Url), "{url}");
    }
}

#[test]
fn titles_are_cut_between_the_characters_a_person_sees() {
    let title = |text: &str| part(&buttons(vec![button("a", text)]))["action"]["buttons"][0]["reply"]["title"].clone();
    assert_eq!(title("Exactamente veinte!!"), "Exactamente veinte!!");
    assert_eq!(title("Hablar con una persona"), "Hablar con una pers…");
    assert_eq!(title("Dieciocho letras y 👩‍👩‍👧‍👦"), "Dieciocho letras y…");
    assert_eq!(title("Mexico 12345678901 🇲🇽🇲🇽"), "Mexico 12345678901…");
    assert_eq!(title("e\u{301}".repeat(11).as_str()), format!("{}…", "e\u{301}".repeat(9)));
}

fn any_content() -> impl Strategy<Value = OutboundContent> {
    let words = || prop_oneof![".{0,40}", "[a-z👩‍🇲🇽ñ ]{0,90}", ".{1000,1100}"];
    let button = (words(), words()).prop_map(|(id, title)| Button { id, title });
    let row = (words(), words(), prop::option::of(words())).prop_map(|(id, title, description)| ListRow {
        id,
        title,
        description,
    });
    let section = (prop::option::of(words()), prop::collection::vec(row, 0..5))
        .prop_map(|(title, rows)| ListSection { title, rows });
    prop_oneof![
        words().prop_map(|body| OutboundContent::Text { body }),
        (words(), prop::collection::vec(button, 0..5))
            .prop_map(|(body, buttons)| OutboundContent::Buttons { body, buttons }),
        (words(), words(), prop::collection::vec(section, 0..4))
            .prop_map(|(body, button, sections)| OutboundContent::List { body, button, sections }),
        (words(), words(), words()).prop_map(|(body, label, url)| OutboundContent::Link { body, label, url }),
        (words(), words(), prop::collection::vec(words(), 0..3), prop::collection::vec(words(), 0..3)).prop_map(
            |(name, language, parameters, payloads)| OutboundContent::Template { name, language, parameters, payloads }
        ),
        (any::<f64>(), any::<f64>(), prop::option::of(words()), prop::option::of(words())).prop_map(
            |(latitude, longitude, name, address)| OutboundContent::Location { latitude, longitude, name, address }
        ),
    ]
}

/// Every text in `value`, with its key.
fn texts(value: &Value, key: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => found.push((key.to_owned(), text.clone())),
        Value::Array(all) => all.iter().for_each(|inner| texts(inner, key, found)),
        Value::Object(all) => all.iter().for_each(|(key, inner)| texts(inner, key, found)),
        _ => {}
    }
}

fn limit(kind: &str, key: &str) -> usize {
    match (kind, key) {
        ("text", "body") => 4_096,
        ("list", "title") => 24,
        (_, "title" | "button" | "display_text") => 20,
        ("list", "id") => 200,
        (_, "id") => 256,
        (_, "description") => 72,
        (_, "url") => 2_000,
        ("location", "name" | "address") => 1_000,
        _ => 1_024,
    }
}

proptest! {
    /// Whatever we would say: either it is refused, or all of it is within Meta's limits and not empty.
    #[test]
    fn what_is_rendered_keeps_every_limit(content in any_content()) {
        if let Ok(body) = render(&content) {
            let kind = body["type"].as_str().unwrap().to_owned();
            let inner = body[&kind].clone();
            let kind = inner["type"].as_str().unwrap_or(&kind).to_owned();
            let mut found = Vec::new();
            texts(&inner, "", &mut found);
            for (key, text) in found {
                let length = ChannelLimits::length(&text);
                prop_assert!(length <= limit(&kind, &key), "{} of {} has {}", key, kind, length);
                prop_assert!(!text.trim().is_empty(), "{} of {} is empty", key, kind);
                if matches!(key.as_str(), "title" | "button") { prop_assert_eq!(text.trim(), text.as_str()); }
            }
        }
    }
}
