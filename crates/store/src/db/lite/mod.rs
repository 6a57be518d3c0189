//! SQLite: one writer that commits in groups, readers beside it, a checkpointer behind it.

mod checkpoint;
mod readers;
mod writer;

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OpenFlags, ToSql};
use tokio::sync::mpsc;
use ventanilla_domain::Timestamp;

use self::readers::Readers;
use super::migrate;
use super::tx::{Result, TxFuture, lock};
use super::value::without_nul;
use super::{Row, StoreConfig, Tx, Value};
use crate::StoreError;

const STATEMENT_CACHE: usize = 256;
/// Jobs that wait for the writer before callers wait to hand in theirs.
const WRITER_QUEUE: usize = 4_096;

pub(super) struct Lite {
    jobs: Mutex<Option<mpsc::Sender<writer::AnyJob>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    readers: Readers,
    /// Keeps the folder of a temporary database until the store is dropped.
    _folder: Option<tempfile::TempDir>,
}

impl Lite {
    /// Opens or makes the file at `path` and everything above it.
    pub(super) fn open(path: &Path, config: &StoreConfig, now: Timestamp) -> Result<Self> {
        Self::open_in(path, None, config, now)
    }

    /// A database that disappears with the store.
    pub(super) fn temporary(config: &StoreConfig, now: Timestamp) -> Result<Self> {
        let folder = tempfile::tempdir().map_err(|error| StoreError::Lost(Arc::new(error)))?;
        let path = folder.path().join("ventanilla.db");
        Self::open_in(&path, Some(folder), config, now)
    }

    fn open_in(path: &Path, folder: Option<tempfile::TempDir>, config: &StoreConfig, now: Timestamp) -> Result<Self> {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|error| StoreError::Lost(Arc::new(error)))?;
        }
        let mut conn = writer_connection(path, config)?;
        migrate::sqlite(&mut conn, now)?;
        let readers = Readers::open(path, config)?;
        let (checkpoints, checkpointer) = checkpoint::spawn(writer_connection(path, config)?)?;
        let (jobs, inbox) = mpsc::channel(WRITER_QUEUE);
        let writer = writer::spawn(conn, inbox, checkpoints)?;
        Ok(Self {
            jobs: Mutex::new(Some(jobs)),
            threads: Mutex::new(vec![writer, checkpointer]),
            readers,
            _folder: folder,
        })
    }

    pub(super) async fn write<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: for<'a> FnOnce(&'a Tx<'a>) -> TxFuture<'a, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let sender = lock(&self.jobs).clone().ok_or(StoreError::Closed)?;
        let (job, answer) = writer::job(closure);
        sender.send(job).await.map_err(|_| StoreError::Closed)?;
        drop(sender);
        answer.await.map_err(|_| StoreError::Closed)?
    }

    pub(super) async fn read<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: for<'a> FnOnce(&'a Tx<'a>) -> TxFuture<'a, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.readers.read(closure).await
    }

    /// Finishes what was handed in, then ends the threads.
    pub(super) async fn close(&self) {
        drop(lock(&self.jobs).take());
        let threads = std::mem::take(&mut *lock(&self.threads));
        let joined = tokio::task::spawn_blocking(move || threads.into_iter().all(|thread| thread.join().is_ok())).await;
        if !matches!(joined, Ok(true)) {
            tracing::error!("a thread of the store ended badly");
        }
    }
}

/// WAL with `synchronous=FULL`: a commit that was answered survives a power cut (stack.md 1.3).
fn writer_connection(path: &Path, config: &StoreConfig) -> Result<Connection> {
    let conn = Connection::open(path)?;
    configure(&conn, config)?;
    conn.query_row("PRAGMA journal_mode=WAL", [], |_| Ok(()))?;
    conn.execute_batch(
        "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=0;
         PRAGMA journal_size_limit=67108864;",
    )?;
    Ok(conn)
}

fn reader_connection(path: &Path, config: &StoreConfig) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    configure(&conn, config)?;
    Ok(conn)
}

fn configure(conn: &Connection, config: &StoreConfig) -> Result<()> {
    conn.busy_timeout(config.busy)?;
    conn.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    // Without it every new value of a bound parameter makes SQLite plan the statement anew (the bundled build has STAT4): measured at 40 % of
    // the writer's time in SQLite.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.execute_batch("PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384;")?;
    Ok(())
}

pub(super) fn exec(conn: &Connection, sql: &str, params: &[Value]) -> Result<u64> {
    let mut statement = prepared(conn, sql, params)?;
    Ok(statement.raw_execute()? as u64)
}

pub(super) fn query(conn: &Connection, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
    let mut statement = prepared(conn, sql, params)?;
    let columns = statement.column_count();
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let values = (0..columns).map(|i| row.get_ref(i).map(owned)).collect::<std::result::Result<_, _>>()?;
        found.push(Row::new(values));
    }
    Ok(found)
}

fn prepared<'c>(conn: &'c Connection, sql: &str, params: &[Value]) -> Result<CachedStatement<'c>> {
    let mut statement = conn.prepare_cached(sql)?;
    for (i, value) in params.iter().enumerate() {
        statement.raw_bind_parameter(i + 1, value)?;
    }
    Ok(statement)
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Int(value),
        ValueRef::Real(value) => Value::Real(value),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_owned()),
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Int(value) => ToSqlOutput::Borrowed(ValueRef::Integer(*value)),
            Self::Real(value) => ToSqlOutput::Borrowed(ValueRef::Real(*value)),
            Self::Blob(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Text(text) => match without_nul(text) {
                std::borrow::Cow::Borrowed(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
                std::borrow::Cow::Owned(text) => ToSqlOutput::Owned(rusqlite::types::Value::Text(text)),
            },
        })
    }
}
