//! What the codecs cannot do without a network: sending, and fetching files.

mod config;
mod exchange;
mod fetch;
mod send;

pub use config::ClientConfig;
pub use fetch::{Downloaded, MediaInfo};
pub use send::Accepted;

use reqwest::Url;
use reqwest::header::HeaderValue;

use crate::ClientError;

/// Talks to the Graph API for one number of ours. Follows no redirects, and gives the access token to no host but the configured ones.
/// Cheap to clone; connections are shared.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    graph: String,
    phone_number_id: String,
    /// `Bearer …`, marked as sensitive.
    authorization: HeaderValue,
    /// Origins that get the token, such as `https://lookaside.fbsbx.com`.
    trusted: Vec<String>,
    timeout: std::time::Duration,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("graph", &self.graph).field("phone_number_id", &self.phone_number_id).finish()
    }
}

impl Client {
    /// Makes a client. The program must have installed a rustls provider.
    ///
    /// # Errors
    /// When a setting cannot be used or no TLS provider is installed.
    pub fn new(config: ClientConfig) -> Result<Self, ClientError> {
        let graph = config.graph()?;
        Ok(Self {
            http: config.http(&graph)?,
            authorization: config.authorization()?,
            trusted: config.trusted(&graph)?,
            timeout: config.timeout.to_std(),
            graph: graph.as_str().trim_end_matches('/').to_owned(),
            phone_number_id: config.phone_number_id()?,
        })
    }

    /// An address below the Graph API; `path` is made of ids that were checked.
    fn address(&self, path: &str) -> String {
        format!("{}/{path}", self.graph)
    }

    fn trusts(&self, url: &Url) -> bool {
        self.trusted.contains(&url.origin().ascii_serialization())
    }
}
