//! The way of a business message to its reader: sent, delivered, read (whatsapp-cloud-api 4).

use serde_json::{Value, json};

use super::World;
use super::contact::Contact;
use super::directory::digits;
use super::outbox::{Update, UpdateKind};
use super::timers::Due;
use super::transcript::{Bubble, BubbleStatus, Side};
use crate::graph::error::status_error;
use crate::graph::limits::Recipient;

/// A step of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rung {
    Sent,
    Delivered,
    Read,
    Played,
    /// Ends the ladder with an error code.
    Failed(i64),
}

impl Rung {
    fn status(self) -> BubbleStatus {
        match self {
            Self::Sent => BubbleStatus::Sent,
            Self::Delivered => BubbleStatus::Delivered,
            Self::Read => BubbleStatus::Read,
            Self::Played => BubbleStatus::Played,
            Self::Failed(_) => BubbleStatus::Failed,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Played => "played",
            Self::Failed(_) => "failed",
        }
    }
}

impl World {
    /// A message takes a step. Returns the changed contact and bubble, or nothing when the step no
    /// longer applies.
    pub(crate) fn climb(&mut self, message_id: &str, rung: Rung, now_ms: i64) -> Option<(Contact, Bubble)> {
        let auto_read = self.settings.auto_read;
        let person = self.people.owner_of(message_id)?;
        // Nobody reads in a chat that was closed meanwhile: it is read when it is opened again.
        let waits = match rung {
            Rung::Delivered => !person.contact.online,
            Rung::Read => !(person.contact.chat_open || auto_read),
            _ => false,
        };
        let bubble = person.bubble_mut(message_id)?;
        if waits || bubble.status >= rung.status() || bubble.side == Side::Citizen {
            return None;
        }
        bubble.status = rung.status();
        if let Rung::Failed(code) = rung {
            bubble.error_code = Some(code);
        }
        let bubble = bubble.clone();
        let contact = &mut person.contact;
        note_arrival(contact, &bubble, rung);
        let contact = contact.clone();
        let reads = contact.read_receipts && (contact.chat_open || auto_read);
        self.report(&contact, &bubble, rung, now_ms);
        self.next_rung(&bubble, rung, reads);
        Some((contact, bubble))
    }

    fn next_rung(&mut self, bubble: &Bubble, rung: Rung, reads: bool) {
        let next = match rung {
            Rung::Sent if bubble.kind != "reaction" => Some((self.settings.delivered_ms, Rung::Delivered)),
            Rung::Delivered if reads => Some((self.settings.read_ms, Rung::Read)),
            _ => None,
        };
        if let Some((ms, rung)) = next {
            self.timers.after(ms, Due::Rung { message_id: bubble.id.clone(), rung });
        }
    }

    /// Puts the status webhook of a step into the queue.
    fn report(&mut self, contact: &Contact, bubble: &Bubble, rung: Rung, now_ms: i64) {
        if let Rung::Failed(code) = rung {
            self.counters.failed(code);
        }
        if !self.settings.statuses || (rung == Rung::Read && !contact.read_receipts) {
            return;
        }
        self.counters.statuses += 1;
        let failed = matches!(rung, Rung::Failed(_));
        let update = Update {
            kind: UpdateKind::Status,
            id: bubble.id.clone(),
            contact: (!failed).then(|| contact.card(bubble.by_phone || contact.visible_phone().is_some())),
            item: status_item(contact, bubble, rung, now_ms),
            lane: contact.id.clone(),
            copies: 0,
            spoil_signature: false,
        };
        self.enqueue(update, &contact.id);
    }
}

/// Counts what the person has not seen and ends the typing indicator.
fn note_arrival(contact: &mut Contact, bubble: &Bubble, rung: Rung) {
    match rung {
        Rung::Delivered if bubble.kind != "reaction" => {
            contact.typing_until_ms = None;
            if !contact.chat_open {
                contact.unread = contact.unread.saturating_add(1);
            }
        }
        Rung::Read => contact.unread = contact.unread.saturating_sub(1),
        _ => {}
    }
}

/// An element of `statuses[]` with the fields of whatsapp-cloud-api 3.2 and 4.
fn status_item(contact: &Contact, bubble: &Bubble, rung: Rung, now_ms: i64) -> Value {
    let failed = matches!(rung, Rung::Failed(_));
    let mut item = json!({
        "id": bubble.id,
        "status": rung.name(),
        "timestamp": (now_ms / 1000).to_string(),
    });
    let shows_phone = bubble.by_phone || (!failed && contact.visible_phone().is_some());
    if let Some(phone) = contact.phone.as_ref().filter(|_| shows_phone) {
        item["recipient_id"] = json!(phone);
    }
    if !failed || !bubble.by_phone {
        item["recipient_user_id"] = json!(contact.user_id);
    }
    if let Some(callback) = &bubble.callback {
        item["biz_opaque_callback_data"] = json!(callback);
    }
    match rung {
        Rung::Sent | Rung::Delivered => item["pricing"] = pricing(bubble),
        Rung::Failed(code) => item["errors"] = json!([status_error(code)]),
        Rung::Read | Rung::Played => {}
    }
    item
}

/// The failed status of a message to a number or user id nobody has.
pub(crate) fn undeliverable(id: &str, recipient: &Recipient, callback: Option<&str>, now_ms: i64) -> Update {
    let mut item = json!({ "id": id, "status": "failed", "timestamp": (now_ms / 1000).to_string() });
    match recipient {
        Recipient::UserId(user_id) => item["recipient_user_id"] = json!(user_id),
        Recipient::Phone(text) | Recipient::UserIdInTo(text) => item["recipient_id"] = json!(digits(text)),
    }
    if let Some(callback) = callback {
        item["biz_opaque_callback_data"] = json!(callback);
    }
    item["errors"] = json!([status_error(131_026)]);
    let lane = format!("~nobody~{id}");
    Update { kind: UpdateKind::Status, id: id.to_owned(), contact: None, item, lane, copies: 0, spoil_signature: false }
}

/// What the message costs (whatsapp-cloud-api 8.3).
fn pricing(bubble: &Bubble) -> Value {
    let category = if bubble.kind == "template" { "utility" } else { "service" };
    json!({ "billable": true, "pricing_model": "PMP", "type": "regular", "category": category })
}
