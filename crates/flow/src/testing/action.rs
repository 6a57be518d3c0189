//! What an item of a script does.

use ventanilla_domain::{ContactCard, Content, MediaItem, MediaKind, fold};

use super::player::{Offer, Player, PlayerError, Since};
use super::script::{File, Item};
use crate::engine::key_of;

/// Why an action cannot be done.
pub(super) type Refused = String;

/// Something an item can do.
enum Action<'i> {
    Say(&'i str),
    Tap(&'i str),
    TapOld(&'i str),
    Send(MediaKind, &'i File),
    Other(Content),
    Wait(ventanilla_domain::Duration),
    Duplicate,
    Restart,
    Agent(crate::input::HandoffOutcome),
}

/// Does what `item` says; false when it only checks.
pub(super) fn act(player: &mut Player<'_>, item: &Item) -> Result<bool, Refused> {
    let mut actions = actions(item);
    let Some(action) = actions.pop() else { return Ok(false) };
    if !actions.is_empty() {
        return Err("an item can do only one thing".to_owned());
    }
    player.since = Since::default();
    perform(player, item, action)?;
    Ok(true)
}

fn actions(item: &Item) -> Vec<Action<'_>> {
    let files = [
        (MediaKind::Image, &item.photo),
        (MediaKind::Video, &item.video),
        (MediaKind::Audio, &item.voice),
        (MediaKind::Document, &item.file),
    ];
    let other = [
        (item.sticker, Content::Media(media(MediaKind::Sticker, None, false))),
        (item.contact, Content::Contacts { cards: vec![ContactCard::default()] }),
        (item.order, Content::Order { text: None, items: 1 }),
        (item.unknown, Content::Unsupported { kind: None, code: None }),
    ];
    let mut actions: Vec<Action<'_>> = Vec::new();
    actions.extend(item.citizen.as_deref().map(Action::Say));
    actions.extend(item.tap.as_deref().map(Action::Tap));
    actions.extend(item.tap_old.as_deref().map(Action::TapOld));
    actions.extend(files.into_iter().filter_map(|(kind, file)| Some(Action::Send(kind, file.as_ref()?))));
    actions.extend(item.pin.map(|(latitude, longitude)| {
        Action::Other(Content::Location { latitude, longitude, name: None, address: None })
    }));
    actions.extend(other.into_iter().filter(|(on, _)| *on).map(|(_, content)| Action::Other(content)));
    actions.extend(item.reaction.as_ref().map(|emoji| {
        Action::Other(Content::Reaction { provider_id: "wamid.prueba".to_owned(), emoji: Some(emoji.clone()) })
    }));
    actions.extend(item.wait.map(Action::Wait));
    actions.extend(item.duplicate.then_some(Action::Duplicate));
    actions.extend(item.restart.then_some(Action::Restart));
    actions.extend(item.agent.map(Action::Agent));
    actions
}

fn perform(player: &mut Player<'_>, item: &Item, action: Action<'_>) -> Result<(), Refused> {
    let done = match action {
        Action::Say(text) => say(player, item, text),
        Action::Tap(option) => {
            let offer = offer(&player.offered, option).ok_or_else(|| not_offered(&player.offered, option))?;
            tap(player, offer)
        }
        Action::TapOld(option) => {
            let offer =
                offer(&player.offered_before, option).ok_or_else(|| not_offered(&player.offered_before, option))?;
            tap(player, offer)
        }
        Action::Send(kind, file) => send(player, item, kind, file),
        Action::Other(content) => other(player, item, content),
        Action::Wait(span) => {
            player.transcript.note(&format!("{span} later"));
            player.wait(span)
        }
        Action::Duplicate => {
            player.transcript.note("the same message again");
            player.repeat()
        }
        // The session goes through JSON before every turn anyway.
        Action::Restart => Ok(()),
        Action::Agent(outcome) => {
            player.transcript.note(&format!("people: {outcome:?}"));
            player.people(outcome)
        }
    };
    done.map_err(|error| error.to_string())
}

fn say(player: &mut Player<'_>, item: &Item, text: &str) -> Result<(), PlayerError> {
    player.transcript.citizen(text);
    player.send(Content::Text { text: text.to_owned() }, item.labels.clone())
}

fn tap(player: &mut Player<'_>, offer: Offer) -> Result<(), PlayerError> {
    player.transcript.citizen(&format!("[{}]", offer.title));
    player.send(Content::Choice { id: offer.id, title: offer.title }, Vec::new())
}

fn send(player: &mut Player<'_>, item: &Item, kind: MediaKind, file: &File) -> Result<(), PlayerError> {
    for number in 0..file.count.max(1) {
        let caption = file.caption.clone().filter(|_| number == 0);
        player.transcript.citizen(&format!("<{}> {}", kind.as_str(), caption.as_deref().unwrap_or_default()));
        player.send(Content::Media(media(kind, caption, file.missing)), item.labels.clone())?;
    }
    Ok(())
}

fn other(player: &mut Player<'_>, item: &Item, content: Content) -> Result<(), PlayerError> {
    let what = match &content {
        Content::Location { latitude, longitude, .. } => format!("📍 {latitude}, {longitude}"),
        Content::Reaction { emoji, .. } => format!("<reaction {}>", emoji.as_deref().unwrap_or_default()),
        Content::Media(item) => format!("<{}>", item.kind.as_str()),
        _ => "<something that cannot be shown>".to_owned(),
    };
    player.transcript.citizen(&what);
    player.send(content, item.labels.clone())
}

fn media(kind: MediaKind, caption: Option<String>, missing: bool) -> MediaItem {
    MediaItem {
        kind,
        provider_media_id: (!missing).then(|| "prueba".to_owned()),
        mime: None,
        sha256: None,
        caption,
        filename: None,
        voice: kind == MediaKind::Audio,
        error: missing.then_some(131_052),
    }
}

/// The offer called `option`: by the engine's name for it, else by its title.
pub(super) fn offer(offers: &[Offer], option: &str) -> Option<Offer> {
    let by_key = offers.iter().find(|offer| key_of(&offer.id) == Some(option));
    by_key.or_else(|| offers.iter().find(|offer| fold(&offer.title) == fold(option))).cloned()
}

fn not_offered(offers: &[Offer], option: &str) -> Refused {
    let titles: Vec<String> =
        offers.iter().map(|offer| format!("{} ({})", key_of(&offer.id).unwrap_or_default(), offer.title)).collect();
    format!("`{option}` is not offered; offered are: {}", titles.join(", "))
}
