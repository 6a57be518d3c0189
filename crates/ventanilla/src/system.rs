//! The outside world for real: clock, ids, randomness, logs.

use std::time::{SystemTime, UNIX_EPOCH};

use tracing_subscriber::EnvFilter;
use uuid::Uuid;
use ventanilla_domain::{Clock, IdSource, Timestamp};

/// The clock of the machine.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the system clock is read")]
    fn now(&self) -> Timestamp {
        let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
    }
}

/// Ids and randomness of the operating system.
pub(crate) struct SystemIds;

impl IdSource for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "the one place where ids are made")]
    fn uuid(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn random(&self) -> u64 {
        // Two halves of v4 UUIDs, shifted so that neither the version nor the variant bits remain.
        let (high, low) = (Uuid::new_v4().as_u64_pair().1 << 32, Uuid::new_v4().as_u64_pair().1 & 0xffff_ffff);
        high | low
    }
}

/// Logs to standard error: what an operator must see, more with `-v`. `RUST_LOG` wins.
pub(crate) fn log(verbose: u8) {
    let default = match verbose {
        0 => "warn,ventanilla=info",
        1 => "info",
        _ => "debug",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(default));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
