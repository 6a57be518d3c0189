use std::collections::{HashMap, VecDeque};

use ventanilla_domain::{Duration, Timestamp};

/// Meta's rates for one number of ours (whatsapp-cloud-api 8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PacingConfig {
    /// One message to one citizen in this time, on average.
    pub pair_interval: Duration,
    /// Messages to one citizen at once, borrowed from the future.
    pub pair_burst: u32,
    /// Messages a second, in and out together.
    pub per_second: usize,
}

impl Default for PacingConfig {
    fn default() -> Self {
        Self { pair_interval: Duration::seconds(6), pair_burst: 45, per_second: 80 }
    }
}

/// Tells when the next message may leave so that Meta has no reason to refuse it. Pure: time comes in. Memory is bounded by the rates.
#[derive(Debug, Clone, Default)]
pub struct Pacing {
    config: PacingConfig,
    /// Per citizen, until when their rate is used up. Instants in the past mean nothing and are dropped.
    used_until: HashMap<String, Timestamp>,
    prune_at: usize,
    /// The messages of the last second, oldest first.
    recent: VecDeque<Timestamp>,
}

const SECOND: Duration = Duration::seconds(1);
/// No clean-up below this many citizens.
const SMALL: usize = 1_024;

impl Pacing {
    /// Paces by `config`.
    #[must_use]
    pub fn new(config: PacingConfig) -> Self {
        Self { config, ..Self::default() }
    }

    /// How long to wait before sending to `recipient_key` ([`super::Recipient::key`]). **Zero takes the slot**: send now. More than zero takes
    /// nothing: ask again after that time.
    pub fn next_slot(&mut self, recipient_key: &str, now: Timestamp) -> Duration {
        let used_until = self.used_until(recipient_key, now);
        let wait = self.pair_wait(used_until, now).max(self.throughput_wait(now));
        if wait == Duration::default() {
            self.remember(now);
            self.used_until.insert(recipient_key.to_owned(), used_until.plus(self.config.pair_interval));
            self.prune(now);
        }
        wait
    }

    /// Counts a message that came in: throughput is in and out together.
    pub fn received(&mut self, now: Timestamp) {
        self.remember(now);
    }

    /// Never before now, and never later than a full burst from now, whatever a clock did.
    fn used_until(&self, key: &str, now: Timestamp) -> Timestamp {
        let latest = now.plus(self.burst(self.config.pair_burst));
        self.used_until.get(key).copied().unwrap_or(now).clamp(now, latest.max(now))
    }

    fn pair_wait(&self, used_until: Timestamp, now: Timestamp) -> Duration {
        let free_at = used_until.minus(self.burst(self.config.pair_burst.saturating_sub(1)));
        free_at.since(now).max(Duration::default())
    }

    fn burst(&self, messages: u32) -> Duration {
        Duration(self.config.pair_interval.0.saturating_mul(messages.into()))
    }

    fn throughput_wait(&self, now: Timestamp) -> Duration {
        let limit = self.config.per_second.max(1);
        let Some(first) = self.recent.len().checked_sub(limit).and_then(|i| self.recent.get(i)) else {
            return Duration::default();
        };
        first.plus(SECOND).since(now).clamp(Duration::default(), SECOND)
    }

    fn remember(&mut self, now: Timestamp) {
        self.recent.push_back(now);
        while self.recent.len() > self.config.per_second.max(1) {
            self.recent.pop_front();
        }
    }

    fn prune(&mut self, now: Timestamp) {
        if self.used_until.len() > self.prune_at.max(SMALL) {
            self.used_until.retain(|_, used_until| *used_until > now);
            self.prune_at = self.used_until.len().saturating_mul(2);
        }
    }
}
