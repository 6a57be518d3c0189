//! Builders, fakes and the harness of the tests.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "only tests use this crate: a broken harness should stop them at once"
)]

mod clock;
mod database;
mod ids;
pub mod postgres;

pub use clock::TestClock;
pub use database::{TestDatabase, each_database};
pub use ids::TestIds;
