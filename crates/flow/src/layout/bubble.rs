use ventanilla_domain::{Button, ChannelLimits, ListRow, ListSection, MediaKind, MediaSource, OutboundContent};

use super::Row;
use super::text::{join, split, truncate};

/// Body of a bubble whose words came out empty: channels refuse none.
const NO_WORDS: &str = "…";

/// What stands under the words of a question.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet<'a> {
    /// The options, keys already made into ids.
    pub(crate) rows: &'a [Row],
    /// Label of the button that opens a list.
    pub(crate) open: &'a str,
    /// The channel's own way to ask for a pin would help.
    pub(crate) pin: bool,
}

/// How a sheet is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Words,
    Pin,
    Buttons,
    List,
    Numbered,
}

/// The bubbles of a question: one, unless the words alone are too long for it. The options always stand in the last.
pub(crate) fn bubbles(body: &str, sheet: &Sheet<'_>, limits: &ChannelLimits) -> Vec<OutboundContent> {
    let style = style(sheet, limits);
    let body = if style == Style::Numbered { numbered(body, sheet.rows) } else { body.trim().to_owned() };
    let body = if body.is_empty() { NO_WORDS.to_owned() } else { body };
    let mut pieces = split(&body, room(style, limits));
    let last = pieces.pop().unwrap_or_default();
    let mut bubbles: Vec<_> = pieces.into_iter().map(|body| OutboundContent::Text { body }).collect();
    bubbles.push(closing(style, last, sheet, limits));
    bubbles
}

/// Whether `body` with this sheet is one bubble.
pub(crate) fn fits(body: &str, sheet: &Sheet<'_>, limits: &ChannelLimits) -> bool {
    let style = style(sheet, limits);
    let body = if style == Style::Numbered { numbered(body, sheet.rows) } else { body.to_owned() };
    ChannelLimits::length(&body) <= room(style, limits)
}

/// A link button, or the address in the words where a channel has no buttons.
pub(crate) fn link(body: &str, label: &str, url: &str, limits: &ChannelLimits) -> Vec<OutboundContent> {
    if limits.buttons == 0 {
        return texts(&[format!("{body}\n{label}: {url}")], limits);
    }
    let mut pieces = split(body, limits.interactive_body);
    let body = pieces.pop().unwrap_or_else(|| NO_WORDS.to_owned());
    let mut bubbles = texts(&pieces, limits);
    let label = truncate(label, limits.button_title);
    bubbles.push(OutboundContent::Link { body, label, url: url.to_owned() });
    bubbles
}

/// A file with words under it; words that do not fit there, or that its kind cannot carry, go before it.
pub(crate) fn media(words: &str, kind: MediaKind, address: &str, limits: &ChannelLimits) -> Vec<OutboundContent> {
    let captioned = !matches!(kind, MediaKind::Audio | MediaKind::Sticker);
    let below = captioned && ChannelLimits::length(words) <= limits.caption;
    let mut bubbles = if below { Vec::new() } else { texts(&[words.to_owned()], limits) };
    bubbles.push(OutboundContent::Media {
        kind,
        source: MediaSource::Link(address.to_owned()),
        caption: Some(words.to_owned()).filter(|words| below && !words.is_empty()),
        filename: None,
    });
    bubbles
}

fn texts(parts: &[String], limits: &ChannelLimits) -> Vec<OutboundContent> {
    join(parts, limits.text_body).into_iter().map(|body| OutboundContent::Text { body }).collect()
}

fn style(sheet: &Sheet<'_>, limits: &ChannelLimits) -> Style {
    let titles_fit = |limit| sheet.rows.iter().all(|row| ChannelLimits::length(&row.title) <= limit);
    match sheet.rows.len() {
        0 if sheet.pin && limits.location_request => Style::Pin,
        0 => Style::Words,
        n if n <= limits.buttons && (titles_fit(limits.button_title) || limits.rows == 0) => Style::Buttons,
        n if n <= limits.rows => Style::List,
        _ => Style::Numbered,
    }
}

const fn room(style: Style, limits: &ChannelLimits) -> usize {
    match style {
        Style::Words | Style::Numbered => limits.text_body,
        Style::Pin | Style::Buttons | Style::List => limits.interactive_body,
    }
}

fn closing(style: Style, body: String, sheet: &Sheet<'_>, limits: &ChannelLimits) -> OutboundContent {
    match style {
        Style::Words | Style::Numbered => OutboundContent::Text { body },
        Style::Pin => OutboundContent::LocationRequest { body },
        Style::Buttons => OutboundContent::Buttons { body, buttons: buttons(sheet.rows, limits) },
        Style::List => OutboundContent::List {
            body,
            button: truncate(sheet.open, limits.list_button),
            sections: vec![ListSection { title: None, rows: rows(sheet.rows, limits) }],
        },
    }
}

fn buttons(rows: &[Row], limits: &ChannelLimits) -> Vec<Button> {
    rows.iter().map(|row| Button { id: row.key.clone(), title: title(row, limits.button_title) }).collect()
}

fn rows(rows: &[Row], limits: &ChannelLimits) -> Vec<ListRow> {
    let row = |row: &Row| ListRow {
        id: row.key.clone(),
        title: title(row, limits.row_title),
        description: row
            .description
            .as_deref()
            .filter(|words| !words.trim().is_empty())
            .map(|words| truncate(words, limits.row_description)),
    };
    rows.iter().map(row).collect()
}

/// A title that is never empty: channels refuse that.
fn title(row: &Row, limit: usize) -> String {
    let words = row.title.trim();
    truncate(if words.is_empty() { NO_WORDS } else { words }, limit)
}

fn numbered(body: &str, rows: &[Row]) -> String {
    let mut text = body.trim().to_owned();
    for (at, row) in rows.iter().enumerate() {
        text.push_str(if at == 0 { "\n\n" } else { "\n" });
        text.push_str(&format!("{}. {}", at + 1, row.title.trim()));
        if let Some(description) = row.description.as_deref().filter(|words| !words.trim().is_empty()) {
            text.push_str(&format!(" · {description}"));
        }
    }
    text
}
