use ventanilla_store::StoreError;

/// What can go wrong in a use case. The edge maps each to HTTP once (`server::ApiError`).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The signature is missing or wrong: nothing is stored.
    #[error("the signature does not fit")]
    Signature,
    /// The body is not JSON; kept in the dead letters because it was signed.
    #[error("the body is not JSON")]
    NotJson,
    /// The body is larger than [`crate::Limits::webhook_bytes`]; kept in the dead letters because it was signed.
    #[error("the body has {bytes} bytes")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// No channel of this kind is set up.
    #[error("no channel is set up for {what}")]
    NoChannel {
        /// The kind or account asked for.
        what: String,
    },
    /// The policy says no.
    #[error("not allowed")]
    Forbidden,
    /// There is no such thing, or the asker may not know of it.
    #[error("not found")]
    NotFound,
    /// A flow package cannot be used.
    #[error("the flow cannot be used: {0}")]
    Flow(String),
    /// The classifier's model cannot be used.
    #[error("the classifier cannot be used: {0}")]
    Classifier(String),
    /// The municipality's places cannot be used.
    #[error("the places cannot be used: {0}")]
    Geo(String),
    /// The folder of files.
    #[error("files: {what}")]
    Files {
        /// Which one.
        what: String,
        /// What the system said.
        #[source]
        source: Option<std::io::Error>,
    },
    /// A channel's client cannot be made.
    #[error("channel: {0}")]
    Channel(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Error {
    /// Whether the same call may succeed later without a change: the database is locked, full or away.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_retryable())
    }
}
