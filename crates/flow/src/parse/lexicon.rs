//! `lexicon.yaml`: phrases by lexicon, `emergencias: {phrases: ["trae pistola"]}`.

use std::collections::BTreeMap;

use ventanilla_domain::words;

use super::context::Context;
use super::fields::Fields;
use super::node::Node;
use crate::finding::Code;

/// Folded phrases (words joined by one space) by lexicon.
pub(super) fn lexicons(context: &mut Context<'_>, root: &Node) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    let Some(mut fields) = Fields::of(context, root, "the lexicon file") else { return found };
    for (key, node) in fields.rest() {
        if !context.id_key(key) {
            continue;
        }
        context.mark(&format!("lexicons/{}", key.text), key.span);
        let what = format!("the lexicon `{}`", key.text);
        let Some(mut fields) = Fields::of(context, node, &what) else { continue };
        let list = fields.need(context, "phrases").map(|node| phrases(context, node)).unwrap_or_default();
        fields.finish(context);
        found.insert(key.text.clone(), list);
    }
    found
}

fn phrases(context: &mut Context<'_>, node: &Node) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for item in context.list(node, "`phrases`") {
        let Some(text) = context.word(item, "a phrase") else { continue };
        let folded = words(&text).join(" ");
        if folded.is_empty() {
            context.find(Code::WrongShape, item.span, &["a phrase", "letters or digits"]);
        } else if found.contains(&folded) {
            context.find(Code::DoublePhrase, item.span, &[&text]).help("accents and capitals make no difference");
        } else {
            found.push(folded);
        }
    }
    if found.is_empty() {
        context.find(Code::WrongShape, node.span, &["`phrases`", "a list of at least one phrase"]);
    }
    found
}
