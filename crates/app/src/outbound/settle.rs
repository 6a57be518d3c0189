//! What became of a try, on record.

use ventanilla_domain::{MessageId, OutboundId};
use ventanilla_store::{ClaimedOutbound, NewEvent, SendError, Tx};

use super::send::{Refusal, Tried};
use crate::{App, Error};

/// Tries to record an outcome before the lease is left to run out; the send itself is not repeated for it.
const RECORD_TRIES: u32 = 5;

impl App {
    pub(super) async fn settle(&self, entry: &ClaimedOutbound, tried: Tried) {
        let (id, message, attempts, conversation) = (entry.id, entry.message, entry.attempts, entry.conversation);
        let tried = std::sync::Arc::new(tried);
        for attempt in 1..=RECORD_TRIES {
            let (app, tried) = (self.clone(), std::sync::Arc::clone(&tried));
            let recorded = self
                .store()
                .write(move |tx| {
                    Box::pin(async move {
                        app.record_try(tx, id, message, attempts, &tried).await?;
                        Ok::<_, Error>(tx.has_queued_outbound(conversation).await?)
                    })
                })
                .await;
            match recorded {
                Ok(more) => {
                    return if more {
                        self.wakes().outbound.notify_one()
                    };
                }
                Err(error) => {
                    tracing::warn!(outbound.id = %id, attempt, error = %error, "the outcome of a send is not recorded yet")
                }
            }
            tokio::time::sleep(std::time::Duration::from_millis(200) * attempt).await;
        }
        tracing::error!(outbound.id = %id, "the outcome of a send could not be recorded; its lease runs out");
    }

    async fn record_try(
        &self,
        tx: &Tx<'_>,
        id: OutboundId,
        message: MessageId,
        attempts: i64,
        tried: &Tried,
    ) -> Result<(), Error> {
        let now = self.now();
        match tried {
            Tried::Accepted(provider_id) => {
                tx.outbound_accepted(id, provider_id, now).await?;
                self.tell(tx, "message.accepted", message, serde_json::json!({ "attempts": attempts }));
            }
            Tried::Paced(wait) => {
                tx.outbound_retry(id, now.plus(*wait), &SendError::default()).await?;
            }
            Tried::Refused(refusal) => self.record_refusal(tx, id, message, attempts, refusal).await?,
        }
        Ok(())
    }

    async fn record_refusal(
        &self,
        tx: &Tx<'_>,
        id: OutboundId,
        message: MessageId,
        attempts: i64,
        refusal: &Refusal,
    ) -> Result<(), Error> {
        let now = self.now();
        let error = SendError { code: refusal.code, title: Some(refusal.title.clone()) };
        let facts = serde_json::json!({ "code": refusal.code, "attempts": attempts });
        if let Some(wait) = refusal.again {
            tx.outbound_retry(id, now.plus(wait), &error).await?;
        } else if refusal.expired {
            tx.outbound_expired(id, &error, now).await?;
            self.tell(tx, "message.expired", message, facts);
        } else if refusal.ambiguous {
            tx.outbound_doubtful(id, &error, now).await?;
            self.note_doubt(tx, id, message);
        } else {
            tracing::error!(outbound.id = %id, code = refusal.code, "a message could not be sent");
            tx.outbound_failed(id, &error, now).await?;
            self.tell(tx, "message.failed", message, facts);
        }
        Ok(())
    }

    fn tell(&self, tx: &Tx<'_>, kind: &'static str, message: MessageId, payload: serde_json::Value) {
        let subject = message.to_string();
        tx.emit(NewEvent { at: self.now(), kind, subject, actor: "system".to_owned(), payload });
    }
}
