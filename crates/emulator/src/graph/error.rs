//! Errors as the Graph API tells them (whatsapp-cloud-api 6).

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::ids;

/// A refused request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GraphError {
    pub(crate) http: u16,
    pub(crate) code: i64,
    pub(crate) details: String,
}

impl GraphError {
    /// An error with the usual HTTP status of its code.
    pub(crate) fn new(code: i64, details: impl Into<String>) -> Self {
        Self { http: usual_http(code), code, details: details.into() }
    }

    /// A parameter that cannot be (100).
    pub(crate) fn parameter(details: impl Into<String>) -> Self {
        Self::new(100, details)
    }

    /// A parameter that is absent (131008).
    pub(crate) fn missing(path: &str) -> Self {
        Self::new(131_008, format!("Parameter '{path}' is missing."))
    }

    /// A parameter with a value that is not allowed (131009).
    pub(crate) fn invalid(details: impl Into<String>) -> Self {
        Self::new(131_009, details)
    }

    /// The body of the response.
    pub(crate) fn body(&self) -> Value {
        let mut error = json!({
            "message": format!("(#{}) {}", self.code, title(self.code)),
            "type": "OAuthException",
            "code": self.code,
        });
        if self.code == 100 {
            error["message"] = json!(format!("(#100) {}", self.details));
        }
        error["error_data"] = json!({ "messaging_product": "whatsapp", "details": self.details });
        error["fbtrace_id"] = json!(ids::token());
        json!({ "error": error })
    }
}

impl IntoResponse for GraphError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.http).unwrap_or(StatusCode::BAD_REQUEST);
        (status, Json(self.body())).into_response()
    }
}

/// Element of `statuses[].errors` for a message that failed after acceptance.
pub(crate) fn status_error(code: i64) -> Value {
    json!({
        "code": code,
        "title": title(code),
        "message": title(code),
        "error_data": { "details": details(code) },
        "href": "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes/",
    })
}

/// Meta's short name of a code.
pub(crate) fn title(code: i64) -> &'static str {
    match code {
        0 | 190 => "Invalid OAuth access token",
        1 => "API Unknown",
        2 => "API Service",
        4 => "API Too Many Calls",
        10 | 131_005 => "Access denied",
        100 => "Invalid parameter",
        368 => "Temporarily blocked for policies violations",
        80_007 => "Rate limit issues",
        130_403 => "You have blocked this user",
        130_429 => "Rate limit hit",
        130_472 => "User's number is part of an experiment",
        130_497 => "Business account is restricted from messaging users in this country.",
        131_000 => "Something went wrong",
        131_008 => "Required parameter is missing",
        131_009 => "Parameter value is not valid",
        131_016 => "Service unavailable",
        131_021 => "Recipient cannot be sender",
        131_026 => "Message undeliverable",
        131_030 => "Recipient phone number not in allowed list",
        131_031 => "Account has been locked",
        131_042 => "Business eligibility payment issue",
        131_047 => "Re-engagement message",
        131_048 => "Spam Rate limit hit",
        131_049 => "This message was not delivered to maintain healthy ecosystem engagement.",
        131_050 => "User has stopped marketing messages",
        131_051 => "Unsupported message type",
        131_052 => "Media download error",
        131_053 => "Media upload error",
        131_056 => "(Business Account, Consumer Account) pair rate limit hit",
        131_057 => "Account in maintenance mode",
        131_062 => "Business-scoped user ID is not allowed for this message",
        132_000 => "Number of parameters does not match the expected number of params",
        132_001 => "Template name does not exist in the translation",
        132_005 => "Translated text too long",
        132_012 => "Parameter format does not match format in the created template",
        132_015 => "Template is paused",
        132_016 => "Template is disabled",
        132_018 => "There are parameters in the template that are invalid",
        133_004 => "Server temporarily unavailable",
        133_010 => "Phone number not registered",
        137_000 => "Identity key mismatch",
        _ => "Unknown error",
    }
}

/// A sentence about a code, for `error_data.details`.
pub(crate) fn details(code: i64) -> &'static str {
    match code {
        131_026 => "Message undeliverable.",
        131_047 => {
            "Message failed to send because more than 24 hours have passed since the customer last replied to this number."
        }
        131_053 => "The media file does not have a type and size this kind of message can carry.",
        131_056 => {
            "Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time."
        }
        130_429 => {
            "Message failed to send because there were too many messages sent from this phone number in a short period of time."
        }
        other => title(other),
    }
}

/// HTTP status that usually comes with a code (third-party observation; programs must not key on it).
fn usual_http(code: i64) -> u16 {
    match code {
        0 | 190 => 401,
        3 | 10 | 200..=299 | 131_005 | 368 | 131_031 | 130_497 => 403,
        4 | 80_007 | 130_429 | 131_048 | 131_056 => 429,
        132_001 => 404,
        131_000 | 131_016 | 131_057 => 500,
        2 | 133_004 => 503,
        _ => 400,
    }
}
