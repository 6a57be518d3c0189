//! SHA-256 sums as text: lower-case hex inside the house, hex or base64 from outside.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// Lower-case hex of `bytes`.
pub(crate) fn encode(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// The 32 bytes written as 64 hex digits of either case.
pub(crate) fn decode(text: &str) -> Option<[u8; 32]> {
    let digits: Vec<u8> =
        text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    (digits.len() == 64).then_some(bytes)?.try_into().ok()
}

/// A SHA-256 sum told as hex or as base64 (whatsapp-cloud-api 7: both have been seen), as lower-case hex.
pub(crate) fn sha256(told: &str) -> Option<String> {
    let told = told.trim();
    let base64 = || [&STANDARD, &URL_SAFE].into_iter().find_map(|engine| engine.decode(told).ok()?.try_into().ok());
    let sum: [u8; 32] = decode(told).or_else(base64)?;
    Some(encode(&sum))
}
