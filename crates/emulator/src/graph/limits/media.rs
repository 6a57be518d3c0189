//! Image, video, audio, document, sticker (whatsapp-cloud-api 5.4, 7).

use serde_json::Value;

use super::fields::Fields;
use super::link;
use crate::graph::error::GraphError;

const MIB: usize = 1024 * 1024;

/// Types and largest size of each kind when sending (whatsapp-cloud-api 7).
const KINDS: [(&str, &[&str], usize); 5] = [
    ("image", &["image/jpeg", "image/png"], 5 * MIB),
    ("video", &["video/mp4", "video/3gpp"], 16 * MIB),
    ("audio", &["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"], 16 * MIB),
    ("sticker", &["image/webp"], 500 * 1024),
    ("document", &[], 100 * MIB),
];

pub(super) fn check(kind: &str, content: &Value) -> Result<(), GraphError> {
    let fields = Fields::of(content, kind)?;
    file(&fields, kind)?;
    match kind {
        "image" | "video" | "document" => {
            fields.optional_text("caption", 1024)?;
        }
        _ if fields.optional("caption").is_some() => {
            return Err(GraphError::parameter(format!("Unexpected key \"caption\" on param \"{kind}\".")));
        }
        _ => {}
    }
    fields.optional_text("filename", 240).map(drop)
}

/// Exactly one of `id` and `link`.
pub(super) fn file(fields: &Fields<'_>, kind: &str) -> Result<(), GraphError> {
    match (fields.optional("id"), fields.optional("link")) {
        (Some(_), None) => fields.text("id").map(drop),
        (None, Some(_)) => link::media(fields.text("link")?, &format!("{kind}['link']")),
        (None, None) => Err(GraphError::parameter(format!("Param {kind} requires either 'id' or 'link'."))),
        (Some(_), Some(_)) => Err(GraphError::parameter(format!("Param {kind} takes 'id' or 'link', not both."))),
    }
}

/// Whether a kind of message can carry a file of this type and size.
pub(crate) fn fits(kind: &str, essence: &str, size: usize) -> bool {
    let found = KINDS.iter().find(|(name, _, _)| *name == kind);
    found.is_some_and(|(_, types, most)| size <= *most && (types.is_empty() || types.contains(&essence)))
}

/// Whether some kind of message could carry the file at all: documents carry any type.
pub(crate) fn may_upload(essence: &str, size: usize) -> bool {
    let named = KINDS.iter().find(|(_, types, _)| types.contains(&essence)).map(|(name, _, _)| *name);
    fits(named.unwrap_or("document"), essence, size)
}

/// Media ids a message refers to.
pub(super) fn ids(kind: &str, content: &Value) -> Vec<String> {
    let file = file_kind(kind, content);
    let holder = if kind == "interactive" { &content["header"][file] } else { content };
    let id = holder["id"].as_str().filter(|_| fits_kind(file));
    id.map(str::to_owned).into_iter().collect()
}

/// The kind of file a message carries: its own type, or that of an interactive header.
pub(crate) fn file_kind<'a>(kind: &'a str, content: &'a Value) -> &'a str {
    if kind == "interactive" { content["header"]["type"].as_str().unwrap_or_default() } else { kind }
}

fn fits_kind(kind: &str) -> bool {
    KINDS.iter().any(|(name, _, _)| *name == kind)
}
