use ventanilla_domain::Duration;

use crate::whatsapp::{ApiError, ErrorClass, FIRST_WAIT, retry_wait};

/// Why a [`crate::whatsapp::Client`] cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The address of the Graph API is not http(s).
    #[error("the Graph API address is not a web address: {url}")]
    Url {
        /// What was configured.
        url: String,
    },
    /// A phone number id is digits; an access token is printable.
    #[error("{what} cannot be used in a request")]
    Setting {
        /// Which setting.
        what: &'static str,
    },
    /// The program did not install a TLS provider first.
    #[error("no TLS provider is installed")]
    NoTls,
    /// The HTTP client refused its settings.
    #[error("the HTTP client cannot be made")]
    Build(#[source] reqwest::Error),
}

/// Why a message was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Meta answered with an error.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// No connection came about: nothing was sent.
    #[error("Meta cannot be reached")]
    NotSent(#[source] reqwest::Error),
    /// Something broke after the request may have left: nobody knows whether it was sent.
    #[error("{what}")]
    Unknown {
        /// What broke.
        what: &'static str,
        /// The cause, if there is one.
        #[source]
        source: Option<reqwest::Error>,
    },
}

impl SendError {
    /// What to do about it.
    #[must_use]
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::Api(error) => error.class,
            Self::NotSent(_) => ErrorClass::NothingSent { first_wait: FIRST_WAIT },
            Self::Unknown { .. } => ErrorClass::Ambiguous,
        }
    }

    /// Whether another attempt makes sense at all.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        retry_wait(&self.class(), 1, 0).is_some()
    }

    /// [`retry_wait`] for this error, no shorter than the `Retry-After` Meta may have sent.
    #[must_use]
    pub fn retry_wait(&self, attempt: u32, random: u64) -> Option<Duration> {
        let told = match self {
            Self::Api(error) => error.retry_after.unwrap_or_default(),
            Self::NotSent(_) | Self::Unknown { .. } => Duration::default(),
        };
        retry_wait(&self.class(), attempt, random).map(|wait| wait.max(told))
    }
}

/// Why a file is not there.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// Meta no longer has it (7 days after it came, whatsapp-cloud-api 7).
    #[error("the file is no longer available")]
    Expired,
    /// Larger than we take.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The most we take, in bytes.
        limit: u64,
    },
    /// Not the bytes that were announced.
    #[error("the file is not the one announced")]
    WrongHash,
    /// A type we do not keep, or not what it claims to be.
    #[error("the file is {real:?}, declared as {declared:?}")]
    WrongType {
        /// Type declared.
        declared: String,
        /// Type told by the bytes, if they tell.
        real: Option<String>,
    },
    /// The address is none we send our token to, or it leads elsewhere.
    #[error("the file is at a place that is not trusted")]
    Refused,
    /// Meta answered with an error.
    #[error(transparent)]
    Api(ApiError),
    /// The network failed, or the answer made no sense.
    #[error("the file cannot be reached")]
    Unreachable(#[source] Option<reqwest::Error>),
    /// Our own storage failed.
    #[error("the file cannot be written")]
    Write(#[source] std::io::Error),
}

impl MediaError {
    /// The word kept with the evidence: `expired`, `too_large`, `wrong_hash`, `wrong_type` or `unavailable`.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::TooLarge { .. } => "too_large",
            Self::WrongHash => "wrong_hash",
            Self::WrongType { .. } => "wrong_type",
            Self::Refused | Self::Api(_) | Self::Unreachable(_) | Self::Write(_) => "unavailable",
        }
    }

    /// Whether it may work later; the caller bounds the attempts. A dead token counts: the operator will renew it, and the file waits 7 days.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        match self {
            Self::Expired | Self::TooLarge { .. } | Self::WrongType { .. } | Self::Refused => false,
            Self::WrongHash | Self::Unreachable(_) | Self::Write(_) => true,
            Self::Api(error) => !matches!(error.class, ErrorClass::Permanent),
        }
    }
}
