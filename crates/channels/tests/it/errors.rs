//! whatsapp-cloud-api 6, row by row.

use proptest::prelude::*;
use ventanilla_channels::whatsapp::{ErrorClass, classify, classify_code, retry_wait};
use ventanilla_domain::Duration;

const SOON: ErrorClass = ErrorClass::NothingSent { first_wait: Duration::millis(500) };
const LATER: ErrorClass = ErrorClass::NothingSent { first_wait: Duration::seconds(60) };

#[test]
fn every_code_of_the_reference_has_its_class() {
    let table: [(&[i64], ErrorClass); 12] = [
        (&[0, 190], ErrorClass::TokenInvalid),
        (&[3, 10, 200, 250, 299, 131_005], ErrorClass::StopChannel),
        (&[368, 131_031, 131_042, 131_048, 131_064, 131_037, 131_045, 133_010, 133_016], ErrorClass::StopChannel),
        (&[1, 2, 131_000, 131_016, 133_004], ErrorClass::Ambiguous),
        (&[4, 80_007], LATER),
        (&[130_429], SOON),
        (&[131_056], ErrorClass::PairRate),
        (&[131_057], ErrorClass::Maintenance),
        (&[131_026, 131_030], ErrorClass::TryOtherForm),
        (&[131_052, 131_053], ErrorClass::MediaProblem),
        (&[132_000, 132_001, 132_005, 132_007, 132_012, 132_015, 132_016], ErrorClass::Template),
        (
            &[
                33, 100, 130_403, 130_472, 131_008, 131_009, 131_021, 131_049, 131_051, 131_062, 135_000, 137_000, -5,
                999_999,
            ],
            ErrorClass::Permanent,
        ),
    ];
    for (codes, class) in table {
        for code in codes {
            assert_eq!(classify_code(*code), class, "{code}");
        }
    }
    assert_eq!(classify_code(131_047), ErrorClass::WindowClosed);
    assert_eq!(classify_code(131_050), ErrorClass::OptedOut);
}

#[test]
fn the_code_decides_and_not_the_http_status() {
    let body = br#"{"error":{"message":"(#131056) pair rate limit hit","type":"OAuthException","code":131056,
        "error_data":{"messaging_product":"whatsapp","details":"Too many"},"error_subcode":2494055,"fbtrace_id":"A4O"}}"#;
    for status in [400, 429, 500] {
        let error = classify(status, body);
        assert_eq!((error.class, error.code, error.subcode), (ErrorClass::PairRate, Some(131_056), Some(2_494_055)));
        assert_eq!(error.fbtrace_id.as_deref(), Some("A4O"));
        assert_eq!(error.title, "(#131056) pair rate limit hit: Too many");
    }
}

#[test]
fn answers_without_a_known_code_go_by_http_status() {
    let unknown = br#"{"error":{"message":"x","code":999999}}"#.as_slice();
    let transient = br#"{"error":{"message":"x","code":999999,"is_transient":true}}"#.as_slice();
    let words = br#"{"error":{"message":"x","code":"190","error_data":"why"}}"#.as_slice();
    let table: [(u16, &[u8], ErrorClass); 12] = [
        (500, b"", ErrorClass::Ambiguous),
        (502, b"<html>Bad gateway</html>", ErrorClass::Ambiguous),
        (503, unknown, ErrorClass::Ambiguous),
        (408, b"", ErrorClass::Ambiguous),
        (429, b"", LATER),
        (401, b"", ErrorClass::TokenInvalid),
        (403, b"<html>", LATER),
        (403, unknown, ErrorClass::Permanent),
        (302, b"", LATER),
        (400, unknown, ErrorClass::Permanent),
        (400, transient, ErrorClass::Ambiguous),
        (400, words, ErrorClass::TokenInvalid),
    ];
    for (status, body, class) in table {
        assert_eq!(classify(status, body).class, class, "{status} {}", String::from_utf8_lossy(body));
    }
}

#[test]
fn the_pair_rate_waits_as_meta_recommends() {
    let waits: Vec<_> = (1..=6).map(|attempt| retry_wait(&ErrorClass::PairRate, attempt, 7).unwrap()).collect();
    assert_eq!(waits, [1, 4, 16, 64, 256, 256].map(Duration::seconds));
}

#[test]
fn what_cannot_get_better_is_given_up_at_once() {
    for class in [
        ErrorClass::Permanent,
        ErrorClass::WindowClosed,
        ErrorClass::OptedOut,
        ErrorClass::Template,
        ErrorClass::TokenInvalid,
        ErrorClass::StopChannel,
    ] {
        assert_eq!(retry_wait(&class, 1, 3), None, "{class:?}");
    }
    for class in [ErrorClass::TryOtherForm, ErrorClass::MediaProblem] {
        assert_eq!(retry_wait(&class, 1, 3), Some(Duration::default()));
        assert_eq!(retry_wait(&class, 2, 3), None);
    }
}

#[test]
fn what_may_have_gone_out_is_repeated_at_most_three_times_a_minute_apart() {
    let waits: Vec<_> = (1..=4).map(|attempt| retry_wait(&ErrorClass::Ambiguous, attempt, 5)).collect();
    assert!(waits[..3].iter().all(|wait| wait.is_some_and(|wait| wait >= Duration::seconds(60))), "{waits:?}");
    assert_eq!(waits[3], None);
}

proptest! {
    #[test]
    fn backoff_has_full_jitter_inside_its_window(attempt in 0..400_u32, random in any::<u64>()) {
        let window = Duration::millis(500_i64 << attempt.saturating_sub(1).min(7)).min(Duration::seconds(60));
        match retry_wait(&SOON, attempt, random) {
            Some(wait) => prop_assert!(wait > Duration::default() && wait <= window, "{} of {}", wait, window),
            None => prop_assert!(attempt > 100, "an outage of minutes must not cost the answer"),
        }
        if let Some(wait) = retry_wait(&LATER, attempt, random) {
            prop_assert!(wait > Duration::seconds(60) && wait <= Duration::minutes(11));
        }
    }

    #[test]
    fn any_body_does_not_panic(status in any::<u16>(), body in any::<Vec<u8>>()) {
        let error = classify(status, &body);
        prop_assert!(!error.title.is_empty());
    }

    #[test]
    fn any_wait_does_not_panic(first in any::<i64>(), attempt in any::<u32>(), random in any::<u64>()) {
        let wait = retry_wait(&ErrorClass::NothingSent { first_wait: Duration(first) }, attempt, random);
        prop_assert!(wait.is_none_or(|wait| wait > Duration::default()));
    }
}
