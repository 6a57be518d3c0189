//! Any sequence of things a citizen can send, and of time that passes, in the Saltillo flow: no panic, and never without a way on.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use ventanilla_domain::{ChannelKind, Content, Duration, MediaItem, MediaKind};
use ventanilla_flow::model::Flow;
use ventanilla_flow::package::check_package;
use ventanilla_flow::session::Standing;
use ventanilla_flow::testing::{Case, PlainWorld, Player};

static FLOW: LazyLock<Flow> = LazyLock::new(|| {
    let files = BTreeMap::from([
        ("flow.yaml".to_owned(), include_str!("../../flows/saltillo/flow.yaml").to_owned()),
        ("catalogue.yaml".to_owned(), include_str!("../../flows/saltillo/catalogue.yaml").to_owned()),
        ("lexicon.yaml".to_owned(), include_str!("../../flows/saltillo/lexicon.yaml").to_owned()),
        ("en.yaml".to_owned(), include_str!("../../flows/saltillo/en.yaml").to_owned()),
    ]);
    check_package(&files).flow.expect("the Saltillo flow")
});

fuzz_target!(|text: &str| {
    let case = Case::default();
    let mut world = PlainWorld;
    let mut player = Player::new(&FLOW, ChannelKind::Whatsapp.limits(), &FLOW.lang, &case, &mut world);
    for line in text.lines().take(40) {
        play(&mut player, line);
        let standing = player.session().standing();
        assert!(!matches!(standing, Standing::Lost), "nobody knows how to go on after {line:?}");
    }
});

fn play(player: &mut Player<'_>, line: &str) {
    let played = match line.as_bytes().first() {
        Some(b'~') => player.wait(Duration::minutes(i64::try_from(line.len()).unwrap_or(1) * 30)),
        Some(b'#') => player.send(media(), Vec::new()),
        Some(b'@') => player.send(pin(line), Vec::new()),
        Some(b'!') => player.repeat(),
        _ => player.send(Content::Text { text: line.to_owned() }, Vec::new()),
    };
    played.expect("a conversation that can be played on");
}

fn media() -> Content {
    Content::Media(MediaItem {
        kind: MediaKind::Image,
        provider_media_id: Some("1".to_owned()),
        mime: None,
        sha256: None,
        caption: None,
        filename: None,
        voice: false,
        error: None,
    })
}

fn pin(line: &str) -> Content {
    let latitude = line.get(1..).and_then(|number| number.parse().ok()).unwrap_or(f64::NAN);
    Content::Location { latitude, longitude: -100.99, name: None, address: None }
}
