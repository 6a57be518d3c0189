//! Media given by link: WhatsApp fetches them, then delivers (whatsapp-cloud-api 5.4).
//!
//! The emulator fetches only from this machine. Links elsewhere are believed and shown as links.

use serde_json::{Value, json};
use tokio::time::Duration;

use super::limits::{fits, is_loopback};
use crate::change::Change;
use crate::emulator::Emulator;
use crate::world::ladder::Rung;
use crate::world::media::Source;

/// How long a link may take.
const LIMIT: Duration = Duration::from_secs(10);

impl Emulator {
    /// Fetches the linked file of a message just accepted; if that fails, the message fails (131053).
    pub(super) async fn fetch_linked(self, message_id: String, kind: String, content: Value) {
        let Some(link) = content["link"].as_str().filter(|link| is_loopback(link)) else { return };
        match self.download_linked(link).await {
            Some((bytes, mime)) if fits(&kind, mime.split(';').next().unwrap_or_default().trim(), bytes.len()) => {
                self.attach(&message_id, bytes, &mime);
                self.climb(&message_id, Rung::Sent);
            }
            _ => self.climb(&message_id, Rung::Failed(131_053)),
        }
        self.wake();
    }

    async fn download_linked(&self, link: &str) -> Option<(bytes::Bytes, String)> {
        let answer = self.http().get(link).timeout(LIMIT).send().await.ok()?.error_for_status().ok()?;
        let mime = answer.headers().get("content-type")?.to_str().ok()?.to_owned();
        Some((answer.bytes().await.ok()?, mime))
    }

    fn attach(&self, message_id: &str, bytes: bytes::Bytes, mime: &str) {
        let now = self.now_ms();
        let mut world = self.world();
        let id = world.media.put(bytes, mime, Source::Business, now).id;
        let Some(person) = world.people.owner_of(message_id) else { return };
        let contact = person.contact.id.clone();
        let Some(bubble) = person.bubble_mut(message_id) else { return };
        bubble.content["id"] = json!(id);
        let bubble = bubble.clone();
        drop(world);
        self.announce(|| Change::Bubble { contact, bubble });
    }
}
