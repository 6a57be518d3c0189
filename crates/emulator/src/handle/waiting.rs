//! Looking at a chat, and waiting for what is to come.

use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Duration, sleep, timeout};

use crate::emulator::Emulator;
use crate::error::EmulatorError;
use crate::world::transcript::{Bubble, Side};

impl Emulator {
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
