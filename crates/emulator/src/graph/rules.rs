//! What WhatsApp checks of a well-formed message: recipient, rates, references, window.

use super::error::{GraphError, details};
use super::limits::{Outgoing, Recipient, file_kind, fits};
use crate::world::World;
use crate::world::contact::Contact;
use crate::world::directory::digits;
use crate::world::ladder;
use crate::world::timers::Due;

const HOUR_MS: i64 = 3_600_000;

/// Whom a message is for.
pub(super) enum Addressee {
    Person(Box<Contact>),
    /// Digits nobody has: accepted, then undeliverable (131026).
    Nobody(String),
    /// A user id in `to`: accepted, then silently dropped (whatsapp-cloud-api 3.3).
    Void,
}

impl World {
    pub(super) fn resolve(&mut self, recipient: &Recipient, business: &str) -> Addressee {
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
    pub(super) fn report_undeliverable(&mut self, id: &str, message: &Outgoing, now_ms: i64) {
        self.counters.failed(131_026);
        if !self.settings.statuses {
            return;
        }
        self.counters.statuses += 1;
        let update = ladder::undeliverable(id, &message.recipient, message.callback.as_deref(), now_ms);
        self.timers.after(self.settings.sent_ms, Due::Update(Box::new(update)));
    }

    /// Rates of the number and of the pair.
    pub(super) fn permit(&mut self, contact_id: Option<&str>, now_ms: i64) -> Result<(), GraphError> {
        let refuse = |code| Err(GraphError::new(code, details(code)));
        if !self.throughput.take(self.settings.throughput_per_second, now_ms) {
            return refuse(130_429);
        }
        let rule = self.settings.pair_rate;
        let Some(person) = contact_id.and_then(|id| self.people.find(id).ok()) else { return Ok(()) };
        if person.pair.take(rule, now_ms) { Ok(()) } else { refuse(131_056) }
    }

    /// Whether media ids and quoted messages exist.
    pub(super) fn check_references(&self, message: &Outgoing, now_ms: i64) -> Result<(), GraphError> {
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
    pub(super) fn fate(&self, contact: &Contact, message: &Outgoing, now_ms: i64) -> Option<i64> {
        let window_ms = i64::from(self.settings.window_hours) * HOUR_MS;
        let open = contact.last_inbound_ms.is_some_and(|last| now_ms - last < window_ms);
        if !open && message.kind != "template" {
            return Some(131_047);
        }
        let misfit = message.media_ids.iter().filter_map(|id| self.media.get(id, now_ms)).any(|media| {
            let kind = file_kind(&message.kind, &message.content);
            !fits(kind, media.essence(), media.bytes.len())
        });
        misfit.then_some(131_053)
    }
}
