//! The signature of a webhook (whatsapp-cloud-api 1.3).

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Value of the header `X-Hub-Signature-256` for these exact bytes.
pub fn signature(app_secret: &str, body: &[u8]) -> String {
    let mut header = String::from("sha256=");
    for byte in hmac_sha256(app_secret, body) {
        // Writing to a String cannot fail.
        write!(header, "{byte:02x}").unwrap_or_default();
    }
    header
}

/// HMAC-SHA256 of `message` under `key`.
pub(crate) fn hmac_sha256(key: &str, message: &[u8]) -> Vec<u8> {
    // HMAC takes keys of any length, so this cannot fail.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return Vec::new() };
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}
