use std::collections::HashSet;
use std::hash::Hash;

use unicode_segmentation::UnicodeSegmentation as _;
use ventanilla_domain::ChannelLimits;

use super::RenderError;

const ELLIPSIS: char = '…';

/// `text` itself, if it is not empty and no longer than `limit`.
pub(super) fn within<'a>(what: &'static str, text: &'a str, limit: usize) -> Result<&'a str, RenderError> {
    let length = ChannelLimits::length(text);
    match length {
        _ if text.trim().is_empty() => Err(RenderError::Empty { what }),
        _ if length > limit => Err(RenderError::TooLong { what, length, limit }),
        _ => Ok(text),
    }
}

/// A title without blanks around it, cut at a grapheme so that it fits with an ellipsis.
pub(super) fn title(what: &'static str, text: &str, limit: usize) -> Result<String, RenderError> {
    let text = text.trim();
    match text.is_empty() {
        true => Err(RenderError::Empty { what }),
        false => Ok(cut(text, limit)),
    }
}

/// `text`, or as much of it as fits before an ellipsis, never splitting what a person sees as one character.
pub(super) fn cut(text: &str, limit: usize) -> String {
    if ChannelLimits::length(text) <= limit {
        return text.to_owned();
    }
    let mut room = limit.saturating_sub(1);
    let fits = |grapheme: &&str| {
        let left = room.checked_sub(ChannelLimits::length(grapheme));
        left.inspect(|left| room = *left).is_some()
    };
    let kept: String = text.graphemes(true).take_while(fits).collect();
    format!("{}{ELLIPSIS}", kept.trim_end())
}

/// Whether there are between one and `limit` of something.
pub(super) fn count(what: &'static str, count: usize, limit: usize) -> Result<(), RenderError> {
    if (1..=limit).contains(&count) { Ok(()) } else { Err(RenderError::Count { what, count, limit }) }
}

/// Whether all of them differ.
pub(super) fn unique<T: Eq + Hash>(what: &'static str, mut all: impl Iterator<Item = T>) -> Result<(), RenderError> {
    let mut seen = HashSet::new();
    if all.all(|one| seen.insert(one)) { Ok(()) } else { Err(RenderError::Duplicate { what }) }
}
