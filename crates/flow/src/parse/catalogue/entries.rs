use std::rc::Rc;

use indexmap::IndexMap;

use super::outline::Outline;
use super::values;
use crate::finding::Code;
use crate::model::{AliasRow, Catalogue, CatalogueOption, Group};
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::kinds::assignments;
use crate::parse::node::Node;

/// Groups, options and rows of the catalogue called `id`.
pub(in crate::parse) fn catalogue(
    context: &mut Context<'_>,
    id: &str,
    root: &Node,
    outline: &Outline,
) -> Option<Catalogue> {
    let mut fields = Fields::of(context, root, "a catalogue")?;
    fields.take("fields");
    Rc::make_mut(&mut context.types).in_catalogue = true;
    let at = format!("catalogues/{id}");
    let groups = each(context, fields.take("groups"), "`groups`", |context, key, node| {
        group(context, &format!("{at}/groups/{key}"), node)
    });
    let entries = fields.need(context, "options");
    let options = each(context, entries, "`options`", |context, key, node| {
        option(context, &format!("{at}/options/{key}"), key, node, outline)
    });
    let rows = each(context, fields.take("rows"), "`rows`", |context, key, node| {
        row(context, &format!("{at}/rows/{key}"), node, outline)
    });
    Rc::make_mut(&mut context.types).in_catalogue = false;
    fields.finish(context);
    let catalogue = Catalogue { id: id.to_owned(), fields: outline.types.fields.clone(), groups, options, rows };
    whole(context, &at, &catalogue);
    Some(catalogue)
}

/// Every entry of a map of ids.
fn each<T>(
    context: &mut Context<'_>,
    node: Option<&Node>,
    what: &str,
    mut read: impl FnMut(&mut Context<'_>, &str, &Node) -> Option<T>,
) -> IndexMap<String, T> {
    let mut found = IndexMap::new();
    let Some(mut fields) = node.and_then(|node| Fields::of(context, node, what)) else { return found };
    for (key, node) in fields.rest() {
        if context.id_key(key)
            && let Some(entry) = read(context, &key.text, node)
        {
            found.insert(key.text.clone(), entry);
        }
    }
    found
}

fn group(context: &mut Context<'_>, at: &str, node: &Node) -> Option<Group> {
    context.mark(at, node.span);
    let mut fields = Fields::of(context, node, "a group")?;
    let title = fields.need(context, "title");
    let title = context.optional_text(title, &format!("{at}/title"));
    let description = context.optional_text(fields.take("description"), &format!("{at}/description"));
    fields.finish(context);
    Some(Group { title: title?, description })
}

fn option(context: &mut Context<'_>, at: &str, id: &str, node: &Node, outline: &Outline) -> Option<CatalogueOption> {
    context.mark(at, node.span);
    let what = format!("the option `{id}`");
    let mut fields = Fields::of(context, node, &what)?;
    let group = fields.take("group").and_then(|node| reference(context, node, "group", &outline.types.groups));
    let title = fields.need(context, "title");
    let title = context.optional_text(title, &format!("{at}/title"));
    let description = context.optional_text(fields.take("description"), &format!("{at}/description"));
    let also = also(context, at, fields.take("also"));
    let (values, texts) = values::values(context, at, &mut fields, outline);
    fields.finish(context);
    Some(CatalogueOption { group, title: title?, description, also, values, texts })
}

/// Typed words of every language name the option.
fn also(context: &mut Context<'_>, at: &str, node: Option<&Node>) -> Vec<String> {
    let mut words = node.map(|node| context.words(node, "`also`")).unwrap_or_default();
    let address = format!("{at}/also");
    let more =
        context.translations.iter_mut().flat_map(|translation| translation.take_list(&address)).collect::<Vec<_>>();
    words.extend(more.iter().filter_map(Node::scalar).map(str::to_owned));
    words
}

fn row(context: &mut Context<'_>, at: &str, node: &Node, outline: &Outline) -> Option<AliasRow> {
    context.mark(at, node.span);
    let mut fields = Fields::of(context, node, "a row")?;
    let of = fields.need(context, "of").and_then(|node| reference(context, node, "option", &outline.types.options));
    let group = fields.take("group").and_then(|node| reference(context, node, "group", &outline.types.groups));
    let title = fields.need(context, "title");
    let title = context.optional_text(title, &format!("{at}/title"));
    let description = context.optional_text(fields.take("description"), &format!("{at}/description"));
    let set = fields.take("set").map(|node| assignments(context, node, at)).unwrap_or_default();
    fields.finish(context);
    Some(AliasRow { of: of?, group, title: title?, description, set })
}

/// A name that should be one of `names`; kept even when it is not, so that nothing else is reported for its lack.
fn reference(context: &mut Context<'_>, node: &Node, what: &str, names: &[String]) -> Option<String> {
    let name = context.word(node, what)?;
    let names = names.iter().cloned().collect();
    context.refer(&name, node.span, what, &names);
    Some(name)
}

/// With groups, everything stands in one, and no group is empty; no row has the id of an option.
fn whole(context: &mut Context<'_>, at: &str, catalogue: &Catalogue) {
    for (id, row) in &catalogue.rows {
        let span = context.spans.get(&format!("{at}/rows/{id}")).copied().unwrap_or_default();
        if catalogue.options.contains_key(id) || catalogue.groups.contains_key(id) {
            context.find(Code::DuplicateKey, span, &[id]).help("options, groups and rows share their ids");
        }
        homeless(context, catalogue, &format!("the row `{id}`"), row.group.as_ref(), span);
    }
    for (id, option) in &catalogue.options {
        let span = context.spans.get(&format!("{at}/options/{id}")).copied().unwrap_or_default();
        if catalogue.groups.contains_key(id) {
            context.find(Code::DuplicateKey, span, &[id]).help("options, groups and rows share their ids");
        }
        homeless(context, catalogue, &format!("the option `{id}`"), option.group.as_ref(), span);
    }
    for id in catalogue.groups.keys() {
        let used =
            catalogue.options.values().map(|option| &option.group).chain(catalogue.rows.values().map(|row| &row.group));
        if !used.flatten().any(|group| group == id) {
            let span = context.spans.get(&format!("{at}/groups/{id}")).copied().unwrap_or_default();
            context.find(Code::Contradiction, span, &[&format!("the group `{id}` holds no option")]);
        }
    }
}

fn homeless(
    context: &mut Context<'_>,
    catalogue: &Catalogue,
    what: &str,
    group: Option<&String>,
    span: crate::finding::Span,
) {
    if group.is_none() && !catalogue.groups.is_empty() {
        context
            .find(Code::MissingKey, span, &[what, "group"])
            .help("in a catalogue with groups everything stands in one");
    }
}
