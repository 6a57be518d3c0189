use ventanilla_channels::whatsapp::{
    PhoneNumber, Recipient, UserId, alternative_form, canonical_phone, is_user_id, recipient_of,
};
use ventanilla_domain::IdentityHint;

fn hint(phone: Option<&str>, user_id: Option<&str>) -> IdentityHint {
    IdentityHint { phone: phone.map(str::to_owned), user_id: user_id.map(str::to_owned), ..IdentityHint::default() }
}

#[test]
fn the_phone_is_preferred_and_a_user_id_never_becomes_one() {
    let phone = Recipient::phone("5218442345678");
    let user_id = Recipient::user_id("MX.1349");
    assert!(phone.is_some() && user_id.is_some());
    let table = [
        (hint(Some("5218442345678"), Some("MX.1349")), phone.clone()),
        (hint(Some("5218442345678"), None), phone),
        (hint(None, Some("MX.1349")), user_id.clone()),
        (hint(Some("MX.77"), Some("MX.1349")), user_id),
        (hint(Some("MX.77"), None), None),
        (hint(None, None), None),
    ];
    for (hint, expected) in table {
        assert_eq!(recipient_of(&hint), expected, "{hint:?}");
    }
    assert_eq!(PhoneNumber::parse("MX.13491208655302741918"), None);
    assert_eq!(UserId::parse("5218442345678"), None);
    assert_eq!(UserId::parse("MX. 1"), None);
}

#[test]
fn mexican_and_argentine_mobiles_have_two_forms() {
    let table = [
        ("5218442345678", Some("528442345678"), "528442345678"),
        ("528442345678", Some("5218442345678"), "528442345678"),
        ("5491123456789", Some("541123456789"), "541123456789"),
        ("541123456789", Some("5491123456789"), "541123456789"),
        ("16505551234", None, "16505551234"),
        ("52123", None, "52123"),
        ("5521987654321", None, "5521987654321"),
        ("521844234567", Some("5211844234567"), "521844234567"),
    ];
    for (digits, other, canonical) in table {
        let got = alternative_form(&PhoneNumber::parse(digits).unwrap());
        assert_eq!(got.as_ref().map(PhoneNumber::digits), other, "{digits}");
        assert_eq!(canonical_phone(digits), canonical);
    }
    assert_eq!(canonical_phone("MX.5218442345678"), "MX.5218442345678", "a user id is left alone");
}

#[test]
fn both_forms_of_a_number_share_one_pair_rate() {
    assert_eq!(Recipient::phone("5218442345678").unwrap().key(), Recipient::phone("528442345678").unwrap().key());
}

#[test]
fn user_ids_are_recognised() {
    for id in ["US.13491208655302741918", "MX.ENT.11815799212886844830", "MX.a"] {
        assert!(is_user_id(id), "{id}");
    }
    for id in ["", "US.", "us.1", "USA.1", "US.1.2", "US.ñ", "5218442345678", "MX.ENT."] {
        assert!(!is_user_id(id), "{id}");
    }
}

#[test]
fn identities_are_not_printed() {
    let shown = format!("{:?} {:?}", Recipient::phone("5218442345678"), Recipient::user_id("MX.1349"));
    assert!(!shown.contains("844") && !shown.contains("1349"), "{shown}");
}
