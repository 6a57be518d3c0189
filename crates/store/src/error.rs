//! What can go wrong in the store, and whether trying again may help.

use std::sync::Arc;

/// The error underneath, shared because one failed commit answers many callers.
pub(crate) type Cause = Arc<dyn std::error::Error + Send + Sync>;

/// Errors of the store. Whoever answers the outside world asks only [`StoreError::is_retryable`].
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Somebody else holds the database longer than we are willing to wait.
    #[error("the database is locked by someone else")]
    Locked(#[source] Cause),
    /// The disk of the database is full.
    #[error("no room left for the database")]
    Full(#[source] Cause),
    /// The database cannot be reached, or its disk fails.
    #[error("the database cannot be reached")]
    Lost(#[source] Cause),
    /// Two transactions got in each other's way; the database gave up on this one.
    #[error("the transaction collided with another one")]
    Conflict(#[source] Cause),
    /// Another job of the same group commit forced the database to take the whole group back.
    #[error("the transaction was taken back together with others")]
    TakenBack,
    /// A unique key, a foreign key or a check says no.
    #[error("a rule of the database forbids this")]
    Constraint(#[source] Cause),
    /// The statement is wrong or does not fit the schema: a defect of this program.
    #[error("the database does not understand")]
    Sql(#[source] Cause),
    /// A stored or given value is not of the expected form: a defect, or a database edited by hand.
    #[error("unexpected value: {0}")]
    Value(String),
    /// A row that must exist does not.
    #[error("no such {0}")]
    Missing(&'static str),
    /// The closure awaited something that is not the database (only `Tx` may be awaited inside a transaction).
    #[error("a transaction awaited something that is not the database")]
    ForeignAwait,
    /// The closure panicked; its changes are rolled back.
    #[error("a transaction panicked: {0}")]
    Panicked(String),
    /// The store is shut down.
    #[error("the store is closed")]
    Closed,
    /// The database URL cannot be used.
    #[error("unusable database URL: {0}")]
    Url(String),
    /// The database was made by a newer program or by changed migrations.
    #[error("the database does not fit this program: {0}")]
    Migration(String),
}

impl StoreError {
    /// Whether the same call may succeed later, unchanged: locked, full, connection lost, collision. The edge answers 503.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        match self {
            Self::Locked(_) | Self::Full(_) | Self::Lost(_) | Self::Conflict(_) | Self::TakenBack | Self::Closed => {
                true
            }
            Self::Constraint(_)
            | Self::Sql(_)
            | Self::Value(_)
            | Self::Missing(_)
            | Self::ForeignAwait
            | Self::Panicked(_)
            | Self::Url(_)
            | Self::Migration(_) => false,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let code = error.sqlite_error_code();
        let cause: Cause = Arc::new(error);
        match code {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Locked(cause),
            Some(Code::DiskFull) => Self::Full(cause),
            Some(Code::SystemIoFailure | Code::CannotOpen | Code::OutOfMemory) => Self::Lost(cause),
            Some(Code::ConstraintViolation) => Self::Constraint(cause),
            _ => Self::Sql(cause),
        }
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        let code = error.code().map(|state| state.code().to_owned());
        let cause: Cause = Arc::new(error);
        match code.as_deref() {
            None => without_sqlstate(cause),
            Some("40001" | "40P01") => Self::Conflict(cause),
            Some("53100") => Self::Full(cause),
            Some("55P03" | "57014") => Self::Locked(cause),
            Some(code) if ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class)) => Self::Lost(cause),
            Some(code) if code.starts_with("23") => Self::Constraint(cause),
            Some(_) => Self::Sql(cause),
        }
    }
}

/// Without a code from the server either the wire broke, or a value did not fit its parameter (our defect).
fn without_sqlstate(cause: Cause) -> StoreError {
    let text = cause.to_string();
    if text.starts_with("error serializing") || text.starts_with("error deserializing") {
        StoreError::Sql(cause)
    } else {
        StoreError::Lost(cause)
    }
}

impl From<deadpool_postgres::PoolError> for StoreError {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(error)
            | deadpool_postgres::PoolError::PostCreateHook(deadpool_postgres::HookError::Backend(error)) => {
                error.into()
            }
            deadpool_postgres::PoolError::Closed => Self::Closed,
            other => Self::Lost(Arc::new(other)),
        }
    }
}
