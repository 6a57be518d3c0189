//! Identifiers shaped like Meta's.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Who wrote a message; decides the shape of its wamid.
#[derive(Clone, Copy)]
pub(crate) enum Origin {
    /// The citizen.
    User,
    /// The business number.
    Business,
}

/// A message id. Like Meta's it carries the user's number inside (whatsapp-cloud-api 2.1), which is
/// why programs must treat it as personal data.
pub(crate) fn wamid(address: &str, origin: Origin) -> String {
    let (mark, unique) = match origin {
        Origin::User => (0x12, random_hex(20)),
        Origin::Business => (0x11, random_hex(18)),
    };
    let address: Vec<u8> = address.bytes().filter(u8::is_ascii_alphanumeric).take(20).collect();
    let mut bytes = vec![0x1c, 0x18, byte_len(&address)];
    bytes.extend_from_slice(&address);
    bytes.extend_from_slice(&[0x15, 0x02, 0x00, mark, 0x18, byte_len(unique.as_bytes())]);
    bytes.extend_from_slice(unique.as_bytes());
    bytes.push(0);
    format!("wamid.{}", STANDARD.encode(bytes))
}

/// A business-scoped user id (whatsapp-cloud-api 3.1): the same for the same seed and key, so that a
/// restarted demo meets the same people.
pub(crate) fn user_id(country: &str, seed: u64, key: &str) -> String {
    let digest = Sha256::digest(format!("{seed}:{key}").as_bytes());
    let digits: String = digest.iter().map(|byte| char::from(b'0' + byte % 10)).take(20).collect();
    format!("{country}.{digits}")
}

/// A media id: sixteen digits.
pub(crate) fn media_id() -> String {
    let (_, low) = fresh().as_u64_pair();
    format!("{}", 1_000_000_000_000_000 + low % 9_000_000_000_000_000)
}

/// An unguessable piece of a link, or a trace id.
pub(crate) fn token() -> String {
    random_hex(24)
}

fn random_hex(length: usize) -> String {
    let first = fresh().simple().to_string();
    let second = fresh().simple().to_string();
    let tail = |text: &str| text.get(12..).unwrap_or_default().to_uppercase();
    (tail(&first) + &tail(&second)).chars().take(length).collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "WhatsApp's ids are its own; the server's id source knows nothing of them"
)]
fn fresh() -> Uuid {
    Uuid::now_v7()
}

fn byte_len(bytes: &[u8]) -> u8 {
    u8::try_from(bytes.len()).unwrap_or(u8::MAX)
}
