//! From what a citizen does to the object on the wire.

use serde_json::{Map, Value, json};

use super::Inbound;
use crate::emulator::Emulator;
use crate::error::EmulatorError;
use crate::world::World;
use crate::world::contact::Contact;

/// The type-specific part of a message and what the phone shows of it.
pub(crate) struct Letter {
    pub(crate) kind: String,
    /// Members of the message object.
    pub(crate) fields: Map<String, Value>,
    /// What a person reads.
    pub(crate) text: String,
    /// Message answered by a tap.
    pub(crate) answers: Option<String>,
}

impl Letter {
    /// A message whose content is the member named like its type.
    pub(crate) fn new(kind: &str, content: Value, text: impl Into<String>) -> Self {
        let fields = Map::from_iter([(kind.to_owned(), content)]);
        Self { kind: kind.to_owned(), fields, text: text.into(), answers: None }
    }

    /// The same as answer to a message of the business.
    pub(crate) fn answering(mut self, message_id: &str) -> Self {
        self.answers = Some(message_id.to_owned());
        self
    }
}

impl Emulator {
    /// Writes the wire form of what the contact does.
    pub(super) fn write(
        &self,
        world: &mut World,
        contact: &Contact,
        content: Inbound,
    ) -> Result<Letter, EmulatorError> {
        Ok(match content {
            Inbound::Text { body } => Letter::new("text", json!({ "body": body }), body),
            Inbound::Image { media_id, caption } => self.file(world, "image", &media_id, captioned(caption))?,
            Inbound::Video { media_id, caption } => self.file(world, "video", &media_id, captioned(caption))?,
            Inbound::Audio { media_id, voice } => {
                self.file(world, "audio", &media_id, vec![("voice", json!(voice))])?
            }
            Inbound::Sticker { media_id, animated } => {
                self.file(world, "sticker", &media_id, vec![("animated", json!(animated))])?
            }
            Inbound::Document { media_id, caption, filename } => {
                let mut extra = captioned(caption);
                extra.push(("filename", json!(filename.unwrap_or_else(|| "documento".to_owned()))));
                self.file(world, "document", &media_id, extra)?
            }
            Inbound::Location { latitude, longitude, name, address, url } => {
                location(latitude, longitude, name, address, url)
            }
            Inbound::Contacts { contacts } => cards(contacts),
            Inbound::OwnContact => own_card(contact)?,
            Inbound::Reaction { message_id, emoji } => reaction(&message_id, emoji.as_deref()),
            Inbound::Tap { choice, message_id } => super::taps::tap(world, contact, &choice, message_id.as_deref())?,
            Inbound::ButtonReply { id, title } => super::taps::button_reply(&id, &title),
            Inbound::ListReply { id, title, description } => {
                super::taps::list_reply(&id, &title, description.as_deref())
            }
            Inbound::NfmReply { response, name } => nfm_reply(&response, name.as_deref()),
            Inbound::Button { payload, text } => super::taps::template_button(&payload, &text),
            Inbound::Order { order } => Letter::new("order", order, "Pedido"),
            Inbound::Unsupported { kind, code } => unsupported(kind.as_deref(), code.unwrap_or(131_051)),
            Inbound::Edit { message_id, body, coexistence: true } => edit(&message_id, &body),
            Inbound::Edit { body, .. } => Letter { text: body, ..unsupported(Some("edit"), 131_051) },
            Inbound::Revoke { message_id, .. } => {
                Letter::new("revoke", json!({ "original_message_id": message_id }), String::new())
            }
            Inbound::NumberChange { .. } => Letter::new("system", json!({}), String::new()),
            Inbound::Raw { message } => raw(message)?,
        })
    }

    fn file(
        &self,
        world: &mut World,
        kind: &str,
        media_id: &str,
        extra: Vec<(&str, Value)>,
    ) -> Result<Letter, EmulatorError> {
        let now = self.now_ms();
        let unknown = || EmulatorError::UnknownMedia(media_id.to_owned());
        let media = world.media.get(media_id, now).ok_or_else(unknown)?.clone();
        let mut content = Map::new();
        let caption = extra.iter().find(|(name, _)| *name == "caption").and_then(|(_, value)| value.as_str());
        let text = caption.unwrap_or_default().to_owned();
        for (name, value) in extra {
            content.insert(name.to_owned(), value);
        }
        content.insert("mime_type".to_owned(), json!(media.mime));
        content.insert("sha256".to_owned(), json!(media.sha256));
        content.insert("id".to_owned(), json!(media.id));
        content.insert("url".to_owned(), json!(self.media_url(world, &media.id)));
        Ok(Letter::new(kind, Value::Object(content), text))
    }
}

fn captioned(caption: Option<String>) -> Vec<(&'static str, Value)> {
    caption.filter(|caption| !caption.is_empty()).map(|caption| ("caption", json!(caption))).into_iter().collect()
}

fn location(
    latitude: f64,
    longitude: f64,
    name: Option<String>,
    address: Option<String>,
    url: Option<String>,
) -> Letter {
    let mut content = json!({ "latitude": latitude, "longitude": longitude });
    let text = name.clone().unwrap_or_else(|| format!("{latitude:.5}, {longitude:.5}"));
    for (member, value) in [("name", name), ("address", address), ("url", url)] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            content[member] = json!(value);
        }
    }
    Letter::new("location", content, text)
}

fn cards(mut contacts: Vec<Value>) -> Letter {
    for card in contacts.iter_mut().filter_map(Value::as_object_mut) {
        card.entry("origin").or_insert_with(|| json!("other"));
    }
    let text =
        contacts.first().and_then(|card| card["name"]["formatted_name"].as_str()).unwrap_or("Contacto").to_owned();
    Letter::new("contacts", Value::Array(contacts), text)
}

/// `origin: contact_request` is proof of the sender's own number and comes without a vCard (2.6).
fn own_card(contact: &Contact) -> Result<Letter, EmulatorError> {
    let missing = || EmulatorError::Invalid("this contact has no phone number to share".to_owned());
    let phone = contact.phone.as_ref().ok_or_else(missing)?;
    let card = json!([{
        "name": { "formatted_name": contact.name, "first_name": contact.name },
        "phones": [{ "phone": format!("+{phone}"), "wa_id": phone, "type": "CELL" }],
        "origin": "contact_request",
    }]);
    Ok(Letter::new("contacts", card, format!("+{phone}")))
}

fn reaction(message_id: &str, emoji: Option<&str>) -> Letter {
    let mut content = json!({ "message_id": message_id });
    if let Some(emoji) = emoji {
        content["emoji"] = json!(emoji);
    }
    Letter::new("reaction", content, emoji.unwrap_or_default())
}

fn nfm_reply(response: &Value, name: Option<&str>) -> Letter {
    let reply = json!({ "name": name.unwrap_or("flow"), "body": "Sent", "response_json": response.to_string() });
    Letter::new("interactive", json!({ "type": "nfm_reply", "nfm_reply": reply }), "Formulario enviado")
}

fn unsupported(kind: Option<&str>, code: i64) -> Letter {
    let title = if code == 131_060 { "This message is currently unavailable" } else { "Message type unknown" };
    let details =
        if code == 131_060 { "This message is unavailable." } else { "Message type is currently not supported." };
    let error = json!({ "code": code, "title": title, "message": title, "error_data": { "details": details } });
    let mut fields = Map::from_iter([("errors".to_owned(), json!([error]))]);
    if let Some(kind) = kind {
        fields.insert("unsupported".to_owned(), json!({ "type": kind }));
    }
    Letter { kind: "unsupported".to_owned(), fields, text: kind.unwrap_or("desconocido").to_owned(), answers: None }
}

fn edit(message_id: &str, body: &str) -> Letter {
    let message = json!({ "type": "text", "text": { "body": body }, "context": { "id": "M0" } });
    Letter::new("edit", json!({ "original_message_id": message_id, "message": message }), body)
}

fn raw(message: Value) -> Result<Letter, EmulatorError> {
    let Value::Object(mut fields) = message else {
        return Err(EmulatorError::Invalid("a raw message must be an object".to_owned()));
    };
    let kind = fields.remove("type").and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default();
    Ok(Letter { kind, fields, text: "(mensaje crudo)".to_owned(), answers: None })
}
