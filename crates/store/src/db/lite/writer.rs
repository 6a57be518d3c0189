//! Group commit: the writer gathers the jobs that wait into one transaction, each in a savepoint, and answers after the commit.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::checkpoint::Checkpoints;
use crate::StoreError;
use crate::db::job::{perform, poll_once};
use crate::db::tx::{Result, Tx, TxFuture, lock};

/// Most jobs of one commit: beyond it the rate no longer grows, only the wait (stack.md 1.3).
const GROUP: usize = 256;

pub(super) type AnyJob = Box<dyn Job>;

/// A transaction that waits for its turn.
pub(super) trait Job: Send {
    /// Whether the caller no longer waits; a job that has not begun is then left out.
    fn is_abandoned(&self) -> bool;
    /// Runs the closure; true when its changes are to be kept.
    fn run(&mut self, conn: &Mutex<Connection>) -> bool;
    /// Tells the caller: its own result, or the reason why nothing was kept.
    fn answer(self: Box<Self>, fate: Result<()>);
}

struct ClosureJob<T, E, F> {
    closure: Option<F>,
    result: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

/// Packs `closure`; the receiver gets its result after the commit.
pub(super) fn job<T, E, F>(closure: F) -> (AnyJob, oneshot::Receiver<Result<T, E>>)
where
    F: for<'a> FnOnce(&'a Tx<'a>) -> TxFuture<'a, T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let (caller, answer) = oneshot::channel();
    (Box::new(ClosureJob { closure: Some(closure), result: None, caller }), answer)
}

impl<T, E, F> Job for ClosureJob<T, E, F>
where
    F: for<'a> FnOnce(&'a Tx<'a>) -> TxFuture<'a, T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn is_abandoned(&self) -> bool {
        self.caller.is_closed()
    }

    fn run(&mut self, conn: &Mutex<Connection>) -> bool {
        let Some(closure) = self.closure.take() else { return false };
        let tx = Tx::lite(conn);
        let result = poll_once(perform(closure, &tx));
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn answer(self: Box<Self>, fate: Result<()>) {
        let result = match (fate, self.result) {
            (Ok(()), Some(result)) | (Err(_), Some(result @ Err(_))) => result,
            (Ok(()), None) => Err(StoreError::Closed.into()),
            (Err(error), _) => Err(error.into()),
        };
        if self.caller.send(result).is_err() {
            tracing::debug!("the caller of a transaction did not wait for its answer");
        }
    }
}

pub(super) fn spawn(
    conn: Connection,
    mut inbox: mpsc::Receiver<AnyJob>,
    checkpoints: Checkpoints,
) -> Result<JoinHandle<()>> {
    let work = move || {
        let conn = Mutex::new(conn);
        while let Some(first) = inbox.blocking_recv() {
            let mut group = VecDeque::from([first]);
            while group.len() < GROUP {
                let Ok(next) = inbox.try_recv() else { break };
                group.push_back(next);
            }
            write_group(&conn, group);
            checkpoints.after_commit(&lock(&conn));
        }
    };
    std::thread::Builder::new()
        .name("store-writer".to_owned())
        .spawn(work)
        .map_err(|error| StoreError::Lost(std::sync::Arc::new(error)))
}

/// Commits `waiting` in one transaction; in more only when a full or failing disk made SQLite take one back.
fn write_group(conn: &Mutex<Connection>, mut waiting: VecDeque<AnyJob>) {
    while !waiting.is_empty() {
        if let Err(error) = command(conn, "BEGIN IMMEDIATE") {
            return answer_all(waiting, &Err(error));
        }
        let kept = run_group(conn, &mut waiting);
        let fate = command(conn, "COMMIT").map_err(|error| take_back(conn, error));
        answer_all(kept, &fate);
    }
}

/// Runs jobs until none is left or the transaction is gone; returns those that wait for the commit.
fn run_group(conn: &Mutex<Connection>, waiting: &mut VecDeque<AnyJob>) -> Vec<AnyJob> {
    let mut kept = Vec::with_capacity(waiting.len());
    while let Some(mut job) = waiting.pop_front() {
        if job.is_abandoned() {
            continue;
        }
        match in_savepoint(conn, &mut job) {
            Ok(true) => kept.push(job),
            Ok(false) => job.answer(Ok(())),
            Err(error) => job.answer(Err(error)),
        }
        if lock(conn).is_autocommit() {
            answer_all(std::mem::take(&mut kept), &Err(StoreError::TakenBack));
            break;
        }
    }
    kept
}

fn in_savepoint(conn: &Mutex<Connection>, job: &mut AnyJob) -> Result<bool> {
    command(conn, "SAVEPOINT job")?;
    let keep = job.run(conn);
    if lock(conn).is_autocommit() {
        return if keep { Err(StoreError::TakenBack) } else { Ok(false) };
    }
    if !keep {
        command(conn, "ROLLBACK TO job")?;
    }
    command(conn, "RELEASE job")?;
    Ok(keep)
}

/// After a failed commit nothing of the group stays.
fn take_back(conn: &Mutex<Connection>, error: StoreError) -> StoreError {
    if !lock(conn).is_autocommit()
        && let Err(worse) = command(conn, "ROLLBACK")
    {
        tracing::error!(error = %worse, "the transaction that could not be committed cannot be rolled back either");
    }
    error
}

fn answer_all(jobs: impl IntoIterator<Item = AnyJob>, fate: &Result<()>) {
    for job in jobs {
        job.answer(fate.clone());
    }
}

fn command(conn: &Mutex<Connection>, sql: &str) -> Result<()> {
    lock(conn).prepare_cached(sql)?.execute([])?;
    Ok(())
}
