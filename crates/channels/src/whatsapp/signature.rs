use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::{Choice, ConstantTimeEq as _};

use crate::{Secret, hex};

/// Why a webhook is refused with 401.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// There is no `X-Hub-Signature-256`.
    #[error("the signature header is missing")]
    Missing,
    /// The header is not `sha256=` and 64 hex digits.
    #[error("the signature header is malformed")]
    Malformed,
    /// No configured app secret made this signature.
    #[error("the signature does not match")]
    Mismatch,
}

/// Checks `X-Hub-Signature-256` over the exact bytes received (whatsapp-cloud-api 1.3), in constant time, against every secret in
/// `app_secrets` (old and new during a rotation). Without a usable secret nothing passes.
///
/// # Errors
/// When the header is missing or malformed, or no secret matches.
pub fn verify(app_secrets: &[Secret], header: Option<&str>, body: &[u8]) -> Result<(), SignatureError> {
    let header = header.ok_or(SignatureError::Missing)?;
    let told = header.strip_prefix("sha256=").and_then(hex::decode).ok_or(SignatureError::Malformed)?;
    let usable = app_secrets.iter().filter(|secret| !secret.is_empty());
    let matched =
        usable.filter_map(|secret| mac(secret, body)).fold(Choice::from(0), |any, mac| any | mac.ct_eq(&told));
    if matched.into() { Ok(()) } else { Err(SignatureError::Mismatch) }
}

/// The value of `X-Hub-Signature-256` for `body`, as Meta would send it.
#[must_use]
pub fn sign(secret: &Secret, body: &[u8]) -> String {
    let mac = mac(secret, body).unwrap_or_default();
    format!("sha256={}", hex::encode(&mac))
}

/// None never happens: HMAC takes keys of any length.
fn mac(secret: &Secret, body: &[u8]) -> Option<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).ok()?;
    mac.update(body);
    Some(mac.finalize().into_bytes().into())
}
