//! Read-only connections on blocking threads, each read in a transaction of its own: one consistent moment.

use std::path::Path;
use std::sync::{Arc, Mutex};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::reader_connection;
use crate::StoreError;
use crate::db::StoreConfig;
use crate::db::job::{perform, poll_once};
use crate::db::tx::{Result, Tx, TxFuture, lock};

pub(super) struct Readers {
    free: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    pub(super) fn open(path: &Path, config: &StoreConfig) -> Result<Self> {
        let idle = (0..config.readers.max(1)).map(|_| reader_connection(path, config)).collect::<Result<Vec<_>>>()?;
        Ok(Self { free: Arc::new(Semaphore::new(idle.len())), idle: Arc::new(Mutex::new(idle)) })
    }

    pub(super) async fn read<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: for<'a> FnOnce(&'a Tx<'a>) -> TxFuture<'a, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let permit = Arc::clone(&self.free).acquire_owned().await.map_err(|_| StoreError::Closed)?;
        let idle = Arc::clone(&self.idle);
        let work = move || {
            let conn = lock(&idle).pop().ok_or(StoreError::Closed)?;
            let conn = Mutex::new(conn);
            let result = in_snapshot(&conn, closure);
            lock(&idle).push(conn.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
            drop(permit);
            result
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| StoreError::Panicked(error.to_string()))?
    }
}

fn in_snapshot<T, E, F>(conn: &Mutex<Connection>, closure: F) -> Result<T, E>
where
    F: for<'a> FnOnce(&'a Tx<'a>) -> TxFuture<'a, T, E>,
    E: From<StoreError>,
{
    lock(conn).execute_batch("BEGIN").map_err(StoreError::from)?;
    let tx = Tx::lite(conn);
    let result = poll_once(perform(closure, &tx));
    if !lock(conn).is_autocommit() {
        lock(conn).execute_batch("ROLLBACK").map_err(StoreError::from)?;
    }
    result
}
