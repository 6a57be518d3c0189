//! Messages a second of the business number, in and out together (whatsapp-cloud-api 8.1).

use std::collections::VecDeque;

/// The messages of the last second.
#[derive(Default)]
pub(crate) struct Throughput {
    recent_ms: VecDeque<i64>,
}

impl Throughput {
    /// Counts a citizen's message, which is never refused.
    pub(crate) fn note(&mut self, now_ms: i64) {
        self.forget_before(now_ms - 1_000);
        self.recent_ms.push_back(now_ms);
    }

    /// Counts a send, or says that the number sends too fast (130429).
    pub(crate) fn take(&mut self, limit: Option<u32>, now_ms: i64) -> bool {
        let Some(limit) = limit else { return true };
        self.forget_before(now_ms - 1_000);
        let fits = self.recent_ms.len() < usize::try_from(limit).unwrap_or(usize::MAX);
        if fits {
            self.recent_ms.push_back(now_ms);
        }
        fits
    }

    fn forget_before(&mut self, earliest_ms: i64) {
        while self.recent_ms.front().is_some_and(|at| *at <= earliest_ms) {
            self.recent_ms.pop_front();
        }
    }
}
