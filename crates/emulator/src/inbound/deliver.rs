//! A citizen's message enters the chat and the queue of webhooks.

use serde_json::{Map, Value, json};

use super::letter::Letter;
use super::{Inbound, NewMessage};
use crate::change::Change;
use crate::emulator::Emulator;
use crate::error::EmulatorError;
use crate::ids::{self, Origin};
use crate::world::World;
use crate::world::contact::Contact;
use crate::world::directory::{Person, digits};
use crate::world::outbox::{Update, UpdateKind};
use crate::world::transcript::{Bubble, BubbleStatus, Side};

impl Emulator {
    /// Sends a message on behalf of a contact; returns its message id.
    ///
    /// # Errors
    /// Unknown contact, message or media; nothing to tap by that name; a raw message that is no object.
    pub fn send(&self, contact: &str, message: &NewMessage) -> Result<String, EmulatorError> {
        let mut world = self.world();
        let contact = world.people.find(contact)?.contact.clone();
        let sent_ms = self.now_ms() - i64::from(message.age_seconds) * 1_000;
        let mut letter = self.write(&mut world, &contact, message.content.clone())?;
        if let Inbound::NumberChange { phone } = &message.content {
            letter = self.renumber(&mut world, &contact, phone.as_deref())?;
        }
        let quoted = quoted(&mut world, &contact, message, &letter);
        let context = context(&self.config().display_phone_number, &contact, quoted, message);
        let id = ids::wamid(contact.address(), Origin::User);
        let item = item(&contact, &id, sent_ms, &letter, context, message.referral.as_ref());
        let changed = show(&mut world, &contact, &id, sent_ms, &letter, message)?;
        if reaches_the_business(&message.content) {
            note_window(&mut world, &contact, sent_ms, &message.content)?;
            world.people.find(&contact.id)?.remember(&id, item.clone());
            post(&mut world, &contact, &id, item)?;
            world.counters.inbound += 1;
            world.throughput.note(self.now_ms());
        }
        drop(world);
        self.tell(&contact.id, changed);
        self.wake();
        Ok(id)
    }

    fn tell(&self, contact_id: &str, bubble: Option<Bubble>) {
        if let Some(bubble) = bubble {
            self.announce(|| Change::Bubble { contact: contact_id.to_owned(), bubble });
        }
        let contact = self.world().people.find(contact_id).ok().map(|person| person.contact.clone());
        if let Some(contact) = contact {
            self.announce(|| Change::Contact { contact });
        }
    }

    /// Gives the contact a new number or only a new user id and writes the `system` message
    /// (whatsapp-cloud-api 2.13).
    fn renumber(&self, world: &mut World, old: &Contact, phone: Option<&str>) -> Result<Letter, EmulatorError> {
        let phone = phone.map(digits).filter(|phone| !phone.is_empty());
        let new = world.people.renumber(&old.id, phone.clone(), self.config().seed)?;
        let mut system = json!({ "user_id": new.user_id, "previous_user_id": old.user_id });
        let body = match (&phone, old.visible_phone()) {
            (Some(new_phone), Some(old_phone)) => {
                system["type"] = json!("user_changed_number");
                system["wa_id"] = json!(new_phone);
                format!("User {} changed from {old_phone} to {new_phone}", old.name)
            }
            _ => {
                system["type"] = json!("user_changed_user_id");
                format!("User {} changed from {} to {}", old.name, old.user_id, new.user_id)
            }
        };
        system["body"] = json!(body);
        Ok(Letter::new("system", system, body))
    }
}

/// The quoted message and who wrote it.
fn quoted(world: &mut World, contact: &Contact, message: &NewMessage, letter: &Letter) -> Option<(String, Side)> {
    let id = letter.answers.clone().or_else(|| message.reply_to.clone())?;
    let quoted = world.people.find(&contact.id).ok().and_then(|person| person.bubble(&id).map(|bubble| bubble.side));
    Some((id, quoted.unwrap_or(Side::Business)))
}

/// `context` of a message (whatsapp-cloud-api 2.2).
fn context(business: &str, contact: &Contact, quoted: Option<(String, Side)>, message: &NewMessage) -> Option<Value> {
    if message.frequently_forwarded {
        return Some(json!({ "frequently_forwarded": true }));
    }
    if message.forwarded {
        return Some(json!({ "forwarded": true }));
    }
    let (id, side) = quoted?;
    Some(match (side, contact.visible_phone()) {
        (Side::Business, _) => json!({ "from": business, "id": id }),
        (Side::Citizen, Some(phone)) => json!({ "from": phone, "from_user_id": contact.user_id, "id": id }),
        (Side::Citizen, None) => json!({ "from_user_id": contact.user_id, "id": id }),
    })
}

/// An element of `messages[]` (whatsapp-cloud-api 2.1).
fn item(
    contact: &Contact,
    id: &str,
    sent_ms: i64,
    letter: &Letter,
    context: Option<Value>,
    referral: Option<&Value>,
) -> Value {
    let mut item = Map::new();
    if let Some(phone) = contact.visible_phone() {
        item.insert("from".to_owned(), json!(phone));
    }
    item.insert("from_user_id".to_owned(), json!(contact.user_id));
    item.insert("id".to_owned(), json!(id));
    item.insert("timestamp".to_owned(), json!((sent_ms / 1000).to_string()));
    item.insert("type".to_owned(), json!(letter.kind));
    item.extend(context.map(|context| ("context".to_owned(), context)));
    item.extend(referral.map(|referral| ("referral".to_owned(), referral.clone())));
    item.extend(letter.fields.clone());
    Value::Object(item)
}

/// Shows the message on the citizen's own phone: a new bubble, or a change of an old one.
fn show(
    world: &mut World,
    contact: &Contact,
    id: &str,
    sent_ms: i64,
    letter: &Letter,
    message: &NewMessage,
) -> Result<Option<Bubble>, EmulatorError> {
    let person = world.people.find(&contact.id)?;
    let changed = match &message.content {
        Inbound::Reaction { message_id, emoji } => {
            let bubble = target(person, message_id)?;
            bubble.citizen_reaction = emoji.clone().filter(|emoji| !emoji.is_empty());
            Some(bubble.clone())
        }
        Inbound::Edit { message_id, body, .. } => {
            let bubble = target(person, message_id)?;
            bubble.text.clone_from(body);
            bubble.content = json!({ "body": body });
            bubble.edited = true;
            Some(bubble.clone())
        }
        Inbound::Revoke { message_id, .. } => {
            let bubble = target(person, message_id)?;
            bubble.revoked = true;
            Some(bubble.clone())
        }
        _ => None,
    };
    if changed.is_some() {
        return Ok(changed);
    }
    let bubble = Bubble {
        id: id.to_owned(),
        side: Side::Citizen,
        at_ms: sent_ms,
        kind: letter.kind.clone(),
        content: letter.fields.get(&letter.kind).cloned().unwrap_or_else(|| json!(letter.fields)),
        text: letter.text.clone(),
        choices: Vec::new(),
        reply_to: letter.answers.clone().or_else(|| message.reply_to.clone()),
        forwarded: message.forwarded || message.frequently_forwarded,
        status: if contact.online { BubbleStatus::Sent } else { BubbleStatus::Accepted },
        citizen_reaction: None,
        business_reaction: None,
        callback: None,
        error_code: None,
        edited: false,
        revoked: false,
        by_phone: false,
    };
    world.people.push(&contact.id, bubble.clone())?;
    Ok(Some(bubble))
}

fn target<'a>(person: &'a mut Person, id: &str) -> Result<&'a mut Bubble, EmulatorError> {
    person.bubble_mut(id).ok_or_else(|| EmulatorError::UnknownMessage(id.to_owned()))
}

/// Deletions are reported only to numbers that share the Business app (2.14).
fn reaches_the_business(content: &Inbound) -> bool {
    !matches!(content, Inbound::Revoke { coexistence: false, .. })
}

/// The citizen's own words open the service window; a reaction or a new number does not (2.10).
fn note_window(world: &mut World, contact: &Contact, sent_ms: i64, content: &Inbound) -> Result<(), EmulatorError> {
    if !matches!(content, Inbound::Reaction { .. } | Inbound::NumberChange { .. }) {
        let last = &mut world.people.find(&contact.id)?.contact.last_inbound_ms;
        *last = (*last).max(Some(sent_ms));
    }
    Ok(())
}

/// Hands the message to the webhooks, or keeps it until the phone has a connection again.
fn post(world: &mut World, contact: &Contact, id: &str, item: Value) -> Result<(), EmulatorError> {
    let is_system = item["type"] == "system";
    let update = Update {
        kind: UpdateKind::Message,
        id: id.to_owned(),
        contact: (!is_system).then(|| contact.card(contact.visible_phone().is_some())),
        item,
        lane: contact.id.clone(),
        copies: 0,
        spoil_signature: false,
    };
    if contact.online {
        world.enqueue(update, &contact.id);
    } else {
        world.people.find(&contact.id)?.pending.push(update);
    }
    Ok(())
}
