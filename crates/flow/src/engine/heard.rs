//! A message taken apart into what may count as an answer.

use ventanilla_domain::{Content, MediaItem, MediaKind, PlaceQuery};

use crate::input::Message;
use crate::value::MediaRef;

/// Something in a message that may be an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part<'m> {
    /// Written words, or words under a file.
    Words(&'m str),
    /// A file that can be had.
    File(MediaRef),
    /// A file that the provider lost.
    LostFile,
    /// A location on this earth.
    Pin(PlaceQuery),
    /// A location that is none: not a number, beyond the poles.
    NoPin,
    /// A sticker, a card, an order, something unknown: never an answer.
    Unusable,
}

/// A message taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Heard<'m> {
    /// The option tapped: id and title.
    pub(crate) tap: Option<(&'m str, &'m str)>,
    /// What may be an answer: files and pins before words.
    pub(crate) parts: Vec<Part<'m>>,
    /// Words that watches look at.
    pub(crate) watched: Option<&'m str>,
    /// A reaction, an edit, a deletion: never opens or answers anything, and nobody replies to it.
    pub(crate) quiet: bool,
}

impl<'m> Heard<'m> {
    pub(crate) fn of(message: &'m Message) -> Self {
        match &message.content {
            Content::Text { text } => Self::words(text),
            Content::Media(item) => Self::media(message, item),
            Content::Location { latitude, longitude, name, address } => {
                Self::parts(vec![pin(*latitude, *longitude, name.as_ref(), address.as_ref())])
            }
            Content::Choice { id, title } => Self { tap: Some((id, title)), ..Self::parts(Vec::new()) },
            Content::Edit { text, .. } => Self { watched: text.as_deref(), quiet: true, ..Self::parts(Vec::new()) },
            Content::Reaction { .. } | Content::Revoke { .. } => Self { quiet: true, ..Self::parts(Vec::new()) },
            Content::Form { .. } | Content::Contacts { .. } | Content::Order { .. } | Content::Unsupported { .. } => {
                Self::parts(vec![Part::Unusable])
            }
        }
    }

    fn words(text: &'m str) -> Self {
        let blank = text.chars().all(|c| {
            c.is_whitespace() || c.is_control() || ventanilla_domain::fold(c.encode_utf8(&mut [0; 4])).is_empty()
        });
        let part = if blank { Part::Unusable } else { Part::Words(text) };
        Self { watched: Some(text), ..Self::parts(vec![part]) }
    }

    fn media(message: &Message, item: &'m MediaItem) -> Self {
        let file = match item.kind {
            _ if item.error.is_some() => Part::LostFile,
            MediaKind::Sticker => Part::Unusable,
            kind => Part::File(MediaRef { message: message.id, kind }),
        };
        let caption = item.caption.as_deref().filter(|words| !words.trim().is_empty());
        let mut parts = vec![file];
        parts.extend(caption.map(Part::Words));
        Self { watched: caption, ..Self::parts(parts) }
    }

    const fn parts(parts: Vec<Part<'m>>) -> Self {
        Self { tap: None, parts, watched: None, quiet: false }
    }
}

fn pin<'m>(latitude: f64, longitude: f64, name: Option<&String>, address: Option<&String>) -> Part<'m> {
    match (degrees(latitude, 90.0), degrees(longitude, 180.0)) {
        (Some(latitude), Some(longitude)) => {
            Part::Pin(PlaceQuery::Pin { latitude, longitude, name: name.cloned(), address: address.cloned() })
        }
        _ => Part::NoPin,
    }
}

/// Degrees to a centimetre, which JSON carries exactly; none when it is no number or beyond `most`.
pub(crate) fn degrees(number: f64, most: f64) -> Option<f64> {
    (number.is_finite() && number.abs() <= most).then(|| (number * 1e7).round() / 1e7)
}
