//! Taking in a well-formed message: faults first, then the rules, then the chat and the ladder.

use serde_json::{Value, json};

use super::error::GraphError;
use super::limits::{Outgoing, Recipient, is_loopback, render};
use super::plan::{Plan, Stopped, read_faults};
use super::rules::Addressee;
use crate::change::Change;
use crate::emulator::Emulator;
use crate::faults::Stage;
use crate::ids::{self, Origin};
use crate::world::World;
use crate::world::contact::Contact;
use crate::world::directory::digits;
use crate::world::ladder::Rung;
use crate::world::timers::Due;

/// How a send ends.
pub(super) enum Outcome {
    Refused(GraphError),
    Html(u16),
    Accepted { message_id: String, body: Value, plan: Plan },
}

impl Emulator {
    /// Accepts a message or says why not.
    pub(super) fn accept(&self, message: &Outgoing) -> Outcome {
        let mut world = self.world();
        let addressee = world.resolve(&message.recipient, &self.config().display_phone_number);
        let contact_id = match &addressee {
            Addressee::Person(contact) => Some(contact.id.clone()),
            Addressee::Nobody(_) | Addressee::Void => None,
        };
        let faults = world.faults.strike(Stage::Send, contact_id.as_deref(), &message.kind);
        let outcome = match read_faults(faults) {
            Ok(plan) => match world.permit(contact_id.as_deref(), self.now_ms()) {
                Ok(()) => self.take_in(&mut world, message, addressee, plan),
                Err(error) => Outcome::Refused(error),
            },
            Err(Stopped::Refused(error)) => Outcome::Refused(error),
            Err(Stopped::Html(status)) => Outcome::Html(status),
        };
        match &outcome {
            Outcome::Refused(error) => world.counters.refused(error.code),
            Outcome::Html(_) => world.counters.refused(0),
            Outcome::Accepted { .. } => world.counters.sends_accepted += 1,
        }
        outcome
    }

    fn take_in(&self, world: &mut World, message: &Outgoing, addressee: Addressee, plan: Plan) -> Outcome {
        if let Err(error) = world.check_references(message, self.now_ms()) {
            return Outcome::Refused(error);
        }
        match addressee {
            Addressee::Person(contact) => self.take_in_for(world, &contact, message, plan),
            Addressee::Nobody(digits) => {
                let id = ids::wamid(&digits, Origin::Business);
                world.report_undeliverable(&id, message, self.now_ms());
                let by_phone = matches!(message.recipient, Recipient::Phone(_));
                accepted(
                    id,
                    message,
                    by_phone.then_some(digits.as_str()),
                    (!by_phone).then_some(message.recipient.as_str()),
                    plan,
                )
            }
            Addressee::Void => {
                world.counters.sends_dropped += 1;
                let input = message.recipient.as_str().to_owned();
                let number = digits(&input);
                accepted(ids::wamid(&number, Origin::Business), message, Some(&number), None, plan)
            }
        }
    }

    fn take_in_for(&self, world: &mut World, contact: &Contact, message: &Outgoing, plan: Plan) -> Outcome {
        let now = self.now_ms();
        let by_phone = matches!(message.recipient, Recipient::Phone(_));
        let message_id = ids::wamid(contact.address(), Origin::Business);
        let mut bubble = render::bubble(message, &message_id, now, by_phone);
        if message.kind == "template" {
            world.render_template(&mut bubble);
        }
        let fate = plan.fail_with.or_else(|| world.fate(contact, message, now));
        self.react(world, contact, message);
        if let Ok(person) = world.people.find(&contact.id) {
            person.contact.typing_until_ms = None;
        }
        let owner = contact.id.clone();
        world.people.push(&owner, bubble.clone()).unwrap_or_default();
        let rung = fate.map_or(Rung::Sent, Rung::Failed);
        // A linked file is fetched first; the fetch then starts the ladder.
        let fetches = message.content["link"].as_str().is_some_and(is_loopback);
        if fate.is_some() || !(plan.status_first || fetches) {
            let ms = world.settings.sent_ms;
            world.timers.after(ms, Due::Rung { message_id: message_id.clone(), rung });
        }
        self.announce(|| Change::Bubble { contact: owner, bubble });
        let wa_id = by_phone.then_some(contact.phone.as_deref()).flatten();
        accepted(message_id, message, wa_id, (!by_phone).then_some(contact.user_id.as_str()), plan)
    }

    /// A reaction of the business shows on the message it is about.
    fn react(&self, world: &mut World, contact: &Contact, message: &Outgoing) {
        if message.kind != "reaction" {
            return;
        }
        let target = message.content["message_id"].as_str().unwrap_or_default();
        let emoji = message.content["emoji"].as_str().filter(|emoji| !emoji.is_empty()).map(str::to_owned);
        let Ok(person) = world.people.find(&contact.id) else { return };
        let Some(bubble) = person.bubble_mut(target) else { return };
        bubble.business_reaction = emoji;
        let bubble = bubble.clone();
        self.announce(|| Change::Bubble { contact: contact.id.clone(), bubble });
    }
}

/// The answer to an accepted send (whatsapp-cloud-api 3.3, 5.1).
fn accepted(id: String, message: &Outgoing, wa_id: Option<&str>, user_id: Option<&str>, plan: Plan) -> Outcome {
    let mut contact = json!({ "input": message.recipient.as_str() });
    if let Some(wa_id) = wa_id {
        contact["wa_id"] = json!(wa_id);
    }
    if let Some(user_id) = user_id {
        contact["user_id"] = json!(user_id);
    }
    let mut sent = json!({ "id": id });
    if message.kind == "template" {
        sent["message_status"] = json!("accepted");
    }
    let body = json!({ "messaging_product": "whatsapp", "contacts": [contact], "messages": [sent] });
    Outcome::Accepted { message_id: id, body, plan }
}
