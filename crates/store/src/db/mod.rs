//! The seam: one closure and one SQL text for both databases (stack.md 1.2).

mod config;
mod job;
mod lite;
mod migrate;
mod pg;
mod tx;
mod value;

use std::sync::Arc;

use ventanilla_domain::Timestamp;

pub use config::StoreConfig;
use config::Target;
pub(crate) use tx::Result;
pub use tx::{Tx, TxFuture};
pub(crate) use value::{FromValue, Json, Row, Value, json, params, worded};

use crate::StoreError;

/// The database. Cheap to clone; all clones share the writer and the connections.
#[derive(Clone)]
pub struct Store {
    backend: Arc<Backend>,
}

enum Backend {
    Lite(lite::Lite),
    Pg(pg::Pg),
}

impl Store {
    /// Opens the database of `config`, makes its folder if needed and brings the schema up to date. `now` is noted beside new migrations.
    ///
    /// # Errors
    /// [`StoreError::Url`] for an unusable URL, [`StoreError::Migration`] when the database does not fit this program, else what the database says.
    pub async fn open(config: &StoreConfig, now: Timestamp) -> Result<Self, StoreError> {
        let backend = match config.target()? {
            Target::Postgres => Backend::Pg(pg::Pg::open(config, now).await?),
            target => {
                let config = config.clone();
                let open = move || match target {
                    Target::File(path) => lite::Lite::open(&path, &config, now),
                    Target::Temporary | Target::Postgres => lite::Lite::temporary(&config, now),
                };
                let opened = tokio::task::spawn_blocking(open).await;
                Backend::Lite(opened.map_err(|error| StoreError::Panicked(error.to_string()))??)
            }
        };
        Ok(Self { backend: Arc::new(backend) })
    }

    /// Runs `closure` in a transaction and returns its result once the commit is durable. When the closure fails, panics or awaits anything
    /// but `tx`, nothing of it is kept. Dropping the future before it is ready leaves the outcome open.
    ///
    /// # Errors
    /// The closure's own, or a [`StoreError`] turned into it; ask [`StoreError::is_retryable`].
    pub async fn write<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: for<'a> FnOnce(&'a Tx<'a>) -> TxFuture<'a, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &*self.backend {
            Backend::Lite(lite) => lite.write(closure).await,
            Backend::Pg(pg) => Box::pin(pg.write(closure)).await,
        }
    }

    /// Runs `closure` over one consistent moment of the database; it cannot write.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub async fn read<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: for<'a> FnOnce(&'a Tx<'a>) -> TxFuture<'a, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &*self.backend {
            Backend::Lite(lite) => lite.read(closure).await,
            Backend::Pg(pg) => Box::pin(pg.read(closure)).await,
        }
    }

    /// Finishes what was handed in and lets go of the database. Later calls get [`StoreError::Closed`]. Dropping the last clone does the same
    /// without waiting.
    pub async fn close(&self) {
        match &*self.backend {
            Backend::Lite(lite) => lite.close().await,
            Backend::Pg(pg) => pg.close(),
        }
    }
}
