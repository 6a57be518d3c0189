//! What happened so far, in numbers.

use std::collections::BTreeMap;

use serde::Serialize;

/// Totals since the start or the last reset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counters {
    /// Messages written by citizens.
    pub inbound: u64,
    /// Status updates handed to webhooks.
    pub statuses: u64,
    /// Webhook requests made, redeliveries included.
    pub webhooks_posted: u64,
    /// Webhook requests answered 200.
    pub webhooks_acked: u64,
    /// Webhook requests that repeat an earlier one.
    pub webhooks_redelivered: u64,
    /// Webhooks given up after seven days.
    pub webhooks_dropped: u64,
    /// Updates inside webhooks that were answered 200.
    pub updates_acked: u64,
    /// Sends answered with a message id.
    pub sends_accepted: u64,
    /// Sends refused, by error code; 0 stands for an HTML page.
    pub sends_refused: BTreeMap<i64, u64>,
    /// Messages accepted and failed later, by error code.
    pub sends_failed: BTreeMap<i64, u64>,
    /// Messages accepted and silently dropped (a user id in `to`, whatsapp-cloud-api 3.3).
    pub sends_dropped: u64,
    /// Accepted sends whose connection was cut before the answer.
    pub sends_cut: u64,
    /// Mark-as-read calls.
    pub marked_read: u64,
    /// Media uploaded by the business.
    pub media_uploaded: u64,
    /// Media downloads answered with bytes.
    pub media_downloaded: u64,
    /// Requests with a wrong or missing token.
    pub unauthorized: u64,
}

impl Counters {
    /// Counts a refused send.
    pub(crate) fn refused(&mut self, code: i64) {
        *self.sends_refused.entry(code).or_default() += 1;
    }

    /// Counts a message that failed after acceptance.
    pub(crate) fn failed(&mut self, code: i64) {
        *self.sends_failed.entry(code).or_default() += 1;
    }
}
