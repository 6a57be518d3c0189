//! Wake-ups between the parts of one process. They carry no facts: a lost one only costs time, because every worker also polls.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;
use ventanilla_domain::ConversationId;

/// Who waits for what.
#[derive(Default)]
pub(crate) struct Wakes {
    turns: Mutex<HashSet<ConversationId>>,
    turn: Notify,
    /// Something must be sent.
    pub(crate) outbound: Notify,
    /// A timer was set.
    pub(crate) timers: Notify,
    /// A file must be fetched.
    pub(crate) media: Notify,
}

impl Wakes {
    /// These conversations have something to do.
    pub(crate) fn conversations(&self, ids: impl IntoIterator<Item = ConversationId>) {
        let mut waiting = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        let before = waiting.len();
        waiting.extend(ids);
        if waiting.len() > before {
            self.turn.notify_one();
        }
    }

    /// Takes what is waiting; each conversation once however often it was woken.
    pub(crate) fn take_conversations(&self) -> HashSet<ConversationId> {
        std::mem::take(&mut *self.turns.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until a conversation is woken.
    pub(crate) async fn conversation_woken(&self) {
        self.turn.notified().await;
    }
}
