use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ventanilla_domain::{Clock, Duration, Timestamp};

/// A clock that only moves when told. Clones show the same time.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// A clock that shows `at`.
    #[must_use]
    pub fn at(at: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(at.0)))
    }

    /// Puts the clock to `at`, forward or back.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.0, Ordering::SeqCst);
    }

    /// Moves the clock forward and returns the new time.
    pub fn advance(&self, span: Duration) -> Timestamp {
        Timestamp(self.0.fetch_add(span.0, Ordering::SeqCst) + span.0)
    }
}

/// Tuesday, 2026-11-24 14:00 in Saltillo.
impl Default for TestClock {
    fn default() -> Self {
        Self::at(Timestamp(1_795_550_400_000))
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}
