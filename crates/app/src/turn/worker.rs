//! Takes turns of woken conversations, many at once, one at a time per conversation.

use std::collections::{HashMap, HashSet};

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use ventanilla_domain::{ConversationId, Duration};

use crate::{App, Error};

/// What the worker knows of conversations: nothing that is lost with it matters, the poll finds them again.
#[derive(Default)]
struct Board {
    waiting: HashSet<ConversationId>,
    running: HashSet<ConversationId>,
    tries: HashMap<ConversationId, u32>,
}

impl App {
    /// Runs until `shutdown`; turns under way are finished.
    pub(crate) async fn run_turns(self, shutdown: CancellationToken) {
        let mut board = Board::default();
        let mut turns: JoinSet<(ConversationId, Result<(), Error>)> = JoinSet::new();
        let mut poll = tokio::time::interval(self.limits().poll.to_std());
        poll.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = shutdown.cancelled() => break,
                () = self.wakes().conversation_woken() => board.waiting.extend(self.wakes().take_conversations()),
                Some(done) = turns.join_next(), if !turns.is_empty() => self.finished(&mut board, done),
                _ = poll.tick() => board.waiting.extend(self.forgotten().await),
            }
            self.start_turns(&mut board, &mut turns);
        }
        while turns.join_next().await.is_some() {}
    }

    fn start_turns(&self, board: &mut Board, turns: &mut JoinSet<(ConversationId, Result<(), Error>)>) {
        let free = self.limits().turns_at_once.saturating_sub(turns.len());
        let ready: Vec<ConversationId> =
            board.waiting.iter().filter(|id| !board.running.contains(id)).take(free).copied().collect();
        for id in ready {
            board.waiting.remove(&id);
            board.running.insert(id);
            let give_up = board.tries.get(&id).is_some_and(|tries| *tries >= self.limits().turn_tries);
            let app = self.clone();
            turns.spawn(async move { (id, app.one_turn(id, give_up).await) });
        }
    }

    async fn one_turn(&self, id: ConversationId, give_up: bool) -> Result<(), Error> {
        if give_up { self.give_up_turn(id).await.map(drop) } else { self.take_turn(id).await.map(drop) }
    }

    fn finished(&self, board: &mut Board, done: Result<(ConversationId, Result<(), Error>), tokio::task::JoinError>) {
        match done {
            Ok((id, Ok(()))) => {
                board.running.remove(&id);
                board.tries.remove(&id);
            }
            Ok((id, Err(error))) => {
                board.running.remove(&id);
                self.note_failure(board, id, &error);
            }
            Err(error) => {
                // The conversation stays marked as running only until the poll has looked at all of them again.
                tracing::error!(%error, "a turn panicked");
                board.running.clear();
            }
        }
    }

    /// A failing database is waited for; anything else counts, and in the end a person takes over.
    fn note_failure(&self, board: &mut Board, id: ConversationId, error: &Error) {
        metrics::counter!("ventanilla_turn_errors_total").increment(1);
        if error.is_retryable() {
            tracing::warn!(conversation.id = %id, error = %error, "a turn waits for the database");
        } else {
            tracing::error!(conversation.id = %id, error = %error, "a turn failed");
            *board.tries.entry(id).or_default() += 1;
        }
    }

    /// Conversations with work nobody was woken for: after a crash, a failure, or from another node.
    async fn forgotten(&self) -> Vec<ConversationId> {
        let now = self.now();
        let older = now.minus(Duration::millis(self.limits().poll.0 / 2));
        let found = self
            .store()
            .read(move |tx| {
                Box::pin(async move { Ok::<_, Error>(tx.conversations_with_work(now, older, 1_000).await?) })
            })
            .await;
        found.unwrap_or_else(|error| {
            tracing::warn!(error = %error, "the poll for forgotten work failed");
            Vec::new()
        })
    }
}
