//! Mark as read and the typing indicator (whatsapp-cloud-api 5.10).

use serde_json::{Value, json};

use super::error::GraphError;
use super::limits::MarkRead;
use crate::change::Change;
use crate::emulator::Emulator;
use crate::world::transcript::{BubbleStatus, Side};

/// The typing indicator ends by itself after this long.
const TYPING_MS: i64 = 25_000;

impl Emulator {
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
