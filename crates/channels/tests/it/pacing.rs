use proptest::prelude::*;
use ventanilla_channels::whatsapp::{Pacing, PacingConfig};
use ventanilla_domain::{Duration, Timestamp};

const NOW: Duration = Duration::millis(0);

fn fast() -> PacingConfig {
    PacingConfig { per_second: 1_000_000, ..PacingConfig::default() }
}

#[test]
fn one_citizen_gets_a_burst_and_then_one_message_every_six_seconds() {
    let mut pacing = Pacing::new(fast());
    let mut now = Timestamp(1_000_000);
    for n in 0..45 {
        assert_eq!(pacing.next_slot("a", now), NOW, "{n}");
    }
    assert_eq!(pacing.next_slot("a", now), Duration::seconds(6));
    assert_eq!(pacing.next_slot("a", now), Duration::seconds(6), "asking takes nothing");
    assert_eq!(pacing.next_slot("b", now), NOW, "others are not held up");
    now = now.plus(Duration::seconds(6));
    assert_eq!(pacing.next_slot("a", now), NOW);
    assert_eq!(pacing.next_slot("a", now), Duration::seconds(6));
    now = now.plus(Duration::seconds(45 * 6));
    for n in 0..45 {
        assert_eq!(pacing.next_slot("a", now), NOW, "the burst is paid back after 270 s, message {n}");
    }
}

#[test]
fn a_number_never_sends_and_receives_more_than_its_rate_in_a_second() {
    let mut pacing = Pacing::new(PacingConfig { per_second: 10, ..PacingConfig::default() });
    let start = Timestamp(5_000);
    for n in 0..6 {
        assert_eq!(pacing.next_slot(&format!("c{n}"), start), NOW);
    }
    for _ in 0..4 {
        pacing.received(start.plus(Duration::millis(100)));
    }
    let later = start.plus(Duration::millis(200));
    assert_eq!(pacing.next_slot("x", later), Duration::millis(800));
    assert_eq!(pacing.next_slot("x", start.plus(Duration::seconds(1))), NOW);
}

#[test]
fn a_clock_set_back_holds_nobody_for_long() {
    let mut pacing = Pacing::new(fast());
    pacing.next_slot("a", Timestamp(1_000_000_000));
    let wait = pacing.next_slot("a", Timestamp(0));
    assert!(wait <= Duration::seconds(6), "{wait}");
}

proptest! {
    /// Whatever is asked in whatever order of time, the slots given keep both rates.
    #[test]
    fn slots_keep_both_rates(steps in prop::collection::vec((0..4_u8, 0..3_000_i64), 1..400)) {
        let config = PacingConfig { pair_interval: Duration::seconds(6), pair_burst: 5, per_second: 4 };
        let mut pacing = Pacing::new(config);
        let (mut now, mut given): (Timestamp, Vec<(u8, Timestamp)>) = (Timestamp(0), Vec::new());
        for (who, step) in steps {
            now = now.plus(Duration(step));
            let wait = pacing.next_slot(&who.to_string(), now);
            prop_assert!(wait >= NOW && wait <= Duration::seconds(30));
            if wait == NOW { given.push((who, now)); }
        }
        for (i, (who, from)) in given.iter().enumerate() {
            let within = |span: Duration| given[i..].iter().filter(move |(_, at)| at.since(*from) < span);
            prop_assert!(within(Duration::seconds(1)).count() <= 4);
            for n in 1..10_i64 {
                let mine = within(Duration::seconds(6 * n)).filter(|(other, _)| other == who).count();
                prop_assert!(mine <= 5 + usize::try_from(n).unwrap(), "{} in {} intervals", mine, n);
            }
        }
    }

    /// Waiting as long as told is enough when nobody else comes.
    #[test]
    fn after_the_wait_the_slot_is_there(burst in 1..60_u32) {
        let mut pacing = Pacing::new(PacingConfig { pair_burst: burst, ..PacingConfig::default() });
        let mut now = Timestamp(0);
        for _ in 0..200 {
            let wait = pacing.next_slot("a", now);
            now = now.plus(wait);
            if wait > NOW { prop_assert_eq!(pacing.next_slot("a", now), NOW); }
        }
    }
}
