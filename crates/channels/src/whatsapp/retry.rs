use ventanilla_domain::Duration;

use super::send_error::{ErrorClass, LONG_FIRST_WAIT};

/// Backoff never waits longer than this, unless it starts there (whatsapp-cloud-api 6, retry policy 4).
const LONGEST_WAIT: Duration = Duration::seconds(60);
/// Longest addition to a wait that starts at a minute.
const LONGEST_EXTRA_WAIT: Duration = Duration::minutes(10);
/// Attempts when nothing was sent: hours, because an outage must not cost a citizen the answer.
const NOTHING_SENT_ATTEMPTS: u32 = 300;
/// Attempts against the pair rate; the wait stays at its longest after the fifth.
const PAIR_RATE_ATTEMPTS: u32 = 10;
const PAIR_RATE_LONGEST_EXPONENT: u32 = 4;
/// Attempts when it may have gone out (retry policy 2).
const AMBIGUOUS_ATTEMPTS: u32 = 3;
/// A status with our callback would have come by then (whatsapp-cloud-api 5.1).
const AMBIGUOUS_WAIT: Duration = Duration::seconds(60);
const MAINTENANCE_WAIT: Duration = Duration::seconds(60);
const MAINTENANCE_ATTEMPTS: u32 = 30;
/// Spread over the end of a fixed wait, so that not everything is sent at once.
const SPREAD: Duration = Duration::seconds(10);
/// The other number form and the second upload are tried once, at once.
const ONCE: u32 = 1;

/// How long to wait before the next attempt after `attempt` failed ones (1 after the first), or none to give up. `random` is any number
/// from the `IdSource`: backoff has full jitter.
#[must_use]
pub fn retry_wait(class: &ErrorClass, attempt: u32, random: u64) -> Option<Duration> {
    let attempt = attempt.max(1);
    let (attempts, wait) = match class {
        ErrorClass::NothingSent { first_wait } => (NOTHING_SENT_ATTEMPTS, backoff(*first_wait, attempt, random)),
        ErrorClass::PairRate => (PAIR_RATE_ATTEMPTS, pair_rate(attempt)),
        ErrorClass::Ambiguous => (AMBIGUOUS_ATTEMPTS, spread(AMBIGUOUS_WAIT, random)),
        ErrorClass::Maintenance => (MAINTENANCE_ATTEMPTS, spread(MAINTENANCE_WAIT, random)),
        ErrorClass::TryOtherForm | ErrorClass::MediaProblem => (ONCE, Duration::default()),
        ErrorClass::WindowClosed
        | ErrorClass::OptedOut
        | ErrorClass::Template
        | ErrorClass::TokenInvalid
        | ErrorClass::StopChannel
        | ErrorClass::Permanent => return None,
    };
    (attempt <= attempts).then_some(wait)
}

/// Anything up to a window that doubles with each attempt; on top of the first wait when that is long, because then it must be kept.
fn backoff(first: Duration, attempt: u32, random: u64) -> Duration {
    let kept = first >= LONG_FIRST_WAIT;
    let longest = if kept { LONGEST_EXTRA_WAIT } else { LONGEST_WAIT };
    let doubled = first.0.saturating_mul(1 << (attempt - 1).min(30));
    let extra = up_to(Duration(doubled.min(longest.0)), random);
    if kept { Duration(first.0.saturating_add(extra.0)) } else { extra }
}

/// 1, 4, 16, 64, 256 seconds, as Meta recommends.
fn pair_rate(attempt: u32) -> Duration {
    Duration::seconds(4_i64.pow((attempt - 1).min(PAIR_RATE_LONGEST_EXPONENT)))
}

fn spread(wait: Duration, random: u64) -> Duration {
    Duration(wait.0 + up_to(SPREAD, random).0)
}

/// Evenly between one millisecond and `most`.
fn up_to(most: Duration, random: u64) -> Duration {
    let most = u64::try_from(most.0).unwrap_or(0).max(1);
    Duration(i64::try_from(1 + random % most).unwrap_or(1))
}
