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
        workers.spawn(self.run_media(shutdown.clone()));
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

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn ready(&self) -> Result<(), Error> {
        self.store().read(|tx| Box::pin(async move { Ok::<_, Error>(tx.head().await?) })).await.map(drop)
    }
}
