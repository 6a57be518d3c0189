use std::collections::HashMap;

use ventanilla_channels::Secret;
use ventanilla_channels::whatsapp::answer;

fn query(pairs: &[(&str, &str)]) -> HashMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn the_challenge_comes_back_raw_only_for_the_right_token() {
    let right = [("hub.challenge", "1158201444"), ("hub.verify_token", "t"), ("hub.mode", "subscribe")];
    assert_eq!(answer(&query(&right), &Secret::from("t")).as_deref(), Some("1158201444"));
    let table: [&[(&str, &str)]; 6] = [
        &[],
        &[("hub.mode", "subscribe"), ("hub.challenge", "1")],
        &[("hub.mode", "subscribe"), ("hub.challenge", "1"), ("hub.verify_token", "T")],
        &[("hub.mode", "subscribe"), ("hub.challenge", "1"), ("hub.verify_token", "")],
        &[("hub.mode", "unsubscribe"), ("hub.challenge", "1"), ("hub.verify_token", "t")],
        &[("hub.mode", "subscribe"), ("hub.verify_token", "t")],
    ];
    for pairs in table {
        assert_eq!(answer(&query(pairs), &Secret::from("t")), None, "{pairs:?}");
    }
}

#[test]
fn an_empty_configured_token_admits_nobody() {
    let asked = query(&[("hub.mode", "subscribe"), ("hub.challenge", "1"), ("hub.verify_token", "")]);
    assert_eq!(answer(&asked, &Secret::from("")), None);
}
