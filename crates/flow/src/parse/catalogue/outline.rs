use std::collections::BTreeSet;

use crate::expr::CatalogueTypes;
use crate::finding::Code;
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::node::Node;
use crate::parse::vars::var_type;

/// Keys that every option may have.
pub(super) const OPTION_KEYS: [&str; 4] = ["group", "title", "description", "also"];

/// What must be known of a catalogue before any expression or text is read.
#[derive(Debug, Default)]
pub(in crate::parse) struct Outline {
    pub(in crate::parse) types: CatalogueTypes,
    pub(in crate::parse) required: BTreeSet<String>,
}

/// Declared fields and the ids of options and groups.
pub(in crate::parse) fn outline(context: &mut Context<'_>, root: &Node) -> Outline {
    let mut outline = Outline::default();
    if let Some(node) = root.get("fields").filter(|node| !node.is_null()) {
        declared(context, node, &mut outline);
    }
    outline.types.options = keys(root.get("options"));
    outline.types.groups = keys(root.get("groups"));
    outline
}

fn keys(node: Option<&Node>) -> Vec<String> {
    let entries = node.and_then(Node::map).unwrap_or_default();
    entries.iter().map(|(key, _)| key.text.clone()).collect()
}

fn declared(context: &mut Context<'_>, node: &Node, outline: &mut Outline) {
    let Some(mut fields) = Fields::of(context, node, "`fields`") else { return };
    for (key, node) in fields.rest() {
        if !context.id_key(key) {
            continue;
        }
        if OPTION_KEYS.contains(&key.text.as_str()) || key.text == "id" {
            context.find(Code::BadId, key.span, &[&key.text]).help("every option has it already");
            continue;
        }
        let what = format!("the field `{}`", key.text);
        let Some(mut fields) = Fields::of(context, node, &what) else { continue };
        if context.boolean(fields.take("required"), "`required`") {
            outline.required.insert(key.text.clone());
        }
        if let Some(ty) = var_type(context, &mut fields, false) {
            outline.types.fields.insert(key.text.clone(), ty);
        }
        fields.finish(context);
    }
}
