//! One transaction, the same for both databases.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use super::{FromValue, Row, Value, lite, pg};
use crate::StoreError;
use crate::events::NewEvent;

/// What a transaction closure returns: `Box::pin(async move { … })`.
pub type TxFuture<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>;

pub(crate) type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A transaction in progress. Its methods are the verbs of the modules beside `db`; nothing else may be awaited inside the closure.
///
/// A statement that failed spoils the transaction: every later statement and the commit return the same error, on both databases.
pub struct Tx<'a> {
    conn: Conn<'a>,
    events: Mutex<Vec<NewEvent>>,
    spoiled: Mutex<Option<StoreError>>,
    /// Whether it appended to the log or read from it.
    touched_log: AtomicBool,
}

enum Conn<'a> {
    /// The lock is never contended: it only makes the transaction shareable between threads for the compiler.
    Lite(&'a Mutex<Connection>),
    Pg(Box<deadpool_postgres::Transaction<'a>>),
}

impl<'a> Tx<'a> {
    pub(super) fn lite(conn: &'a Mutex<Connection>) -> Self {
        Self::over(Conn::Lite(conn))
    }

    pub(super) fn pg(transaction: deadpool_postgres::Transaction<'a>) -> Self {
        Self::over(Conn::Pg(Box::new(transaction)))
    }

    fn over(conn: Conn<'a>) -> Self {
        Self { conn, events: Mutex::default(), spoiled: Mutex::default(), touched_log: AtomicBool::new(false) }
    }

    /// Ends the closure's work: events last, then nothing may have failed.
    pub(super) async fn finish(&self) -> Result<()> {
        let events = std::mem::take(&mut *lock(&self.events));
        if !events.is_empty() {
            self.unspoiled()?;
            if let Conn::Pg(transaction) = &self.conn {
                Box::pin(pg::commit_without_waiting(transaction)).await?;
            }
            self.append_events(&events).await?;
        }
        self.unspoiled()
    }

    /// Notes that what this transaction tells or is told of the log must be durable before anybody hears of it.
    pub(crate) fn touch_log(&self) {
        self.touched_log.store(true, Ordering::Relaxed);
    }

    pub(super) fn touched_log(&self) -> bool {
        self.touched_log.load(Ordering::Relaxed)
    }

    /// Commits on PostgreSQL; on SQLite the writer does, for the whole group.
    pub(super) async fn commit(self) -> Result<()> {
        match self.conn {
            Conn::Lite(_) => Ok(()),
            Conn::Pg(transaction) => Ok(transaction.commit().await?),
        }
    }

    /// Keeps `event` for the end of the transaction (see [`crate::events`]).
    pub(crate) fn buffer_event(&self, event: NewEvent) {
        lock(&self.events).push(event);
    }

    /// Runs a statement without result rows; returns the number of rows it touched.
    pub(crate) async fn exec(&self, sql: &str, params: &[Value]) -> Result<u64> {
        self.before(sql, params)?;
        let result = match &self.conn {
            Conn::Lite(conn) => lite::exec(&lock(conn), sql, params),
            Conn::Pg(transaction) => Box::pin(pg::exec(transaction, sql, params)).await,
        };
        self.after(result)
    }

    /// Runs a statement and returns its rows.
    pub(crate) async fn query(&self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        self.before(sql, params)?;
        let result = match &self.conn {
            Conn::Lite(conn) => lite::query(&lock(conn), sql, params),
            Conn::Pg(transaction) => Box::pin(pg::query(transaction, sql, params)).await,
        };
        self.after(result)
    }

    /// The first row, if any.
    pub(crate) async fn first(&self, sql: &str, params: &[Value]) -> Result<Option<Row>> {
        Ok(self.query(sql, params).await?.into_iter().next())
    }

    /// The first column of the first row, if any.
    pub(crate) async fn scalar<T: FromValue>(&self, sql: &str, params: &[Value]) -> Result<Option<T>> {
        self.first(sql, params).await?.map(|mut row| row.take()).transpose()
    }

    /// Every row, read by `read`.
    pub(crate) async fn all<T>(
        &self,
        sql: &str,
        params: &[Value],
        read: impl Fn(&mut Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.query(sql, params).await?.iter_mut().map(read).collect()
    }

    /// The first row, read by `read`.
    pub(crate) async fn one<T>(
        &self,
        sql: &str,
        params: &[Value],
        read: impl Fn(&mut Row) -> Result<T>,
    ) -> Result<Option<T>> {
        self.first(sql, params).await?.as_mut().map(read).transpose()
    }

    /// Where the dialects truly differ: the text for SQLite or the one for PostgreSQL.
    pub(crate) fn dialect<'t>(&self, sqlite: &'t str, postgres: &'t str) -> &'t str {
        match self.conn {
            Conn::Lite(_) => sqlite,
            Conn::Pg(_) => postgres,
        }
    }

    /// Whether rows can be locked, because other transactions run beside this one.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.conn, Conn::Pg(_))
    }

    fn before(&self, sql: &str, params: &[Value]) -> Result<()> {
        debug_assert!(parameters_in_order(sql, params.len()), "parameters must appear in order: {sql}");
        self.unspoiled()
    }

    fn after<T>(&self, result: Result<T>) -> Result<T> {
        if let Err(error) = &result {
            lock(&self.spoiled).get_or_insert_with(|| error.clone());
        }
        result
    }

    fn unspoiled(&self) -> Result<()> {
        lock(&self.spoiled).clone().map_or(Ok(()), Err)
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// SQLite numbers `$n` by first appearance, PostgreSQL by n: the two agree only when first appearances go 1, 2, 3.
fn parameters_in_order(sql: &str, count: usize) -> bool {
    let mut seen = 0;
    for piece in sql.split('$').skip(1) {
        let digits: String = piece.chars().take_while(char::is_ascii_digit).collect();
        match digits.parse::<usize>() {
            Ok(n) if n == seen + 1 => seen = n,
            Ok(n) if n <= seen => {}
            _ => return false,
        }
    }
    seen == count
}

#[cfg(test)]
mod tests {
    use super::parameters_in_order;

    #[test]
    fn first_appearances_must_count_up() {
        assert!(parameters_in_order("SELECT $1, $2, $1, $3", 3));
        assert!(parameters_in_order("SELECT 1", 0));
        assert!(!parameters_in_order("SELECT $2, $1", 2));
        assert!(!parameters_in_order("SELECT $1", 2));
        assert!(!parameters_in_order("SELECT $1, $3", 2));
    }
}
