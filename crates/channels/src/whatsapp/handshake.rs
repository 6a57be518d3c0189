use std::collections::HashMap;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::Secret;

/// Answers the verification GET (whatsapp-cloud-api 1.1): the challenge to send back raw as `text/plain` with 200, or none for 403.
/// Names of `query` are `hub.mode`, `hub.verify_token`, `hub.challenge`. An empty `verify_token` admits nobody.
#[must_use]
pub fn answer(query: &HashMap<String, String>, verify_token: &Secret) -> Option<String> {
    let told = query.get("hub.verify_token")?;
    let subscribing = query.get("hub.mode").is_some_and(|mode| mode == "subscribe");
    let admitted = subscribing && !verify_token.is_empty() && same(told, verify_token.expose());
    query.get("hub.challenge").filter(|_| admitted).cloned()
}

/// Compares sums, so that not even the length of the token shows in the time taken.
fn same(one: &str, other: &str) -> bool {
    Sha256::digest(one).ct_eq(&Sha256::digest(other)).into()
}
