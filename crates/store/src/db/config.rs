use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use crate::StoreError;

/// Which database, and how much of it to use.
#[derive(Clone)]
pub struct StoreConfig {
    /// `sqlite://data/ventanilla.db`, `sqlite:///absolute/path.db`, `sqlite::memory:` (a file that disappears with the store) or
    /// `postgres://…`; with `sslmode=require` over TLS, the server's certificate checked against those the system trusts.
    pub url: String,
    /// Connections that read beside the writer (SQLite).
    pub readers: usize,
    /// Connections in the pool (PostgreSQL).
    pub pg_pool: usize,
    /// How long to wait for a lock, a free connection or a connection attempt before [`StoreError::Locked`] or [`StoreError::Lost`].
    pub busy: Duration,
}

impl StoreConfig {
    /// The database at `url` with the usual figures: 4 readers, 16 connections, 5 seconds.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), readers: 4, pg_pool: 16, busy: Duration::from_secs(5) }
    }

    pub(super) fn target(&self) -> Result<Target, StoreError> {
        let url = self.url.as_str();
        if url == "sqlite::memory:" {
            return Ok(Target::Temporary);
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Target::Postgres);
        }
        match url.strip_prefix("sqlite://") {
            Some(path) if !path.is_empty() => Ok(Target::File(path.into())),
            _ => Err(StoreError::Url("it must begin with sqlite:// or postgres://".to_owned())),
        }
    }
}

/// The URL may hold a password: only its kind is shown.
impl fmt::Debug for StoreConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.url.split(':').next().unwrap_or_default();
        f.debug_struct("StoreConfig")
            .field("url", &format_args!("{kind}://…"))
            .field("readers", &self.readers)
            .field("pg_pool", &self.pg_pool)
            .field("busy", &self.busy)
            .finish()
    }
}

#[derive(Debug, Clone)]
pub(super) enum Target {
    File(PathBuf),
    Temporary,
    Postgres,
}
