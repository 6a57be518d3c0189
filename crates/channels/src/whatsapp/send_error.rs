use serde_json::Value;
use ventanilla_domain::Duration;

use super::webhook::value;

/// What to do about an error of Meta (whatsapp-cloud-api 6). [`super::retry_wait`] tells how long to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorClass {
    /// Nothing was sent: safe to send again.
    NothingSent {
        /// Where the waiting starts.
        first_wait: Duration,
    },
    /// Too many messages to this one citizen; only their queue waits.
    PairRate,
    /// It may have gone out: look for a status with our callback before sending again, and only a few times.
    Ambiguous,
    /// Meta upgrades the number, for about a minute. Nothing was sent.
    Maintenance,
    /// Undeliverable at this number: try [`super::alternative_form`] once.
    TryOtherForm,
    /// Meta could not take the file: upload it once more.
    MediaProblem,
    /// More than 24 hours since the citizen wrote: only a template can be sent.
    WindowClosed,
    /// The citizen does not want this kind of message: record it.
    OptedOut,
    /// The template cannot be used as it is: stop using it and tell the operator.
    Template,
    /// The access token is dead: stop sending, tell the operator.
    TokenInvalid,
    /// Account, number, permission or payment: stop sending on this channel, tell the operator.
    StopChannel,
    /// Sending it again cannot help.
    Permanent,
}

/// An error Meta answered with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Meta answered {http_status}, code {code:?}: {title}")]
pub struct ApiError {
    /// HTTP status; not to be decided on when there is a code.
    pub http_status: u16,
    /// Meta's code, if the body has one.
    pub code: Option<i64>,
    /// Deprecated by Meta, kept for support.
    pub subcode: Option<i64>,
    /// Meta's words, with `error_data.details` when it is there; for agents and logs.
    pub title: String,
    /// What to do.
    pub class: ErrorClass,
    /// What Meta's support asks for.
    pub fbtrace_id: Option<String>,
    /// `Retry-After`, if the answer had one.
    pub retry_after: Option<Duration>,
}

/// Where waiting starts by default.
pub(crate) const FIRST_WAIT: Duration = Duration::millis(500);
/// Where waiting starts for limits of the whole app or account.
pub(super) const LONG_FIRST_WAIT: Duration = Duration::seconds(60);

const NOTHING_SENT: ErrorClass = ErrorClass::NothingSent { first_wait: FIRST_WAIT };
const NOTHING_SENT_LONG: ErrorClass = ErrorClass::NothingSent { first_wait: LONG_FIRST_WAIT };

/// The table of whatsapp-cloud-api 6. Unknown codes are permanent. Also for codes in status webhooks.
#[must_use]
pub fn classify_code(code: i64) -> ErrorClass {
    known(code).unwrap_or(ErrorClass::Permanent)
}

fn known(code: i64) -> Option<ErrorClass> {
    Some(match code {
        0 | 190 => ErrorClass::TokenInvalid,
        3 | 10 | 200..=299 | 131_005 => ErrorClass::StopChannel,
        1 | 2 | 131_000 | 131_016 | 133_004 => ErrorClass::Ambiguous,
        4 | 80_007 => NOTHING_SENT_LONG,
        130_429 => NOTHING_SENT,
        131_056 => ErrorClass::PairRate,
        131_057 => ErrorClass::Maintenance,
        131_026 | 131_030 => ErrorClass::TryOtherForm,
        131_052 | 131_053 => ErrorClass::MediaProblem,
        131_047 => ErrorClass::WindowClosed,
        131_050 => ErrorClass::OptedOut,
        132_000 | 132_001 | 132_005 | 132_007 | 132_012 | 132_015 | 132_016 | 132_018 => ErrorClass::Template,
        368 | 131_031 | 131_042 | 131_048 | 131_064 => ErrorClass::StopChannel,
        131_037 | 131_045 | 133_005 | 133_006 | 133_008..=133_010 | 133_015 | 133_016 => ErrorClass::StopChannel,
        33 | 100 | 130_403 | 130_472 | 130_497 | 131_008 | 131_009 | 131_021 | 131_049 | 131_051 => {
            ErrorClass::Permanent
        }
        131_060 | 131_062 | 131_063 | 132_068 | 132_069 | 135_000 | 137_000 => ErrorClass::Permanent,
        _ => return None,
    })
}

/// Reads an answer that is not a success: JSON, HTML of some edge, or nothing at all.
#[must_use]
pub fn classify(http_status: u16, body: &[u8]) -> ApiError {
    let told: Value = serde_json::from_slice(body).unwrap_or_default();
    let error = &told["error"];
    let code = value::integer(&error["code"]);
    let transient = value::flag(&error["is_transient"]);
    ApiError {
        http_status,
        code,
        subcode: value::integer(&error["error_subcode"]),
        title: title(error),
        class: code.and_then(known).unwrap_or_else(|| by_http(http_status, code.is_some(), transient)),
        fbtrace_id: value::text(&error["fbtrace_id"]),
        retry_after: None,
    }
}

fn title(error: &Value) -> String {
    let data = &error["error_data"];
    let details = value::text(&data["details"]).or_else(|| value::text(data));
    let parts = [value::text(&error["message"]), details];
    let words = parts.into_iter().flatten().collect::<Vec<_>>().join(": ");
    if words.is_empty() { "no explanation".to_owned() } else { words }
}

/// The last resort, for answers without a code we know. Redirects and refusals without any code come from something in between.
fn by_http(status: u16, has_code: bool, transient: bool) -> ErrorClass {
    match status {
        408 | 500.. => ErrorClass::Ambiguous,
        425 | 429 => NOTHING_SENT_LONG,
        _ if transient => ErrorClass::Ambiguous,
        401 => ErrorClass::TokenInvalid,
        300..=399 => NOTHING_SENT_LONG,
        403 if !has_code => NOTHING_SENT_LONG,
        200..=299 => ErrorClass::Ambiguous,
        _ => ErrorClass::Permanent,
    }
}
