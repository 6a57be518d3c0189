//! What happens to a message that is well formed: recipient, rates, faults, window.

use serde_json::{Value, json};

use super::error::GraphError;
use super::limits::{MarkRead, Outgoing, Recipient, render};
use crate::change::Change;
use crate::emulator::Emulator;
use crate::faults::{Fault, Stage};
use crate::ids::{self, Origin};
use crate::world::World;
use crate::world::contact::Contact;
use crate::world::directory::digits;
use crate::world::ladder::{self, Rung};
use crate::world::timers::Due;
use crate::world::transcript::{BubbleStatus, Side};

const HOUR_MS: i64 = 3_600_000;
/// The typing indicator ends by itself after this long (whatsapp-cloud-api 5.10).
const TYPING_MS: i64 = 25_000;

/// How a send ends.
pub(super) enum Outcome {
    Refused(GraphError),
    Html(u16),
    Accepted { message_id: String, body: Value, plan: Plan },
}

/// What the faults in force do to an accepted send.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) delay_ms: u64,
    pub(super) cut: bool,
    pub(super) html: Option<u16>,
    pub(super) status_first: bool,
    fail_with: Option<i64>,
}

/// Whom a message is for.
enum Addressee {
    Person(Box<Contact>),
    /// Digits nobody has: accepted, then undeliverable (131026).
    Nobody(String),
    /// A user id in `to`: accepted, then silently dropped (whatsapp-cloud-api 3.3).
    Void,
}

impl Emulator {
    /// Accepts a message or says why not.
    pub(super) fn accept(&self, message: Outgoing) -> Outcome {
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
            Err(outcome) => outcome,
        };
        match &outcome {
            Outcome::Refused(error) => world.counters.refused(error.code),
            Outcome::Html(_) => world.counters.refused(0),
            Outcome::Accepted { .. } => world.counters.sends_accepted += 1,
        }
        outcome
    }

    fn take_in(&self, world: &mut World, message: Outgoing, addressee: Addressee, plan: Plan) -> Outcome {
        if let Err(error) = world.check_references(&message, self.now_ms()) {
            return Outcome::Refused(error);
        }
        match addressee {
            Addressee::Person(contact) => self.take_in_for(world, &contact, message, plan),
            Addressee::Nobody(digits) => {
                let id = ids::wamid(&digits, Origin::Business);
                world.report_undeliverable(&id, &message, self.now_ms());
                accepted(id, &message, Some(&digits), None, plan)
            }
            Addressee::Void => {
                world.counters.sends_dropped += 1;
                let input = message.recipient.as_str().to_owned();
                let number = digits(&input);
                accepted(ids::wamid(&number, Origin::Business), &message, Some(&number), None, plan)
            }
        }
    }

    fn take_in_for(&self, world: &mut World, contact: &Contact, message: Outgoing, plan: Plan) -> Outcome {
        let now = self.now_ms();
        let by_phone = matches!(message.recipient, Recipient::Phone(_));
        let message_id = ids::wamid(contact.address(), Origin::Business);
        let mut bubble = render::bubble(&message, &message_id, now, by_phone);
        if message.kind == "template" {
            world.render_template(&mut bubble);
        }
        let fate = plan.fail_with.or_else(|| world.fate(contact, &message, now));
        self.react(world, contact, &message);
        if let Ok(person) = world.people.find(&contact.id) {
            person.contact.typing_until_ms = None;
        }
        let owner = contact.id.clone();
        world.people.push(&owner, bubble.clone()).unwrap_or_default();
        let rung = fate.map_or(Rung::Sent, Rung::Failed);
        if !plan.status_first || fate.is_some() {
            let ms = world.settings.sent_ms;
            world.timers.after(ms, Due::Rung { message_id: message_id.clone(), rung });
        }
        self.announce(|| Change::Bubble { contact: owner, bubble });
        let wa_id = by_phone.then_some(contact.phone.as_deref()).flatten();
        accepted(message_id, &message, wa_id, (!by_phone).then_some(contact.user_id.as_str()), plan)
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

    /// Marks a citizen's message and those before it as read, and shows the typing indicator.
    pub(super) fn mark_read(&self, read: &MarkRead) -> Result<Value, GraphError> {
        let now = self.now_ms();
        let mut world = self.world();
        world.counters.marked_read += 1;
        let unknown =
            || GraphError::parameter(format!("Message '{}' was not received by this number.", read.message_id));
        let person = world.people.owner_of(&read.message_id).ok_or_else(unknown)?;
        let place = person.chat.iter().position(|bubble| bubble.id == read.message_id).ok_or_else(unknown)?;
        if read.typing {
            person.contact.typing_until_ms = Some(now + TYPING_MS);
        }
        let mut changed = Vec::new();
        for bubble in person.chat.iter_mut().take(place + 1).rev() {
            if bubble.side == Side::Citizen && bubble.status < BubbleStatus::Read {
                bubble.status = BubbleStatus::Read;
                changed.push(bubble.clone());
            }
        }
        let contact = person.contact.clone();
        drop(world);
        for bubble in changed {
            self.announce(|| Change::Bubble { contact: contact.id.clone(), bubble });
        }
        self.announce(|| Change::Contact { contact });
        Ok(json!({ "success": true }))
    }
}

impl World {
    fn resolve(&mut self, recipient: &Recipient, business: &str) -> Addressee {
        let found = match recipient {
            Recipient::UserId(id) => self.people.find(id).ok(),
            Recipient::UserIdInTo(_) => return Addressee::Void,
            Recipient::Phone(text) => {
                let number = digits(text);
                let with_country = format!("{}{number}", business.get(..2).unwrap_or_default());
                let name =
                    if self.people.find(&number).is_ok() || text.starts_with('+') { number } else { with_country };
                self.people.find(&name).ok()
            }
        };
        match found {
            Some(person) => Addressee::Person(Box::new(person.contact.clone())),
            None => Addressee::Nobody(digits(recipient.as_str())),
        }
    }

    /// Nobody has this number or user id: `failed` with 131026 follows the acceptance.
    fn report_undeliverable(&mut self, id: &str, message: &Outgoing, now_ms: i64) {
        self.counters.failed(131_026);
        if !self.settings.statuses {
            return;
        }
        self.counters.statuses += 1;
        let update = ladder::undeliverable(id, &message.recipient, message.callback.as_deref(), now_ms);
        self.timers.after(self.settings.sent_ms, Due::Update(Box::new(update)));
    }

    /// Rates of the number and of the pair.
    fn permit(&mut self, contact_id: Option<&str>, now_ms: i64) -> Result<(), GraphError> {
        let refuse = |code| Err(GraphError::new(code, super::error::details(code)));
        if !self.throughput.take(self.settings.throughput_per_second, now_ms) {
            return refuse(130_429);
        }
        let rule = self.settings.pair_rate;
        let Some(person) = contact_id.and_then(|id| self.people.find(id).ok()) else { return Ok(()) };
        if person.pair.take(rule, now_ms) { Ok(()) } else { refuse(131_056) }
    }

    /// Whether media ids and quoted messages exist.
    fn check_references(&self, message: &Outgoing, now_ms: i64) -> Result<(), GraphError> {
        for id in &message.media_ids {
            if self.media.get(id, now_ms).is_none() {
                return Err(GraphError::invalid(format!("Media with id '{id}' does not exist or has expired.")));
            }
        }
        if message.kind == "template" {
            self.check_template(&message.content)?;
        }
        Ok(())
    }

    /// The error a message will fail with after acceptance, if any.
    fn fate(&self, contact: &Contact, message: &Outgoing, now_ms: i64) -> Option<i64> {
        let window_ms = i64::from(self.settings.window_hours) * HOUR_MS;
        let open = contact.last_inbound_ms.is_some_and(|last| now_ms - last < window_ms);
        if !open && message.kind != "template" {
            return Some(131_047);
        }
        let misfit = message.media_ids.iter().filter_map(|id| self.media.get(id, now_ms)).any(|media| {
            let kind = super::limits::file_kind(&message.kind, &message.content);
            !super::limits::fits(kind, media.essence(), media.bytes.len())
        });
        misfit.then_some(131_053)
    }
}

/// The faults of a send as one plan, or the outcome if one of them ends it.
fn read_faults(faults: Vec<Fault>) -> Result<Plan, Outcome> {
    let mut plan = Plan::default();
    for fault in faults {
        match fault {
            Fault::Refuse { code, http } => {
                let mut error = GraphError::new(code, super::error::details(code));
                error.http = http.unwrap_or(error.http);
                return Err(Outcome::Refused(error));
            }
            Fault::Html { status, accepted: false } => return Err(Outcome::Html(status)),
            Fault::Html { status, accepted: true } => plan.html = Some(status),
            Fault::FailLater { code } => plan.fail_with = Some(code),
            Fault::Slow { ms } => plan.delay_ms += ms,
            Fault::Drop => plan.cut = true,
            Fault::StatusFirst => plan.status_first = true,
            _ => {}
        }
    }
    Ok(plan)
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
