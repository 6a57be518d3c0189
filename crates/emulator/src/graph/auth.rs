//! The bearer token, checked before anything else.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use subtle::ConstantTimeEq;

use super::error::GraphError;
use crate::emulator::Emulator;

impl Emulator {
    /// Checks the version in the path and the bearer token.
    pub(super) fn authorize(&self, version: &str, headers: &HeaderMap) -> Result<(), GraphError> {
        if !is_version(version) {
            return Err(GraphError::parameter(format!("Unknown path components: /{version}")));
        }
        let given = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        let expected = self.config().access_token.as_bytes();
        if token.is_empty() || !bool::from(token.as_bytes().ct_eq(expected)) {
            self.world().counters.unauthorized += 1;
            return Err(GraphError::new(190, "Invalid OAuth access token - Cannot parse access token"));
        }
        Ok(())
    }

    /// Checks that an id in the path is the business number.
    pub(super) fn must_be_number(&self, id: &str) -> Result<(), GraphError> {
        if id == self.config().phone_number_id { Ok(()) } else { Err(no_such_object(id)) }
    }

    /// Checks that an id in the path is the business account.
    pub(super) fn must_be_account(&self, id: &str) -> Result<(), GraphError> {
        if id == self.config().waba_id { Ok(()) } else { Err(no_such_object(id)) }
    }
}

/// Meta's answer for an id it does not know.
pub(super) fn no_such_object(id: &str) -> GraphError {
    GraphError::parameter(format!(
        "Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, \
         or does not support this operation."
    ))
}

/// `v25.0`
fn is_version(text: &str) -> bool {
    let numbers = text.strip_prefix('v').and_then(|rest| rest.split_once('.'));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    numbers.is_some_and(|(major, minor)| all_digits(major) && all_digits(minor))
}
