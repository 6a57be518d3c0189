//! The workers of a process.

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use ventanilla_domain::Duration;

use crate::{App, Error};

impl App {
    /// Runs every worker until `shutdown`, then lets them finish what is under way.
    pub async fn run(self, shutdown: CancellationToken) {
        let mut workers = JoinSet::new();
        workers.spawn(self.clone().run_turns(shutdown.clone()));
        workers.spawn(self.clone().run_outbound(shutdown.clone()));
        workers.spawn(self.clone().run_timers(shutdown.clone()));
        workers.spawn(self.clone().run_media(shutdown.clone()));
        workers.spawn(self.clone().run_deadlines(shutdown.clone()));
        workers.spawn(self.run_publications(shutdown.clone()));
        while let Some(ended) = workers.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a worker died: the process stops and is to be started again");
                shutdown.cancel();
            }
        }
    }

    /// Sleeps until the next timer is due and wakes its conversation; the turn does the rest.
    async fn run_timers(self, shutdown: CancellationToken) {
        loop {
            let sleep = match self.wake_due().await {
                Ok(sleep) => sleep,
                Err(error) => {
                    tracing::warn!(error = %error, "timers cannot be read");
                    self.limits().poll
                }
            };
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = self.wakes().timers.notified() => {}
                () = tokio::time::sleep(sleep.to_std()) => {}
            }
        }
    }

    async fn wake_due(&self) -> Result<Duration, Error> {
        let now = self.now();
        let (due, next) = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    Ok::<_, Error>((tx.due_conversations(now, 1_000).await?, tx.next_timer_due().await?))
                })
            })
            .await?;
        let busy = !due.is_empty();
        self.wakes().conversations(due);
        let poll = self.limits().poll;
        let until = next.map_or(poll, |at| Duration(at.since(self.now()).0.clamp(10, poll.0)));
        // Those just woken are still on record until their turn took them.
        Ok(if busy { Duration::millis(100) } else { until })
    }

    /// Takes up what somebody else published: another node, `ventanilla flow publish`.
    async fn run_publications(self, shutdown: CancellationToken) {
        loop {
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = tokio::time::sleep(self.limits().poll.to_std()) => {}
            }
            if let Err(error) = self.load_published().await {
                tracing::error!(error = %error, "what was published cannot be taken up; the version before keeps running");
            }
        }
    }

    /// Requests for a person that no session waits for end at their deadline too: no state is without one.
    async fn run_deadlines(self, shutdown: CancellationToken) {
        loop {
            if let Err(error) = self.end_overdue_handoffs().await {
                tracing::warn!(error = %error, "overdue requests for a person cannot be ended");
            }
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = tokio::time::sleep(self.limits().poll.to_std()) => {}
            }
        }
    }

    async fn end_overdue_handoffs(&self) -> Result<(), Error> {
        let now = self.now();
        let overdue = self
            .store()
            .read(move |tx| Box::pin(async move { Ok::<_, Error>(tx.expired_handoffs(now, 100).await?) }))
            .await?;
        // Where a session waits, its own timer tells the flow.
        for handoff in overdue.into_iter().filter(|handoff| handoff.session.is_none()) {
            self.end_overdue(handoff.conversation).await?;
        }
        Ok(())
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn ready(&self) -> Result<(), Error> {
        self.store().read(|tx| Box::pin(async move { Ok::<_, Error>(tx.head().await?) })).await.map(drop)
    }
}
