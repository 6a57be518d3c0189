use serde_json::{Map, Value, json};
use ventanilla_domain::{ChannelLimits, MediaKind, MediaSource};

use super::{RenderError, limit};

const LIMITS: ChannelLimits = ChannelLimits::WHATSAPP;
/// Longest name or address of a pin (whatsapp-cloud-api 5.2).
const PLACE_LENGTH: usize = 1_000;
/// Longest file name we pass on.
const FILENAME_LENGTH: usize = 240;

type Rendered = Result<(&'static str, Value), RenderError>;

pub(super) fn text(body: &str) -> Rendered {
    let body = limit::within("text", body, LIMITS.text_body)?;
    Ok(("text", json!({ "preview_url": false, "body": body })))
}

pub(super) fn media(
    kind: MediaKind,
    source: &MediaSource,
    uploaded: Option<&str>,
    caption: Option<&str>,
    filename: Option<&str>,
) -> Rendered {
    let mut part = Map::new();
    let (key, place) = match (uploaded, source) {
        (Some(id), _) => ("id", id),
        (None, MediaSource::Provider(id)) => ("id", id.as_str()),
        (None, MediaSource::Link(url)) => ("link", secure_link(url)?),
        (None, MediaSource::Stored(_)) => return Err(RenderError::NotUploaded),
    };
    part.insert(key.to_owned(), json!(place));
    if let Some(caption) = caption.filter(|caption| !caption.trim().is_empty()) {
        part.insert("caption".to_owned(), json!(words_under(kind, caption)?));
    }
    if let (MediaKind::Document, Some(name)) = (kind, filename.filter(|name| !name.trim().is_empty())) {
        part.insert("filename".to_owned(), json!(limit::cut(name.trim(), FILENAME_LENGTH)));
    }
    Ok((kind.as_str(), Value::Object(part)))
}

fn secure_link(url: &str) -> Result<&str, RenderError> {
    let parsed = reqwest::Url::parse(url).map_err(|_| RenderError::Url)?;
    if parsed.scheme() == "https" { Ok(url) } else { Err(RenderError::Url) }
}

fn words_under(kind: MediaKind, caption: &str) -> Result<&str, RenderError> {
    match kind {
        MediaKind::Audio | MediaKind::Sticker => Err(RenderError::Caption),
        MediaKind::Image | MediaKind::Video | MediaKind::Document => limit::within("caption", caption, LIMITS.caption),
    }
}

pub(super) fn location(latitude: f64, longitude: f64, name: Option<&str>, address: Option<&str>) -> Rendered {
    if !((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)) {
        return Err(RenderError::Coordinates);
    }
    let mut part = Map::new();
    part.insert("latitude".to_owned(), json!(latitude));
    part.insert("longitude".to_owned(), json!(longitude));
    for (key, words) in [("name", name), ("address", address)] {
        if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
            part.insert(key.to_owned(), json!(limit::cut(words.trim(), PLACE_LENGTH)));
        }
    }
    Ok(("location", Value::Object(part)))
}

pub(super) fn reaction(provider_id: &str, emoji: &str) -> Rendered {
    if provider_id.is_empty() {
        return Err(RenderError::Empty { what: "message reacted to" });
    }
    Ok(("reaction", json!({ "message_id": provider_id, "emoji": emoji })))
}
