//! Moving pages from the write-ahead log into the file, beside the writer instead of inside a commit.
//!
//! A passive checkpoint never waits and never makes anyone wait, but under steady writing it is always a little behind, and the log
//! can start over only when all of it is moved. So when the log has grown large the writer, between two groups, moves the small rest itself.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;

use crate::StoreError;
use crate::db::tx::Result;

/// Pages of 4 KiB after which the writer helps: 64 MiB.
const LARGE_LOG: i64 = 16_384;
/// Rest between two checkpoints.
const PAUSE: Duration = Duration::from_millis(200);

/// The writer's end: tells that there is something to move.
pub(super) struct Checkpoints {
    wake: mpsc::SyncSender<()>,
    large: Arc<AtomicBool>,
}

impl Checkpoints {
    pub(super) fn after_commit(&self, conn: &Connection) {
        if self.large.swap(false, Ordering::Relaxed) {
            passive(conn);
        }
        if self.wake.try_send(()) == Err(mpsc::TrySendError::Disconnected(())) {
            tracing::error!("the checkpointer is gone; the write-ahead log will grow");
        }
    }
}

/// Starts the checkpointer on its own connection; it ends with the writer.
pub(super) fn spawn(conn: Connection) -> Result<(Checkpoints, JoinHandle<()>)> {
    let (wake, woken) = mpsc::sync_channel(1);
    let large = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&large);
    let work = move || {
        while woken.recv().is_ok() {
            if passive(&conn) > LARGE_LOG {
                flag.store(true, Ordering::Relaxed);
            }
            std::thread::sleep(PAUSE);
        }
    };
    let thread = std::thread::Builder::new()
        .name("store-checkpoint".to_owned())
        .spawn(work)
        .map_err(|error| StoreError::Lost(Arc::new(error)))?;
    Ok((Checkpoints { wake, large }, thread))
}

/// Moves what can be moved without waiting; returns the pages in the log, 0 when it could not look.
fn passive(conn: &Connection) -> i64 {
    match conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(1)) {
        Ok(pages) => pages,
        Err(error) => {
            tracing::warn!(error = %error, "checkpoint failed; it will be tried again after the next commit");
            0
        }
    }
}
