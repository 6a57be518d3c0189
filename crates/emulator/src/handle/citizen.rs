//! What a citizen does, in one call each.

use bytes::Bytes;
use serde_json::Value;

use crate::emulator::Emulator;
use crate::error::EmulatorError;
use crate::ids;
use crate::inbound::Inbound;
use crate::world::World;
use crate::world::contact::Contact;
use crate::world::ladder::Rung;
use crate::world::media::Source;
use crate::world::outbox::{Update, UpdateKind};

impl Emulator {
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
