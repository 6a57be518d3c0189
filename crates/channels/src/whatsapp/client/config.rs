use reqwest::header::HeaderValue;
use reqwest::redirect::Policy;
use reqwest::{Url, tls::Version};
use rustls::crypto::CryptoProvider;
use ventanilla_domain::Duration;

use crate::{ClientError, Secret};

/// Where Meta keeps files (whatsapp-cloud-api 7).
const MEDIA_HOST: &str = "lookaside.fbsbx.com";
/// An ordinary one: empty or odd ones are refused by the media host (whatsapp-cloud-api 7).
const USER_AGENT: &str = concat!("Mozilla/5.0 (compatible; Ventanilla/", env!("CARGO_PKG_VERSION"), ")");
/// A connection that takes longer than this part of the timeout will not come; what fails here was surely not sent.
const CONNECT_PART: u32 = 2;
/// Idle connections are closed by us before Meta closes them: a request that meets a closing connection would be ambiguous.
const IDLE_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(30);

/// Settings of a [`super::Client`].
#[derive(Debug, Clone)]
pub struct ClientConfig {
    /// Base of the Graph API with its version: `https://graph.facebook.com/v25.0`.
    pub graph_url: String,
    /// Our number at Meta.
    pub phone_number_id: String,
    /// The system user's token.
    pub access_token: Secret,
    /// For one request, and for each piece of a download.
    pub timeout: Duration,
    /// Hosts that serve files besides the Graph API's own and Meta's: `cdn.example.org` (https), or an origin with its scheme.
    pub media_host_allow: Vec<String>,
}

impl ClientConfig {
    pub(super) fn graph(&self) -> Result<Url, ClientError> {
        let error = || ClientError::Url { url: self.graph_url.clone() };
        let url = Url::parse(&self.graph_url).map_err(|_| error())?;
        let plain = matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none();
        if plain && url.username().is_empty() { Ok(url) } else { Err(error()) }
    }

    pub(super) fn phone_number_id(self) -> Result<String, ClientError> {
        let id = self.phone_number_id;
        let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric());
        if plain { Ok(id) } else { Err(ClientError::Setting { what: "the phone number id" }) }
    }

    pub(super) fn authorization(&self) -> Result<HeaderValue, ClientError> {
        let error = ClientError::Setting { what: "the access token" };
        let token = self.access_token.expose();
        if token.is_empty() {
            return Err(error);
        }
        let mut header = HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| error)?;
        header.set_sensitive(true);
        Ok(header)
    }

    /// Origins that get the token.
    pub(super) fn trusted(&self, graph: &Url) -> Result<Vec<String>, ClientError> {
        let hosts = self.media_host_allow.iter().map(String::as_str).chain([MEDIA_HOST]);
        let others = hosts.map(|host| {
            let origin = if host.contains("://") { host.to_owned() } else { format!("https://{host}") };
            Url::parse(&origin).map_err(|_| ClientError::Url { url: host.to_owned() })
        });
        let all = std::iter::once(Ok(graph.clone())).chain(others);
        all.map(|url| url.map(|url| url.origin().ascii_serialization())).collect()
    }

    pub(super) fn http(&self, graph: &Url) -> Result<reqwest::Client, ClientError> {
        if CryptoProvider::get_default().is_none() {
            return Err(ClientError::NoTls);
        }
        let timeout = self.timeout.to_std();
        let builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(Policy::none())
            .referer(false)
            .tls_version_min(Version::TLS_1_2)
            .connect_timeout(timeout / CONNECT_PART)
            .pool_idle_timeout(IDLE_TIMEOUT)
            .read_timeout(timeout);
        let builder = if is_loopback(graph) { builder.no_proxy() } else { builder };
        builder.build().map_err(ClientError::Build)
    }
}

/// An emulator on this machine is never behind a proxy.
fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
