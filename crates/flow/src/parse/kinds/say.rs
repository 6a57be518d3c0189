//! `say: "…"` or `say: {text, media: {kind, link}, link: {label, url}}`.

use ventanilla_domain::MediaKind;

use crate::finding::Code;
use crate::model::{Say, SayLink, SayMedia, Text};
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::node::Node;

/// Kinds of files a flow may show or ask for.
pub(super) const MEDIA_KINDS: [(&str, MediaKind); 4] = [
    ("image", MediaKind::Image),
    ("video", MediaKind::Video),
    ("audio", MediaKind::Audio),
    ("document", MediaKind::Document),
];

pub(super) fn say(context: &mut Context<'_>, at: &str, node: &Node) -> Option<Say> {
    let address = format!("{at}/text");
    if node.map().is_none() {
        return Some(Say { text: context.text(node, &address), media: None, link: None });
    }
    let mut fields = Fields::of(context, node, "a `say`")?;
    let text = fields.take("text").map(|node| context.text(node, &address));
    let media = fields.take("media").map(|node| media(context, node));
    let link = fields.take("link").map(|node| link(context, at, node));
    if let Some((key, _)) = fields.take_with_key("template") {
        context.find(Code::NotYet, key.span, &["template"]);
    }
    fields.finish(context);
    if text.is_none() && media.is_none() {
        context.find(Code::MissingKey, node.span, &["a `say`", "text"]);
        return None;
    }
    Some(Say { text: text.unwrap_or_else(Text::default), media: flatten(media)?, link: flatten(link)? })
}

/// Absent is fine, unreadable is not.
fn flatten<T>(found: Option<Option<T>>) -> Option<Option<T>> {
    match found {
        None => Some(None),
        Some(None) => None,
        Some(Some(value)) => Some(Some(value)),
    }
}

fn media(context: &mut Context<'_>, node: &Node) -> Option<SayMedia> {
    let mut fields = Fields::of(context, node, "`media`")?;
    let kind = fields.need(context, "kind").and_then(|node| context.one_of(node, "a kind of file", &MEDIA_KINDS));
    let link = fields.need(context, "link").and_then(|node| address(context, node, &["https://"]));
    fields.finish(context);
    Some(SayMedia { kind: kind?, link: link? })
}

fn link(context: &mut Context<'_>, at: &str, node: &Node) -> Option<SayLink> {
    let mut fields = Fields::of(context, node, "`link`")?;
    let label = fields.need(context, "label").map(|node| context.text(node, &format!("{at}/link/label")));
    let url = fields.need(context, "url").and_then(|node| address(context, node, &["https://", "http://"]));
    fields.finish(context);
    Some(SayLink { label: label?, url: url? })
}

fn address(context: &mut Context<'_>, node: &Node, schemes: &[&str]) -> Option<String> {
    let text = context.word(node, "an address")?;
    if schemes.iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme))
        && !text.contains(char::is_whitespace)
    {
        return Some(text);
    }
    context.find(
        Code::WrongShape,
        node.span,
        &["an address", &format!("one that begins with {}", schemes.join(" or "))],
    );
    None
}
