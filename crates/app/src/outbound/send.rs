//! One try of one bubble.

use std::sync::{Arc, PoisonError};

use bytes::Bytes;
use ventanilla_channels::whatsapp::{self, Recipient, UserId, alternative_form};
use ventanilla_channels::{SendError, whatsapp::ErrorClass};
use ventanilla_domain::{Duration, IdentityHint, MediaSource, OutboundContent};
use ventanilla_store::ClaimedOutbound;

use crate::App;
use crate::channels::Whatsapp;

/// How a try ended.
pub(super) enum Tried {
    /// The provider took it and calls it so.
    Accepted(String),
    /// Not yet: its pace does not allow it.
    Paced(Duration),
    /// The provider, the network or our own rules say no.
    Refused(Refusal),
}

/// Why a try failed, and whether another makes sense.
pub(super) struct Refusal {
    pub(super) code: Option<i64>,
    pub(super) title: String,
    /// Another try after this time; none when it is over.
    pub(super) again: Option<Duration>,
    /// The service window is closed: only a template could be sent.
    pub(super) expired: bool,
    /// It may have been sent.
    pub(super) ambiguous: bool,
}

/// Shorter waits for the pace are slept through; longer ones go back to the queue.
const SLEEP_THROUGH: Duration = Duration::seconds(1);

impl App {
    pub(crate) async fn send_one(&self, entry: ClaimedOutbound) {
        let Some(channel) = self.channels().whatsapp(&entry.account) else {
            return self.settle(&entry, Tried::Refused(Refusal::final_("the channel is not served here"))).await;
        };
        let tried = match self.wait_for_pace(&channel, &entry).await {
            Some(wait) => Tried::Paced(wait),
            None => self.try_send(&channel, &entry).await,
        };
        let accepted = matches!(tried, Tried::Accepted(_));
        self.settle(&entry, tried).await;
        if accepted && channel.mark_read {
            self.mark_read(&channel, &entry).await;
        }
    }

    /// Waits up to a second for the pace; more comes back as the time to wait.
    async fn wait_for_pace(&self, channel: &Arc<Whatsapp>, entry: &ClaimedOutbound) -> Option<Duration> {
        let key = recipient(entry).map_or_else(String::new, |recipient| recipient.key());
        loop {
            let wait = channel.pacing.lock().unwrap_or_else(PoisonError::into_inner).next_slot(&key, self.now());
            if wait.0 <= 0 {
                return None;
            }
            if wait > SLEEP_THROUGH {
                return Some(wait);
            }
            tokio::time::sleep(wait.to_std()).await;
        }
    }

    async fn try_send(&self, channel: &Whatsapp, entry: &ClaimedOutbound) -> Tried {
        let template = matches!(entry.content, OutboundContent::Template { .. });
        if !template && entry.window_until.is_none_or(|until| until < self.now()) {
            return Tried::Refused(Refusal::expired());
        }
        let Some(to) = recipient(entry) else {
            return Tried::Refused(Refusal::final_("there is no address to send to"));
        };
        match self.send_to(channel, entry, &to).await {
            Err(Failure::Send(error)) if error.class() == ErrorClass::TryOtherForm => match other_form(&to, entry) {
                Some(other) => {
                    self.send_to(channel, entry, &other).await.map_or_else(|f| self.refused(entry, f), Tried::Accepted)
                }
                None => self.refused(entry, Failure::Send(error)),
            },
            Err(failure) => self.refused(entry, failure),
            Ok(provider_id) => Tried::Accepted(provider_id),
        }
    }

    async fn send_to(&self, channel: &Whatsapp, entry: &ClaimedOutbound, to: &Recipient) -> Result<String, Failure> {
        let uploaded = self.upload_if_stored(channel, &entry.content).await?;
        let callback = entry.id.to_string();
        let body = whatsapp::message(to, &entry.content, &callback, entry.reply_to.as_deref(), uploaded.as_deref())
            .map_err(|error| Failure::Ours(error.to_string()))?;
        let started = self.now();
        let accepted = channel.client.send(&body).await.map_err(Failure::Send)?;
        metrics::histogram!("ventanilla_send_ms")
            .record(f64::from(u32::try_from(self.now().since(started).0).unwrap_or(0)));
        Ok(accepted.provider_id)
    }

    /// A file of ours must be with the provider before it can be sent.
    async fn upload_if_stored(&self, channel: &Whatsapp, content: &OutboundContent) -> Result<Option<String>, Failure> {
        let OutboundContent::Media { source: MediaSource::Stored(sha256), kind, filename, .. } = content else {
            return Ok(None);
        };
        let bytes = self.files().read(sha256).await.map_err(|error| Failure::Ours(error.to_string()))?;
        let bytes = bytes.ok_or_else(|| Failure::Ours("the file is not stored".to_owned()))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let mime =
            whatsapp::check_media(*kind, None, &bytes, size).map_err(|error| Failure::Ours(error.to_string()))?;
        let name = filename.as_deref().unwrap_or("archivo");
        channel.client.upload(Bytes::from(bytes), &mime, name).await.map(Some).map_err(Failure::Send)
    }

    fn refused(&self, entry: &ClaimedOutbound, failure: Failure) -> Tried {
        Tried::Refused(match failure {
            Failure::Ours(title) => Refusal::final_(&title),
            Failure::Send(error) => {
                let attempt = u32::try_from(entry.attempts).unwrap_or(u32::MAX);
                self.note_alarm(&error);
                Refusal {
                    code: code(&error),
                    title: error.to_string(),
                    again: error.retry_wait(attempt, self.ids().random()),
                    expired: error.class() == ErrorClass::WindowClosed,
                    ambiguous: error.class() == ErrorClass::Ambiguous,
                }
            }
        })
    }

    /// Errors that an operator must act on (whatsapp-cloud-api 6).
    fn note_alarm(&self, error: &SendError) {
        if matches!(error.class(), ErrorClass::TokenInvalid | ErrorClass::StopChannel) {
            metrics::counter!("ventanilla_channel_alarms_total").increment(1);
            tracing::error!(code = code(error), error = %error, "the channel cannot send: an operator must act");
        }
    }

    /// Blue ticks, once the answer has left: a courtesy, never retried.
    async fn mark_read(&self, channel: &Whatsapp, entry: &ClaimedOutbound) {
        let conversation = entry.conversation;
        let last = self
            .store()
            .read(move |tx| {
                Box::pin(async move { Ok::<_, crate::Error>(tx.last_inbound_provider_id(conversation).await?) })
            })
            .await;
        let Ok(Some(provider_id)) = last else { return };
        if let Err(error) = channel.client.mark_read(&provider_id, false).await {
            tracing::debug!(error = %error, "a message could not be marked as read");
        }
    }
}

enum Failure {
    Send(SendError),
    /// Our own fault: sending it again cannot help.
    Ours(String),
}

impl Refusal {
    fn final_(title: &str) -> Self {
        Self { code: None, title: title.to_owned(), again: None, expired: false, ambiguous: false }
    }

    fn expired() -> Self {
        let title = "more than 24 hours since the citizen wrote".to_owned();
        Self { code: Some(131_047), title, again: None, expired: true, ambiguous: false }
    }
}

fn recipient(entry: &ClaimedOutbound) -> Option<Recipient> {
    whatsapp::recipient_of(&IdentityHint {
        user_id: entry.recipient.user_id.clone(),
        phone: entry.recipient.phone.clone(),
        ..IdentityHint::default()
    })
}

/// The other number form, else the opaque id (whatsapp-cloud-api 3.5).
fn other_form(to: &Recipient, entry: &ClaimedOutbound) -> Option<Recipient> {
    let Recipient::Phone(phone) = to else { return None };
    let by_id = || entry.recipient.user_id.as_deref().and_then(UserId::parse).map(Recipient::UserId);
    alternative_form(phone).map(Recipient::Phone).or_else(by_id)
}

fn code(error: &SendError) -> Option<i64> {
    match error {
        SendError::Api(error) => error.code,
        SendError::NotSent(_) | SendError::Unknown { .. } => None,
    }
}
