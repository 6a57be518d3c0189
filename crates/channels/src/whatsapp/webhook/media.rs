use serde_json::Value;
use ventanilla_domain::{Content, MediaItem, MediaKind};

use super::value;
use crate::hex;

/// "The file could not be downloaded": what comes instead of files over 100 MB (whatsapp-cloud-api 2.4).
const DOWNLOAD_FAILED: i64 = 131_052;

/// Reads image, video, audio, document or sticker. A message without its file is still a file, lost.
pub(super) fn read(kind: &str, message: &Value) -> Option<Content> {
    let kind = kind_of(kind)?;
    let file = &message[kind.as_str()];
    Some(Content::Media(MediaItem {
        kind,
        provider_media_id: value::text(&file["id"]),
        mime: file["mime_type"].as_str().and_then(mime),
        sha256: file["sha256"].as_str().and_then(hex::sha256),
        caption: value::text(&file["caption"]),
        filename: value::text(&file["filename"]),
        voice: value::flag(&file["voice"]),
        error: value::integer(&message["errors"][0]["code"]),
    }))
}

/// An unsupported message that is a file Meta could not fetch.
pub(super) fn lost(message: &Value) -> Option<Content> {
    let code = value::integer(&message["errors"][0]["code"]);
    let kind = message["unsupported"]["type"].as_str().filter(|_| code == Some(DOWNLOAD_FAILED))?;
    read(kind, message)
}

fn kind_of(word: &str) -> Option<MediaKind> {
    let all = [MediaKind::Image, MediaKind::Video, MediaKind::Audio, MediaKind::Document, MediaKind::Sticker];
    all.into_iter().find(|kind| kind.as_str() == word)
}

/// `audio/ogg; codecs=opus` is `audio/ogg`.
fn mime(told: &str) -> Option<String> {
    let bare = told.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    (!bare.is_empty()).then_some(bare)
}
