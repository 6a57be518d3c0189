//! Lengths, in UTF-16 code units like the channels count, and cuts, always between characters.

use ventanilla_domain::ChannelLimits;

/// `text` within `limit` units; what had to be cut ends in "…".
pub(crate) fn truncate(text: &str, limit: usize) -> String {
    if ChannelLimits::length(text) <= limit {
        return text.to_owned();
    }
    let mut cut = text.get(..prefix(text, limit.saturating_sub(1))).unwrap_or_default().trim_end().to_owned();
    if limit > 0 {
        cut.push('…');
    }
    cut
}

/// `text` in pieces within `limit` units each, cut at a paragraph, a line or a word where there is one. Nothing is lost but the
/// white space at the cuts; an empty text has no pieces.
pub(crate) fn split(text: &str, limit: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (piece, tail) = rest.split_at(cut(rest, limit.max(2)));
        pieces.push(piece.trim_end().to_owned());
        rest = tail.trim_start();
    }
    pieces
}

/// `parts` as few texts as fit `limit`, a blank line between them.
pub(crate) fn join(parts: &[String], limit: usize) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for part in parts.iter().flat_map(|part| split(part, limit)) {
        match joined.last_mut() {
            Some(last) if ChannelLimits::length(last) + 2 + ChannelLimits::length(&part) <= limit => {
                last.push_str("\n\n");
                last.push_str(&part);
            }
            _ => joined.push(part),
        }
    }
    joined
}

/// Where to cut `text` so that the first piece fits: never 0, always between characters.
fn cut(text: &str, limit: usize) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let end = prefix(text, limit).max(first);
    if end == text.len() {
        return end;
    }
    let head = text.get(..end).unwrap_or_default();
    let half = end / 2;
    ["\n\n", "\n", " "].iter().find_map(|gap| head.rfind(gap).filter(|at| *at > half)).unwrap_or(end)
}

/// Bytes of the longest prefix of `text` within `limit` units.
fn prefix(text: &str, limit: usize) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > limit {
            return at;
        }
    }
    text.len()
}
