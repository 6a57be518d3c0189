//! One wait for the disk for everybody who committed without waiting.

use std::sync::atomic::{AtomicU64, Ordering};

use deadpool_postgres::Pool;
use tokio::sync::Mutex;

use crate::db::tx::Result;

/// Its own commit, which does wait, comes later in the write-ahead log than every commit before it: when it returns, all are durable.
/// (A transaction that writes nothing would not wait; this one writes a few bytes nobody reads.)
const BARRIER: &str = "SELECT pg_logical_emit_message(true, 'ventanilla', 'flush')";

pub(super) struct Flush {
    /// One connection of its own, so that those who wait hold none.
    pool: Pool,
    asked: AtomicU64,
    /// Up to which question everything is durable.
    done: Mutex<u64>,
}

impl Flush {
    pub(super) fn new(pool: Pool) -> Self {
        Self { pool, asked: AtomicU64::new(0), done: Mutex::new(0) }
    }

    /// Returns when everything committed before this call is durable. Whoever comes first waits for all who came meanwhile.
    pub(super) async fn wait(&self) -> Result<()> {
        let mine = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let mut done = self.done.lock().await;
        if *done >= mine {
            return Ok(());
        }
        let all = self.asked.load(Ordering::SeqCst);
        self.pool.get().await?.batch_execute(BARRIER).await?;
        *done = all;
        Ok(())
    }

    pub(super) fn close(&self) {
        self.pool.close();
    }
}
