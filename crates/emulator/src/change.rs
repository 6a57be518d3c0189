//! What changed: told to the phone page and to waiting tests.

use std::sync::Arc;

use serde::Serialize;

use crate::world::contact::Contact;
use crate::world::outbox::UpdateKind;
use crate::world::transcript::Bubble;

/// A change of the emulated network.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Change {
    /// A contact is new or different.
    Contact {
        /// The contact as it is now.
        contact: Contact,
    },
    /// A contact is gone.
    ContactRemoved {
        /// Its id in the emulator.
        contact: String,
    },
    /// A bubble is new or different.
    Bubble {
        /// Id of the contact in whose chat it is.
        contact: String,
        /// The bubble as it is now.
        bubble: Bubble,
    },
    /// The server passed or failed the webhook verification.
    Webhook {
        /// Whether it passed.
        verified: bool,
    },
    /// The rules of faults changed.
    Faults,
    /// Everything was forgotten.
    Reset,
    /// The server acknowledged updates; for waiting code inside, not for the page.
    #[serde(skip)]
    Acknowledged(Acknowledged),
}

/// Updates that were answered 200.
#[derive(Clone, Debug)]
pub struct Acknowledged(pub(crate) Arc<[(UpdateKind, String)]>);

impl Acknowledged {
    /// Whether a status of this message is among them.
    pub(crate) fn has_status_of(&self, message_id: &str) -> bool {
        self.0.iter().any(|(kind, id)| *kind == UpdateKind::Status && id == message_id)
    }
}
