//! `choose`: inline `options`, a catalogue (`from`), or both.

use indexmap::IndexMap;

use crate::finding::Code;
use crate::model::{Choose, ChooseOption, ListLabels, VarType, outcome};
use crate::parse::context::Context;
use crate::parse::defaults::Default;
use crate::parse::fields::Fields;
use crate::parse::node::Node;
use crate::parse::store::typed_variable;
use crate::parse::vars::catalogue_name;

pub(super) fn choose(context: &mut Context<'_>, at: &str, node: &Node) -> Option<Choose> {
    let mut fields = Fields::of(context, node, "a `choose`")?;
    let text = fields.need(context, "text").map(|node| context.text(node, &format!("{at}/text")));
    let again = context.optional_text(fields.take("again"), &format!("{at}/again"));
    let (inline, catalogue) = (fields.take("options"), fields.take("from"));
    let options = inline.map(|node| options(context, at, node)).unwrap_or_default();
    let from = catalogue.and_then(|node| from(context, node));
    let list = labels(context, at, fields.take("list"));
    let free_text = fields
        .take("free_text")
        .and_then(|node| typed_variable(context, node, "words", |ty| matches!(ty, VarType::Text { .. })));
    let evidence = context.boolean(fields.take("evidence"), "`evidence`");
    let prefill = context.boolean(fields.take("prefill"), "`prefill`");
    fields.finish(context);
    if options.is_empty() && from.is_none() {
        if inline.is_some() || catalogue.is_some() {
            return None;
        }
        context
            .find(Code::MissingKey, node.span, &["a `choose`", "options"])
            .help("or `from: ` and the name of a catalogue");
        return None;
    }
    Some(Choose { text: text?, again, options, from, list, free_text, evidence, prefill })
}

fn from(context: &mut Context<'_>, node: &Node) -> Option<String> {
    let name = context.word(node, "`from`")?;
    catalogue_name(context, node, &name).then_some(name)
}

fn labels(context: &mut Context<'_>, at: &str, node: Option<&Node>) -> ListLabels {
    let mut fields = node.and_then(|node| Fields::of(context, node, "`list`"));
    let mut take = |name: &str| fields.as_mut().and_then(|fields| fields.take(name));
    let (open, back) = (take("open"), take("back"));
    let open = context.text_or(open, &format!("{at}/list/open"), Default::ListOpen);
    let back = context.text_or(back, &format!("{at}/list/back"), Default::ListBack);
    if let Some(fields) = fields {
        fields.finish(context);
    }
    ListLabels { open, back }
}

fn options(context: &mut Context<'_>, at: &str, node: &Node) -> IndexMap<String, ChooseOption> {
    let mut found = IndexMap::new();
    let Some(mut fields) = Fields::of(context, node, "`options`") else { return found };
    for (key, node) in fields.rest() {
        context.mark(&format!("{at}/options/{}", key.text), key.span);
        if !context.id_key(key) {
            continue;
        }
        if reserved(&key.text) {
            context
                .find(Code::BadId, key.span, &[&key.text])
                .help("this outcome means something else; choose another word");
            continue;
        }
        let address = format!("{at}/options/{}", key.text);
        if let Some(option) = option(context, &address, node) {
            found.insert(key.text.clone(), option);
        }
    }
    found
}

fn reserved(id: &str) -> bool {
    [outcome::CHOSEN, outcome::TEXT, outcome::EXHAUSTED, outcome::SILENCE, outcome::NEXT].contains(&id)
}

fn option(context: &mut Context<'_>, at: &str, node: &Node) -> Option<ChooseOption> {
    let title = format!("{at}/title");
    if node.map().is_none() {
        return Some(ChooseOption { title: context.text(node, &title), description: None, when: None });
    }
    let mut fields = Fields::of(context, node, "an option")?;
    let title = fields.need(context, "title").map(|node| context.text(node, &title));
    let description = context.optional_text(fields.take("description"), &format!("{at}/description"));
    let when = fields.take("when").map(|node| context.condition(node, "`when`"));
    fields.finish(context);
    let when = match when {
        None => None,
        Some(condition) => Some(condition?),
    };
    Some(ChooseOption { title: title?, description, when })
}
