use reqwest::header::AUTHORIZATION;
use reqwest::{Response, StatusCode, Url};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

use super::Client;
use super::exchange::read_answer;
use crate::whatsapp::send_error::classify;
use crate::whatsapp::webhook::value;
use crate::{MediaError, SendError, hex};

/// A whole download, however slow.
const DOWNLOAD_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(300);
/// "No such object" (whatsapp-cloud-api 6).
const GONE: [i64; 2] = [33, 100];

/// Where a file is, for about five minutes (whatsapp-cloud-api 7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaInfo {
    /// Needs the access token.
    pub url: String,
    /// As declared.
    pub mime: Option<String>,
    /// Lower-case hex.
    pub sha256: Option<String>,
    /// In bytes.
    pub size: Option<u64>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Downloaded {
    /// Lower-case hex of the SHA-256 of what came.
    pub sha256: String,
    /// In bytes.
    pub size: u64,
}

type Sink<'a> = &'a mut (dyn AsyncWrite + Send + Unpin);

impl Client {
    /// Asks where the file `media_id` of a webhook is.
    ///
    /// # Errors
    /// [`MediaError::Expired`] when Meta no longer knows it; other errors may pass.
    pub async fn media(&self, media_id: &str) -> Result<MediaInfo, MediaError> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if media_id.is_empty() || !media_id.bytes().all(plain) {
            return Err(MediaError::Refused);
        }
        let path = format!("{media_id}?phone_number_id={}", self.phone_number_id);
        let answer = self.exchange(self.http.get(self.address(&path))).await.map_err(not_found)?;
        Ok(MediaInfo {
            url: value::text(&answer["url"]).ok_or(MediaError::Unreachable(None))?,
            mime: value::text(&answer["mime_type"]),
            sha256: answer["sha256"].as_str().and_then(hex::sha256),
            size: value::integer(&answer["file_size"]).and_then(|size| u64::try_from(size).ok()),
        })
    }

    /// Fetches the file at `url` into `into`, at most `max_bytes`. After an error what was written is worthless.
    ///
    /// # Errors
    /// [`MediaError::Refused`] when the host is not trusted or redirects; [`MediaError::Expired`] when the address is dead: ask
    /// [`Client::media`] for a new one.
    pub async fn download(&self, url: &str, max_bytes: u64, into: Sink<'_>) -> Result<Downloaded, MediaError> {
        let url = Url::parse(url).ok().filter(|url| self.trusts(url)).ok_or(MediaError::Refused)?;
        let request = self.http.get(url).header(AUTHORIZATION, self.authorization.clone()).timeout(DOWNLOAD_TIMEOUT);
        let response = request.send().await.map_err(unreachable)?;
        let status = response.status();
        match status {
            StatusCode::OK => receive(response, max_bytes, into).await,
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(MediaError::Expired),
            _ if status.is_redirection() => Err(MediaError::Refused),
            _ if status.is_client_error() => {
                let body = read_answer(response).await.map_err(not_found)?;
                Err(MediaError::Api(classify(status.as_u16(), &body)))
            }
            _ => Err(MediaError::Unreachable(None)),
        }
    }

    /// Fetches the file `media_id` whole: asks where it is, downloads it, asks once more if the address is dead (whatsapp-cloud-api 7), and
    /// compares the sum with `expected_sha256` (lower-case hex, from the webhook), else with the one Meta tells.
    ///
    /// # Errors
    /// As [`Client::media`] and [`Client::download`], and [`MediaError::WrongHash`].
    pub async fn fetch(
        &self,
        media_id: &str,
        expected_sha256: Option<&str>,
        max_bytes: u64,
        into: Sink<'_>,
    ) -> Result<Downloaded, MediaError> {
        let mut info = self.media(media_id).await?;
        let mut outcome = self.download_known(&info, max_bytes, into).await;
        if matches!(outcome, Err(MediaError::Expired)) {
            info = self.media(media_id).await?;
            outcome = self.download_known(&info, max_bytes, into).await;
        }
        let downloaded = outcome?;
        let expected = expected_sha256.or(info.sha256.as_deref());
        let same = expected.is_none_or(|expected| expected.eq_ignore_ascii_case(&downloaded.sha256));
        if same { Ok(downloaded) } else { Err(MediaError::WrongHash) }
    }

    async fn download_known(&self, info: &MediaInfo, max_bytes: u64, into: Sink<'_>) -> Result<Downloaded, MediaError> {
        match info.size {
            Some(size) if size > max_bytes => Err(MediaError::TooLarge { limit: max_bytes }),
            _ => self.download(&info.url, max_bytes, into).await,
        }
    }
}

/// Streams the body, counting and summing; stops at the first byte too many.
async fn receive(mut response: Response, max_bytes: u64, into: Sink<'_>) -> Result<Downloaded, MediaError> {
    let too_large = || MediaError::TooLarge { limit: max_bytes };
    if response.content_length().is_some_and(|length| length > max_bytes) {
        return Err(too_large());
    }
    let (mut sum, mut size) = (Sha256::new(), 0_u64);
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        size = size.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if size > max_bytes {
            return Err(too_large());
        }
        sum.update(&chunk);
        into.write_all(&chunk).await.map_err(MediaError::Write)?;
    }
    into.flush().await.map_err(MediaError::Write)?;
    Ok(Downloaded { sha256: hex::encode(&sum.finalize()), size })
}

fn unreachable(error: reqwest::Error) -> MediaError {
    MediaError::Unreachable(Some(error.without_url()))
}

fn not_found(error: SendError) -> MediaError {
    match error {
        SendError::Api(error) if error.code.is_some_and(|code| GONE.contains(&code)) => MediaError::Expired,
        SendError::Api(error) if error.code.is_none() && error.http_status == 404 => MediaError::Unreachable(None),
        SendError::Api(error) => MediaError::Api(error),
        SendError::NotSent(source) => MediaError::Unreachable(Some(source)),
        SendError::Unknown { source, .. } => MediaError::Unreachable(source),
    }
}
