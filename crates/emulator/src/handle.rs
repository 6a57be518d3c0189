//! What Rust tests and the control API do with the emulator.

use bytes::Bytes;
use serde_json::Value;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Duration, sleep, timeout};

use crate::change::Change;
use crate::emulator::Emulator;
use crate::error::EmulatorError;
use crate::faults::FaultRule;
use crate::ids;
use crate::inbound::Inbound;
use crate::settings::Settings;
use crate::world::World;
use crate::world::contact::{Contact, ContactPatch, NewContact};
use crate::world::counters::Counters;
use crate::world::ladder::Rung;
use crate::world::media::Source;
use crate::world::outbox::{Update, UpdateKind};
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

    /// Sends a text; returns its message id.
    ///
    /// # Errors
    /// [`EmulatorError::UnknownContact`]
    pub fn send_text(&self, contact: &str, body: &str) -> Result<String, EmulatorError> {
        self.send(contact, &Inbound::Text { body: body.to_owned() }.plainly())
    }

    /// Taps the button or row with this id or title; returns the message id of the answer.
    ///
    /// # Errors
    /// [`EmulatorError::UnknownContact`]; [`EmulatorError::NothingToTap`] when no visible bubble offers it.
    pub fn tap(&self, contact: &str, choice: &str) -> Result<String, EmulatorError> {
        self.send(contact, &Inbound::Tap { choice: choice.to_owned(), message_id: None }.plainly())
    }

    /// Sends a photo; returns its message id.
    ///
    /// # Errors
    /// [`EmulatorError::UnknownContact`]
    pub fn send_photo(&self, contact: &str, jpeg: Bytes, caption: Option<&str>) -> Result<String, EmulatorError> {
        let media_id = self.put_media(jpeg, "image/jpeg");
        self.send(contact, &Inbound::Image { media_id, caption: caption.map(str::to_owned) }.plainly())
    }

    /// Sends a voice note; returns its message id.
    ///
    /// # Errors
    /// [`EmulatorError::UnknownContact`]
    pub fn send_voice(&self, contact: &str, ogg: Bytes) -> Result<String, EmulatorError> {
        let media_id = self.put_media(ogg, "audio/ogg; codecs=opus");
        self.send(contact, &Inbound::Audio { media_id, voice: true }.plainly())
    }

    /// Sends a pin; returns its message id.
    ///
    /// # Errors
    /// [`EmulatorError::UnknownContact`]
    pub fn send_location(&self, contact: &str, latitude: f64, longitude: f64) -> Result<String, EmulatorError> {
        let pin = Inbound::Location { latitude, longitude, name: None, address: None, url: None };
        self.send(contact, &pin.plainly())
    }

    /// Puts a file of a citizen on the shelf; returns its media id, good for 7 days.
    pub fn put_media(&self, bytes: Bytes, mime: &str) -> String {
        let now = self.now_ms();
        self.world().media.put(bytes, mime, Source::Citizen, now).id
    }

    /// Bytes and MIME type of a file, whoever put it there.
    ///
    /// # Errors
    /// [`EmulatorError::UnknownMedia`]
    pub fn media(&self, id: &str) -> Result<(Bytes, String), EmulatorError> {
        let world = self.world();
        let media = world.media.get(id, self.now_ms()).ok_or_else(|| EmulatorError::UnknownMedia(id.to_owned()))?;
        Ok((media.bytes.clone(), media.mime.clone()))
    }

    /// Delivers a citizen's message once more in a webhook of its own, with the same message id.
    ///
    /// # Errors
    /// Unknown contact or message.
    pub fn duplicate(&self, contact: &str, message_id: &str) -> Result<(), EmulatorError> {
        let mut world = self.world();
        let contact = world.people.find(contact)?.contact.clone();
        let update = world.sent_again(&contact, message_id)?;
        world.outbox.push(update);
        drop(world);
        self.wake();
        Ok(())
    }

    /// The citizen listens to a voice note of the business: status `played`.
    ///
    /// # Errors
    /// [`EmulatorError::UnknownMessage`]
    pub fn play(&self, contact: &str, message_id: &str) -> Result<(), EmulatorError> {
        let known = self.world().people.find(contact)?.bubble(message_id).is_some();
        if !known {
            return Err(EmulatorError::UnknownMessage(message_id.to_owned()));
        }
        self.climb(message_id, Rung::Played);
        self.wake();
        Ok(())
    }

    /// Posts any body as a signed webhook: for what no well-behaved network would send.
    pub fn post_raw(&self, body: &str) {
        let id = ids::token();
        let update = Update {
            kind: UpdateKind::Raw,
            lane: format!("~raw~{id}"),
            id,
            contact: None,
            item: Value::String(body.to_owned()),
            copies: 0,
            spoil_signature: false,
        };
        self.world().enqueue(update, "");
        self.wake();
    }

    /// Adds a rule of faults; returns its id.
    pub fn add_fault(&self, rule: FaultRule) -> u64 {
        let id = self.world().faults.add(rule);
        self.announce(|| Change::Faults);
        id
    }

    /// The rules of faults in force.
    pub fn faults(&self) -> Vec<FaultRule> {
        self.world().faults.list().to_vec()
    }

    /// Removes one rule; true if there was one.
    pub fn remove_fault(&self, id: u64) -> bool {
        let removed = self.world().faults.remove(id);
        self.announce(|| Change::Faults);
        removed
    }

    /// Removes all rules of faults.
    pub fn clear_faults(&self) {
        self.world().faults.clear();
        self.announce(|| Change::Faults);
    }

    /// How the emulator behaves.
    pub fn settings(&self) -> Settings {
        self.world().settings.clone()
    }

    /// Changes how the emulator behaves from now on.
    pub fn set_settings(&self, settings: Settings) {
        self.world().settings = settings;
        self.wake();
    }

    /// Moves the emulator's clock forward: closes windows, lets links and media expire.
    pub fn advance(&self, by: Duration) {
        self.clock().advance(by);
    }

    /// Totals so far.
    pub fn counters(&self) -> Counters {
        self.world().counters.clone()
    }

    /// Forgets contacts, chats, media, faults, counters and what waits; settings stay.
    pub fn reset(&self) {
        let mut world = self.world();
        let in_flight = world.outbox.in_flight;
        *world = World { settings: world.settings.clone(), verified: world.verified, ..World::default() };
        // Posts under way still report back.
        world.outbox.in_flight = in_flight;
        drop(world);
        self.announce(|| Change::Reset);
    }

    /// All bubbles of a contact, oldest first.
    ///
    /// # Errors
    /// [`EmulatorError::UnknownContact`]
    pub fn transcript(&self, contact: &str) -> Result<Vec<Bubble>, EmulatorError> {
        Ok(self.world().people.find(contact)?.chat.clone())
    }

    /// Waits until the business has sent the contact a bubble that matches and that the phone shows; one
    /// that is there already counts. Returns the oldest that matches.
    ///
    /// # Errors
    /// Unknown contact; [`EmulatorError::TimedOut`] with the end of the chat.
    pub async fn wait_for_bubble(
        &self,
        contact: &str,
        mut matches: impl FnMut(&Bubble) -> bool,
        limit: Duration,
    ) -> Result<Bubble, EmulatorError> {
        let mut changes = self.changes();
        let mut visible = |bubble: &Bubble| bubble.side == Side::Business && bubble.is_visible() && matches(bubble);
        let search = async {
            loop {
                if let Some(found) = self.transcript(contact)?.into_iter().find(&mut visible) {
                    return Ok(found);
                }
                // Whatever changed, or however much was missed: look again.
                match changes.recv().await {
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return Err(EmulatorError::Invalid("the emulator is gone".to_owned())),
                }
            }
        };
        match timeout(limit, search).await {
            Ok(outcome) => outcome,
            Err(_) => Err(EmulatorError::TimedOut { waited: limit, tail: self.tail(contact) }),
        }
    }

    /// Waits for a matching bubble that came after the message `after` in the chat, e.g. after the
    /// citizen's own message that `send_text` returned.
    ///
    /// # Errors
    /// As [`Emulator::wait_for_bubble`].
    pub async fn wait_for_reply(
        &self,
        contact: &str,
        after: &str,
        mut matches: impl FnMut(&Bubble) -> bool,
        limit: Duration,
    ) -> Result<Bubble, EmulatorError> {
        let known = self.transcript(contact)?;
        let place = known.iter().position(|bubble| bubble.id == after);
        let earlier: Vec<String> =
            known.into_iter().take(place.map_or(0, |place| place + 1)).map(|old| old.id).collect();
        self.wait_for_bubble(contact, move |bubble| !earlier.contains(&bubble.id) && matches(bubble), limit).await
    }

    /// Waits until nothing is queued, in flight, to be retried or to be reported.
    ///
    /// # Errors
    /// [`EmulatorError::TimedOut`]
    pub async fn wait_until_idle(&self, limit: Duration) -> Result<(), EmulatorError> {
        let quiet = async {
            while !self.world().is_idle() {
                sleep(Duration::from_millis(5)).await;
            }
        };
        let waited = timeout(limit, quiet).await;
        waited.map_err(|_| EmulatorError::TimedOut { waited: limit, tail: Vec::new() })
    }

    fn tail(&self, contact: &str) -> Vec<String> {
        let chat = self.transcript(contact).unwrap_or_default();
        chat.iter().skip(chat.len().saturating_sub(3)).map(|bubble| bubble.text.clone()).collect()
    }
}

impl World {
    /// The webhook update of a message that was sent before.
    fn sent_again(&mut self, contact: &Contact, message_id: &str) -> Result<Update, EmulatorError> {
        let person = self.people.find(&contact.id)?;
        let unknown = || EmulatorError::UnknownMessage(message_id.to_owned());
        let item = person.sent_item(message_id).ok_or_else(unknown)?.clone();
        Ok(Update {
            kind: UpdateKind::Message,
            id: message_id.to_owned(),
            contact: Some(contact.card(contact.visible_phone().is_some())),
            item,
            lane: format!("{}~again~{}", contact.id, ids::token()),
            copies: 0,
            spoil_signature: false,
        })
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
