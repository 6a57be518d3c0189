//! Files on WhatsApp's side, and the short-lived links to them (whatsapp-cloud-api 7).

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::ids;

const DAY_MS: i64 = 86_400_000;
/// A link lives five minutes.
const LINK_MS: i64 = 300_000;

/// Where a file came from; decides how long its id lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The business uploaded it: 30 days.
    Business,
    /// A citizen sent it: 7 days.
    Citizen,
}

/// A file.
#[derive(Clone, Debug)]
pub(crate) struct Media {
    pub(crate) id: String,
    pub(crate) bytes: Bytes,
    pub(crate) mime: String,
    /// Standard base64 of the SHA-256.
    pub(crate) sha256: String,
    expires_ms: i64,
}

impl Media {
    /// The MIME type without parameters, e.g. `audio/ogg`.
    pub(crate) fn essence(&self) -> &str {
        self.mime.split(';').next().unwrap_or_default().trim()
    }
}

struct Link {
    media_id: String,
    expires_ms: i64,
}

/// All files.
#[derive(Default)]
pub(crate) struct MediaShelf {
    files: HashMap<String, Media>,
    links: HashMap<String, Link>,
}

impl MediaShelf {
    /// Keeps a file and gives it an id.
    pub(crate) fn put(&mut self, bytes: Bytes, mime: &str, source: Source, now_ms: i64) -> Media {
        let days = match source {
            Source::Business => 30,
            Source::Citizen => 7,
        };
        let media = Media {
            id: ids::media_id(),
            sha256: STANDARD.encode(Sha256::digest(&bytes)),
            bytes,
            mime: mime.to_owned(),
            expires_ms: now_ms + days * DAY_MS,
        };
        self.files.insert(media.id.clone(), media.clone());
        media
    }

    /// The file with this id, unless it has expired.
    pub(crate) fn get(&self, id: &str, now_ms: i64) -> Option<&Media> {
        self.files.get(id).filter(|media| media.expires_ms > now_ms)
    }

    /// Makes a link to a file that lives five minutes; returns the secret part.
    pub(crate) fn link(&mut self, media_id: &str, now_ms: i64) -> String {
        self.links.retain(|_, link| link.expires_ms > now_ms);
        let secret = ids::token();
        self.links.insert(secret.clone(), Link { media_id: media_id.to_owned(), expires_ms: now_ms + LINK_MS });
        secret
    }

    /// The file a link leads to, unless link or file have expired.
    pub(crate) fn follow(&self, secret: &str, now_ms: i64) -> Option<&Media> {
        let link = self.links.get(secret).filter(|link| link.expires_ms > now_ms)?;
        self.get(&link.media_id, now_ms)
    }

    /// Forgets a file; true if there was one.
    pub(crate) fn delete(&mut self, id: &str) -> bool {
        self.files.remove(id).is_some()
    }
}
