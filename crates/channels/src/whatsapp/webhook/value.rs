//! Reading JSON as it comes: numbers as strings, strings as numbers, anything absent.

use serde_json::Value;
use ventanilla_domain::Timestamp;

/// The last second jiff and RFC 3339 can write: 9999-12-30T22:00:00Z.
const LAST_SECOND: i64 = 253_402_207_200;

/// Non-empty words; integers count, because ids have been seen as numbers.
pub(in crate::whatsapp) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

/// An integer, or a string of one.
pub(in crate::whatsapp) fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// Unix seconds, documented as a string, also accepted as any number.
pub(in crate::whatsapp) fn seconds(value: &Value) -> Option<Timestamp> {
    let whole = integer(value).or_else(|| fraction(value.as_f64()?))?;
    (0..=LAST_SECOND).contains(&whole).then(|| Timestamp(whole * 1_000))
}

#[expect(clippy::cast_possible_truncation, reason = "checked against the range of seconds we take")]
fn fraction(seconds: f64) -> Option<i64> {
    (0.0..=1e12).contains(&seconds).then_some(seconds as i64)
}

/// Degrees; whatever is not a number is NaN, which no place accepts.
pub(super) fn degrees(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).unwrap_or(f64::NAN)
}

/// A yes, also as a string.
pub(in crate::whatsapp) fn flag(value: &Value) -> bool {
    value.as_bool().unwrap_or_else(|| value == "true")
}

/// The elements; none when it is not a list.
pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Whether one of the lists of `value` is there and empty: nothing happened, nothing is lost.
pub(super) fn has_empty_part(value: &Value) -> bool {
    ["messages", "statuses", "errors"].iter().any(|key| value[*key].as_array().is_some_and(Vec::is_empty))
}
