//! The people and their phones.

use crate::change::Change;
use crate::emulator::Emulator;
use crate::error::EmulatorError;
use crate::world::contact::{Contact, ContactPatch, NewContact};
use crate::world::ladder::Rung;
use crate::world::transcript::{Bubble, BubbleStatus, Side};

impl Emulator {
    /// Adds a contact, or returns the one who has this phone or user id already.
    pub fn add_contact(&self, new: NewContact) -> Contact {
        let contact = self.world().people.add(new, self.config().seed);
        self.announce(|| Change::Contact { contact: contact.clone() });
        contact
    }

    /// A few people of Saltillo for a first look: two with a number, one known only by username.
    pub fn add_sample_contacts(&self) {
        let samples = [
            ("Lupita Treviño", Some("5218441234567"), None),
            ("Don Chuy", Some("5218449876543"), None),
            ("Ana S.", None, Some("ana.saltillo")),
        ];
        for (name, phone, username) in samples {
            self.add_contact(NewContact {
                name: name.to_owned(),
                phone: phone.map(str::to_owned),
                username: username.map(str::to_owned),
                ..NewContact::default()
            });
        }
    }

    /// All contacts in order of arrival.
    pub fn contacts(&self) -> Vec<Contact> {
        self.world().people.iter().map(|person| person.contact.clone()).collect()
    }

    /// One contact, by id, phone number or user id.
    ///
    /// # Errors
    /// [`EmulatorError::UnknownContact`]
    pub fn contact(&self, contact: &str) -> Result<Contact, EmulatorError> {
        Ok(self.world().people.find(contact)?.contact.clone())
    }

    /// Changes a contact. Opening the chat reads what is there; coming online receives it.
    ///
    /// # Errors
    /// [`EmulatorError::UnknownContact`]
    pub fn update_contact(&self, contact: &str, patch: ContactPatch) -> Result<Contact, EmulatorError> {
        let mut world = self.world();
        let person = world.people.find(contact)?;
        apply(&mut person.contact, patch);
        let contact = person.contact.clone();
        let waiting = if contact.online { std::mem::take(&mut person.pending) } else { Vec::new() };
        let due: Vec<(String, Rung)> = person.chat.iter().filter_map(|bubble| overdue(&contact, bubble)).collect();
        let sent: Vec<String> = waiting.iter().map(|update| update.id.clone()).collect();
        waiting.into_iter().for_each(|update| world.enqueue(update, &contact.id));
        drop(world);
        self.announce(|| Change::Contact { contact: contact.clone() });
        sent.iter().for_each(|id| self.tick_citizen_bubble(id, BubbleStatus::Sent));
        for (message_id, rung) in due {
            self.climb(&message_id, rung);
        }
        self.wake();
        self.contact(&contact.id)
    }

    /// Removes a contact with its chat.
    ///
    /// # Errors
    /// [`EmulatorError::UnknownContact`]
    pub fn remove_contact(&self, contact: &str) -> Result<(), EmulatorError> {
        let mut world = self.world();
        let id = world.people.find(contact)?.contact.id.clone();
        world.people.remove(&id)?;
        drop(world);
        self.announce(|| Change::ContactRemoved { contact: id });
        Ok(())
    }
}

fn apply(contact: &mut Contact, patch: ContactPatch) {
    if let Some(name) = patch.name {
        contact.name = name;
    }
    if let Some(username) = patch.username {
        contact.username = Some(username).filter(|name| !name.is_empty());
    }
    contact.hide_phone = patch.hide_phone.unwrap_or(contact.hide_phone) || contact.phone.is_none();
    contact.online = patch.online.unwrap_or(contact.online);
    contact.read_receipts = patch.read_receipts.unwrap_or(contact.read_receipts);
    contact.chat_open = patch.chat_open.unwrap_or(contact.chat_open);
    if contact.chat_open {
        contact.unread = 0;
    }
}

/// The step a message was only waiting for the person to take.
fn overdue(contact: &Contact, bubble: &Bubble) -> Option<(String, Rung)> {
    if bubble.side == Side::Citizen || bubble.kind == "reaction" {
        return None;
    }
    let rung = match bubble.status {
        BubbleStatus::Sent if contact.online => Rung::Delivered,
        BubbleStatus::Delivered if contact.chat_open => Rung::Read,
        _ => return None,
    };
    Some((bubble.id.clone(), rung))
}
