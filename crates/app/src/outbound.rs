//! Sends what the queue holds: claim, pace, send, record (DESIGN section 3).

mod send;
mod settle;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use ventanilla_domain::{Duration, OutboundId, Timestamp};
use ventanilla_store::{Claim, ClaimedOutbound, LeaseFate};

use crate::{App, Error};

impl App {
    /// Runs until `shutdown`; sends under way are finished, so that nothing becomes doubtful by an orderly stop.
    pub(crate) async fn run_outbound(self, shutdown: CancellationToken) {
        let owner = format!("outbound-{}", self.ids().uuid().simple());
        let mut sends: JoinSet<()> = JoinSet::new();
        let mut recovered_at = Timestamp::default();
        loop {
            if self.now().since(recovered_at) >= self.limits().poll {
                recovered_at = self.now();
                self.recover_sends().await;
            }
            self.start_sends(&owner, &mut sends).await;
            let sleep = self.until_next_send().await;
            tokio::select! {
                () = shutdown.cancelled() => break,
                () = self.wakes().outbound.notified() => {}
                () = self.room_for_more(&mut sends) => {}
                () = tokio::time::sleep(sleep.to_std()) => {}
            }
        }
        while sends.join_next().await.is_some() {}
    }

    /// Until there is room again after there was none. While there is, finished sends need no look at the queue: whoever settles one and
    /// sees more behind it says so.
    async fn room_for_more(&self, sends: &mut JoinSet<()>) {
        let full = |sends: &JoinSet<()>| sends.len() >= self.limits().sends_at_once;
        let was_full = full(sends);
        loop {
            match sends.join_next().await {
                Some(_) if was_full && !full(sends) => return,
                Some(_) => {}
                None => std::future::pending().await,
            }
        }
    }

    async fn start_sends(&self, owner: &str, sends: &mut JoinSet<()>) {
        while sends.try_join_next().is_some() {}
        let free = self.limits().sends_at_once.saturating_sub(sends.len());
        if free == 0 {
            return;
        }
        match self.claim_sends(owner, free).await {
            Ok(claimed) => {
                for entry in claimed {
                    let app = self.clone();
                    sends.spawn(async move { app.send_one(entry).await });
                }
            }
            Err(error) => tracing::warn!(error = %error, "nothing can be claimed for sending"),
        }
    }

    async fn claim_sends(&self, owner: &str, free: usize) -> Result<Vec<ClaimedOutbound>, Error> {
        let now = self.now();
        let claim = Claim {
            now,
            owner: owner.to_owned(),
            lease_until: now.plus(self.limits().lease),
            limit: u32::try_from(free).unwrap_or(u32::MAX),
        };
        self.store().write(move |tx| Box::pin(async move { Ok::<_, Error>(tx.claim_outbound(&claim).await?) })).await
    }

    /// Sends whose worker vanished between the send and its answer. The lease is longer than the wait for a status with our key, so
    /// whatever is still unsettled is sent again, and the doubt is in the log.
    async fn recover_sends(&self) {
        let (app, now) = (self.clone(), self.now());
        let recovered = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    for (id, message, _) in tx.recover_leases(LeaseFate::Queued, now).await? {
                        app.note_doubt(tx, id, message);
                    }
                    Ok::<_, Error>(())
                })
            })
            .await;
        if let Err(error) = recovered {
            tracing::warn!(error = %error, "sends of a vanished worker cannot be recovered yet");
        }
    }

    /// Until the next entry may be tried, at most the poll.
    async fn until_next_send(&self) -> Duration {
        let next = self.store().read(|tx| Box::pin(async move { Ok::<_, Error>(tx.next_outbound_due().await?) })).await;
        let poll = self.limits().poll;
        match next {
            // Whatever is due already could not be claimed just now: its conversation has a send under way.
            Ok(Some(due)) => Duration(due.since(self.now()).0.clamp(5, poll.0)),
            _ => poll,
        }
    }

    /// What is queued or on its way, for tests and shutdown: both zero when everything was said.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn in_flight(&self) -> Result<ventanilla_store::InFlight, Error> {
        self.store().read(|tx| Box::pin(async move { Ok::<_, Error>(tx.outbound_in_flight().await?) })).await
    }

    fn note_doubt(&self, tx: &ventanilla_store::Tx<'_>, id: OutboundId, message: ventanilla_domain::MessageId) {
        metrics::counter!("ventanilla_doubtful_sends_total").increment(1);
        tracing::warn!(outbound.id = %id, "nobody knows whether this was sent; it is sent again");
        tx.emit(ventanilla_store::NewEvent {
            at: self.now(),
            kind: "outbound.doubtful",
            subject: message.to_string(),
            actor: "system".to_owned(),
            payload: serde_json::json!({ "outbound": id }),
        });
    }
}
