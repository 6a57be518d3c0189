use ventanilla_domain::MediaKind;

use crate::MediaError;

/// How many bytes of the beginning [`check_media`] wants; more do no harm.
pub const SNIFF_BYTES: usize = 8_192;

/// Nothing larger is ever read from the network (whatsapp-cloud-api 7).
pub const DOWNLOAD_MAX_BYTES: u64 = 100 * MB;

const MB: u64 = 1_000_000;

/// What may be kept as evidence, and how large.
struct Allowed {
    max_bytes: u64,
    types: &'static [&'static str],
}

const IMAGE: Allowed = Allowed { max_bytes: 10 * MB, types: &["image/jpeg", "image/png", "image/webp"] };
const VIDEO: Allowed = Allowed { max_bytes: 64 * MB, types: &["video/mp4", "video/3gpp", "video/quicktime"] };
const AUDIO: Allowed = Allowed {
    max_bytes: 16 * MB,
    types: &["audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac", "audio/amr", "audio/3gpp"],
};
const STICKER: Allowed = Allowed { max_bytes: MB / 2, types: &["image/webp"] };
/// A photo sent as a file keeps its size and its place (whatsapp-cloud-api 2.4): welcome.
const IMAGE_FILE: Allowed =
    Allowed { max_bytes: 20 * MB, types: &["image/jpeg", "image/png", "image/webp", "image/heif"] };
const PAPER: Allowed = Allowed {
    max_bytes: 20 * MB,
    types: &[
        "application/pdf",
        "text/plain",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
    ],
};

/// Containers in which office files hide, with the declared types we then believe.
const CONTAINERS: [(&str, &[&str]); 2] = [
    ("application/zip", &["application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument."]),
    ("application/x-ole-storage", &["application/msword", "application/vnd.ms-"]),
];

/// Other names for the same thing.
const SYNONYMS: [(&str, &str); 5] = [
    ("audio/opus", "audio/ogg"),
    ("audio/m4a", "audio/mp4"),
    ("audio/x-m4a", "audio/mp4"),
    ("video/x-m4v", "video/mp4"),
    ("text/csv", "text/plain"),
];

const fn allowed(kind: MediaKind) -> &'static [Allowed] {
    match kind {
        MediaKind::Image => &[IMAGE],
        MediaKind::Video => &[VIDEO],
        MediaKind::Audio => &[AUDIO],
        MediaKind::Document => &[PAPER, IMAGE_FILE, VIDEO, AUDIO],
        MediaKind::Sticker => &[STICKER],
    }
}

/// The most bytes a file of this kind may have, whatever its type: for the download.
#[must_use]
pub fn max_bytes(kind: MediaKind) -> u64 {
    allowed(kind).iter().map(|part| part.max_bytes).max().unwrap_or(0)
}

/// Whether a file that was fetched may be kept as evidence: returns its real type, told by its first bytes. `declared_mime` is only
/// believed where bytes cannot tell (plain text, office files in a zip, sound in an MP4).
///
/// # Errors
/// [`MediaError::WrongType`] and [`MediaError::TooLarge`].
pub fn check_media(
    kind: MediaKind,
    declared_mime: Option<&str>,
    first_bytes: &[u8],
    size: u64,
) -> Result<String, MediaError> {
    let declared = declared_mime.map(canonical).unwrap_or_default();
    let real = real_type(kind, &declared, first_bytes);
    let fits = real.as_ref().and_then(|real| allowed(kind).iter().find(|part| part.types.contains(&real.as_str())));
    let (Some(part), Some(real)) = (fits, real.clone()) else {
        return Err(MediaError::WrongType { declared, real });
    };
    if size > part.max_bytes { Err(MediaError::TooLarge { limit: part.max_bytes }) } else { Ok(real) }
}

/// Lower case, parameters removed, one name for each thing.
fn canonical(mime: &str) -> String {
    let bare = mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let known = SYNONYMS.iter().find(|(name, _)| *name == bare);
    known.map_or(bare, |(_, same)| (*same).to_owned())
}

fn real_type(kind: MediaKind, declared: &str, bytes: &[u8]) -> Option<String> {
    let Some(sniffed) = sniff(bytes) else {
        return (kind == MediaKind::Document && declared == "text/plain" && is_text(bytes))
            .then(|| declared.to_owned());
    };
    let wraps = |(container, types): &(&str, &[&str])| {
        sniffed == *container && types.iter().any(|prefix| declared.starts_with(prefix))
    };
    let sound = matches!(sniffed.as_str(), "video/mp4" | "video/3gpp") && declared == sniffed.replace("video", "audio");
    if sound || CONTAINERS.iter().any(wraps) { Some(declared.to_owned()) } else { Some(sniffed) }
}

/// What the first bytes say.
fn sniff(bytes: &[u8]) -> Option<String> {
    match bytes.get(4..10) {
        Some([b'f', b't', b'y', b'p', b'3', b'g']) => Some("video/3gpp".to_owned()),
        _ => infer::get(bytes).map(|kind| canonical(kind.mime_type())),
    }
}

/// Words without control characters; UTF-8 may be cut at the end, other encodings are not text to us.
fn is_text(bytes: &[u8]) -> bool {
    let readable = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            bytes.get(..error.valid_up_to()).and_then(|head| std::str::from_utf8(head).ok()).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !readable.is_empty() && !readable.chars().any(|c| c.is_control() && !"\n\r\t\u{c}".contains(c))
}
