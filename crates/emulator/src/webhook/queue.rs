//! From an update to a place in the queue, past the faults that apply to webhooks.

use crate::faults::{Fault, Stage};
use crate::world::World;
use crate::world::outbox::{Update, UpdateKind};
use crate::world::timers::Due;

impl World {
    /// Puts an update in line for the server's webhook.
    pub(crate) fn enqueue(&mut self, mut update: Update, contact_id: &str) {
        let name = match update.kind {
            UpdateKind::Message => "message",
            UpdateKind::Status => "status",
            UpdateKind::Raw => "raw",
        };
        let mut delay = None;
        let mut hold = None;
        for fault in self.faults.strike(Stage::Webhook, Some(contact_id), name) {
            match fault {
                Fault::Duplicate { copies } => update.copies += copies,
                Fault::WrongSignature => update.spoil_signature = true,
                Fault::Delay { ms } => delay = Some(ms),
                Fault::Shuffle { window, wait_ms } => hold = Some((window, wait_ms)),
                _ => {}
            }
        }
        match (hold, delay) {
            (Some((window, wait_ms)), _) => self.hold(update, window, wait_ms),
            (None, Some(ms)) => {
                update.lane = format!("{}~{}", update.lane, update.id);
                self.timers.after(ms, Due::Update(Box::new(update)));
            }
            (None, None) => self.outbox.push(update),
        }
    }

    fn hold(&mut self, update: Update, window: usize, wait_ms: u64) {
        if self.outbox.held.is_empty() {
            self.timers.after(wait_ms, Due::ReleaseHeld);
        }
        self.outbox.held.push(update);
        if self.outbox.held.len() >= window {
            self.release_held();
        }
    }

    /// Lets out what a shuffle fault gathered: newest first, each on a lane of its own.
    pub(crate) fn release_held(&mut self) {
        let held = std::mem::take(&mut self.outbox.held);
        for (place, mut update) in held.into_iter().rev().enumerate() {
            update.lane = format!("{}~{place}~{}", update.lane, update.id);
            self.outbox.push(update);
        }
    }
}
