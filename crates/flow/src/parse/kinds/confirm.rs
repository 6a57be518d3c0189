//! `confirm`: a summary that can be corrected.

use super::ask::labels;
use crate::finding::Code;
use crate::model::{Confirm, SummaryLine, Text};
use crate::parse::context::Context;
use crate::parse::defaults::Default;
use crate::parse::fields::Fields;
use crate::parse::node::Node;
use crate::parse::watch::section;

const MAX_EDITS: u32 = 5;

/// The buttons of a summary: two compulsory ones with words of their own, the rest as they come.
struct Buttons {
    send: Text,
    edit: Text,
    cancel: Option<Text>,
    more: indexmap::IndexMap<String, Text>,
}

pub(super) fn confirm(context: &mut Context<'_>, at: &str, node: &Node) -> Option<Confirm> {
    let mut fields = Fields::of(context, node, "a `confirm`")?;
    let text = fields.need(context, "text").map(|node| context.text(node, &format!("{at}/text")));
    let footer = context.optional_text(fields.take("footer"), &format!("{at}/footer"));
    let show = fields.need(context, "show").map(|node| lines(context, at, node));
    let buttons = buttons(context, at, fields.take("buttons"));
    let max_edits =
        fields.take("max_edits").and_then(|node| context.count(node, "`max_edits`", 1..=20)).unwrap_or(MAX_EDITS);
    let evidence = context.boolean(fields.take("evidence"), "`evidence`");
    fields.finish(context);
    let Buttons { send, edit, cancel, more } = buttons;
    Some(Confirm { text: text?, footer, show: show?, send, edit, cancel, more, max_edits, evidence })
}

fn buttons(context: &mut Context<'_>, at: &str, node: Option<&Node>) -> Buttons {
    let entry = |name: &str| node.and_then(|node| node.get(name)).filter(|node| !node.is_null());
    let send = context.text_or(entry("send"), &format!("{at}/buttons/send"), Default::ConfirmSend);
    let edit = context.text_or(entry("edit"), &format!("{at}/buttons/edit"), Default::ConfirmEdit);
    let mut more = node.map(|node| labels(context, node, &format!("{at}/buttons"))).unwrap_or_default();
    more.shift_remove("send");
    more.shift_remove("edit");
    let cancel = more.shift_remove("cancel");
    for id in ["too_many_edits", "exhausted", "silence", "next"] {
        if more.shift_remove(id).is_some() {
            let span = context.spans.get(&format!("{at}/buttons/{id}")).copied().unwrap_or_default();
            context.find(Code::BadId, span, &[id]).help("this outcome means something else; choose another word");
        }
    }
    Buttons { send, edit, cancel, more }
}

fn lines(context: &mut Context<'_>, at: &str, node: &Node) -> Vec<SummaryLine> {
    let items = context.list(node, "`show`");
    if items.is_empty() {
        context.find(Code::WrongShape, node.span, &["`show`", "a list of at least one line"]);
    }
    let lines = items.iter().enumerate();
    lines.filter_map(|(number, item)| line(context, &format!("{at}/show/{number}"), item)).collect()
}

fn line(context: &mut Context<'_>, at: &str, node: &Node) -> Option<SummaryLine> {
    context.mark(at, node.span);
    let mut fields = Fields::of(context, node, "a line")?;
    let label = fields.need(context, "label").map(|node| context.text(node, &format!("{at}/label")));
    let value = fields.need(context, "value").and_then(|node| context.expr(node, "`value`"));
    let edit = fields.take("edit").and_then(|node| section(context, node));
    fields.finish(context);
    Some(SummaryLine { label: label?, value: value?, edit })
}
