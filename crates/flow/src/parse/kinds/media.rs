//! `media`: collects files.

use ventanilla_domain::{Duration, MediaKind};

use super::say::MEDIA_KINDS;
use crate::finding::Code;
use crate::model::{Media, VarType};
use crate::parse::context::Context;
use crate::parse::defaults::Default;
use crate::parse::fields::Fields;
use crate::parse::node::Node;
use crate::parse::store::typed_variable;

/// Files of one answer; an album has up to 30.
const MOST: u32 = 30;
const GATHER: Duration = Duration::seconds(8);
const MOST_GATHER: Duration = Duration::minutes(5);

pub(super) fn media(context: &mut Context<'_>, at: &str, node: &Node, store: Option<&str>) -> Option<Media> {
    let mut fields = Fields::of(context, node, "a `media`")?;
    let text = fields.need(context, "text").map(|node| context.text(node, &format!("{at}/text")));
    let again = context.optional_text(fields.take("again"), &format!("{at}/again"));
    let accept = fields.take("accept").map(|node| accept(context, node));
    let (min, max) = count(context, fields.take("count"), room(context, store));
    let gather = fields.take("gather").and_then(|node| context.duration(node, "`gather`", MOST_GATHER));
    let (done, skip) = buttons(context, at, fields.take("buttons"));
    let words = fields
        .take("words")
        .and_then(|node| typed_variable(context, node, "a text", |ty| matches!(ty, VarType::Text { .. })));
    fields.finish(context);
    Some(Media {
        text: text?,
        again,
        accept: accept.unwrap_or_else(|| MEDIA_KINDS.iter().map(|(_, kind)| *kind).collect()),
        min,
        max,
        gather: gather.unwrap_or(GATHER),
        done,
        skip,
        words,
    })
}

/// How many files the variable holds.
fn room(context: &Context<'_>, store: Option<&str>) -> u32 {
    match store.and_then(|name| context.types.vars.get(name)) {
        Some(VarType::MediaList { max }) => *max,
        _ => MOST,
    }
}

fn accept(context: &mut Context<'_>, node: &Node) -> Vec<MediaKind> {
    let items = context.list(node, "`accept`");
    let found: Vec<_> = items.iter().filter_map(|item| context.one_of(item, "a kind of file", &MEDIA_KINDS)).collect();
    if items.is_empty() {
        context.find(Code::WrongShape, node.span, &["`accept`", "a list of at least one kind of file"]);
    }
    found
}

fn count(context: &mut Context<'_>, node: Option<&Node>, room: u32) -> (u32, u32) {
    let Some(node) = node else { return (0, room) };
    let Some(mut fields) = Fields::of(context, node, "`count`") else { return (0, room) };
    let min = fields.take("min").and_then(|node| context.count(node, "`min`", 0..=MOST)).unwrap_or(0);
    let max = fields.take("max").and_then(|node| context.count(node, "`max`", 1..=MOST)).unwrap_or(room);
    fields.finish(context);
    if min > max {
        context.find(Code::Contradiction, node.span, &["`min` is greater than `max`"]);
    }
    if max > room {
        let message = format!("the variable of `store` holds at most {room} files");
        context.find(Code::Contradiction, node.span, &[&message]);
    }
    (min, max)
}

fn buttons(context: &mut Context<'_>, at: &str, node: Option<&Node>) -> (crate::model::Text, crate::model::Text) {
    let mut fields = node.and_then(|node| Fields::of(context, node, "`buttons`"));
    let mut take = |name: &str| fields.as_mut().and_then(|fields| fields.take(name));
    let (done, skip) = (take("done"), take("skip"));
    let done = context.text_or(done, &format!("{at}/buttons/done"), Default::MediaDone);
    let skip = context.text_or(skip, &format!("{at}/buttons/skip"), Default::MediaSkip);
    if let Some(fields) = fields {
        fields.finish(context);
    }
    (done, skip)
}
