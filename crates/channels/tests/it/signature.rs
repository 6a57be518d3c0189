use proptest::prelude::*;
use ventanilla_channels::Secret;
use ventanilla_channels::whatsapp::{SignatureError, sign, verify};

/// whatsapp-cloud-api 13.1.
const VECTORS: [(&str, &str); 4] = [
    (
        r#"{"object":"whatsapp_business_account","entry":[]}"#,
        "sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
    ),
    (
        r#"{"object": "whatsapp_business_account", "entry": []}"#,
        "sha256=56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a",
    ),
    (r#"{"a":"\u00f1 \ud83d\udea8"}"#, "sha256=ac3f46f647e702e06301441a9d8b5c384485138e95f1430ab76084cffb3fc4da"),
    (r#"{"a":"ñ 🚨"}"#, "sha256=6867ab88221fd4dc6862ad33c011cf8a873036f67257aec908a9918f205b4290"),
];

fn secrets(all: &[&str]) -> Vec<Secret> {
    all.iter().map(|text| Secret::from(*text)).collect()
}

#[test]
fn the_vectors_of_the_reference_hold_and_are_not_interchangeable() {
    let secret = Secret::from("test_app_secret");
    for (body, header) in VECTORS {
        assert_eq!(sign(&secret, body.as_bytes()), header);
        for (other, other_header) in VECTORS {
            let passed = verify(std::slice::from_ref(&secret), Some(other_header), body.as_bytes()).is_ok();
            assert_eq!(passed, other == body, "{body} with the header of {other}");
        }
    }
}

#[test]
fn during_a_rotation_old_and_new_secret_pass() {
    let both = secrets(&["new", "old"]);
    for secret in ["new", "old"] {
        assert_eq!(verify(&both, Some(&sign(&Secret::from(secret), b"x")), b"x"), Ok(()));
    }
    assert_eq!(verify(&both, Some(&sign(&Secret::from("other"), b"x")), b"x"), Err(SignatureError::Mismatch));
}

#[test]
fn it_fails_closed() {
    let good = sign(&Secret::from("s"), b"x");
    let empty = sign(&Secret::from(""), b"x");
    let digits = good.trim_start_matches("sha256=");
    let sha1 = format!("sha1={digits}");
    let table: [(&[&str], Option<&str>, SignatureError); 10] = [
        (&["s"], None, SignatureError::Missing),
        (&["s"], Some(""), SignatureError::Malformed),
        (&["s"], Some("sha256="), SignatureError::Malformed),
        (&["s"], Some(digits), SignatureError::Malformed),
        (&["s"], Some(&sha1), SignatureError::Malformed),
        (&["s"], Some(&good[..good.len() - 1]), SignatureError::Malformed),
        (&["s"], Some("sha256=éééééééééééééééééééééééééééééééé"), SignatureError::Malformed),
        (&[], Some(&good), SignatureError::Mismatch),
        (&[""], Some(&empty), SignatureError::Mismatch),
        (&["S"], Some(&good), SignatureError::Mismatch),
    ];
    for (configured, header, error) in table {
        assert_eq!(verify(&secrets(configured), header, b"x"), Err(error), "{configured:?} {header:?}");
    }
}

#[test]
fn a_secret_is_never_printed() {
    assert!(!format!("{:?}", Secret::from("hunter2")).contains("hunter2"));
}

proptest! {
    #[test]
    fn any_header_does_not_panic_nor_pass(header in any::<String>(), body in any::<Vec<u8>>()) {
        prop_assert!(verify(&secrets(&["s"]), Some(&header), &body).is_err());
    }

    #[test]
    fn what_is_signed_passes_until_one_byte_changes(secret in ".{1,80}", mut body in prop::collection::vec(any::<u8>(), 1..200), at in any::<prop::sample::Index>()) {
        let secret = Secret::from(secret);
        let header = sign(&secret, &body);
        prop_assert!(verify(std::slice::from_ref(&secret), Some(&header), &body).is_ok());
        let at = at.index(body.len());
        body[at] ^= 1;
        prop_assert!(verify(&[secret], Some(&header), &body).is_err());
    }
}
