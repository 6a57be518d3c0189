//! How much the business may send to one person (whatsapp-cloud-api 8.1).

use crate::settings::PairRate;

/// One message every six seconds …
const PERIOD_MS: i64 = 6_000;
/// … and at most this many at once, borrowed from the future.
const BURST: i64 = 45;

/// What was sent to one person lately.
#[derive(Clone, Debug, Default)]
pub(crate) struct PairBudget {
    /// Until when what was sent uses up the regular rate.
    paid_until_ms: i64,
    /// Start of the current burst and how many messages it has.
    burst_start_ms: i64,
    burst_len: i64,
}

impl PairBudget {
    /// Takes one message from the budget, or says no (131056).
    pub(crate) fn take(&mut self, rule: PairRate, now_ms: i64) -> bool {
        match rule {
            PairRate::Off => true,
            PairRate::Bucket => self.take_from_bucket(now_ms),
            PairRate::Strict => self.take_strictly(now_ms),
        }
    }

    fn take_from_bucket(&mut self, now_ms: i64) -> bool {
        let paid_until = self.paid_until_ms.max(now_ms) + PERIOD_MS;
        let fits = paid_until - now_ms <= BURST * PERIOD_MS;
        if fits {
            self.paid_until_ms = paid_until;
        }
        fits
    }

    fn take_strictly(&mut self, now_ms: i64) -> bool {
        if now_ms >= self.paid_until_ms {
            self.burst_start_ms = now_ms;
            self.burst_len = 0;
        }
        let in_burst = now_ms < self.burst_start_ms + PERIOD_MS && self.burst_len < BURST;
        if in_burst {
            self.burst_len += 1;
            self.paid_until_ms = self.burst_start_ms + self.burst_len * PERIOD_MS;
        }
        in_burst
    }
}
