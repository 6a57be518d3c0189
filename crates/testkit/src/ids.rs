use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;
use ventanilla_domain::IdSource;

/// Ids and random numbers that are the same in every run. Clones draw from the same source.
#[derive(Debug, Clone)]
pub struct TestIds(Arc<State>);

#[derive(Debug)]
struct State {
    seed: u64,
    ids: AtomicU64,
    numbers: AtomicU64,
}

impl TestIds {
    /// A source of its own for each `seed`.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(State { seed, ids: AtomicU64::new(0), numbers: AtomicU64::new(0) }))
    }
}

impl Default for TestIds {
    fn default() -> Self {
        Self::seeded(0)
    }
}

impl IdSource for TestIds {
    /// Shaped like a UUIDv7 whose time is a counter: later ones sort later.
    fn uuid(&self) -> Uuid {
        const BEGIN: u64 = 1_795_550_400_000;
        let n = self.0.ids.fetch_add(1, Ordering::SeqCst);
        let high = ((BEGIN + (n >> 12)) << 16) | 0x7000 | (n & 0xfff);
        let low = (0b10 << 62) | (scatter(self.0.seed ^ n.rotate_left(32)) >> 2);
        Uuid::from_u64_pair(high, low)
    }

    fn random(&self) -> u64 {
        scatter(self.0.seed.wrapping_add(scatter(self.0.numbers.fetch_add(1, Ordering::SeqCst))))
    }
}

/// The finaliser of splitmix64.
const fn scatter(n: u64) -> u64 {
    let n = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}
