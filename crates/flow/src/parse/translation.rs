//! Further languages: `en.yaml` holds texts under the same addresses as the flow.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::node::{Node, NodeValue};
use crate::finding::{Code, Span};
use crate::suggest::suggest;

/// Gaps named in full; more are only counted.
const SHOWN_GAPS: usize = 12;

/// One further language.
#[derive(Debug)]
pub(crate) struct Translation {
    pub(crate) lang: String,
    pub(crate) file: usize,
    /// Address → text.
    pub(crate) leaves: BTreeMap<String, Node>,
    /// Addresses that the flow asked for.
    pub(crate) used: BTreeSet<String>,
    /// Addresses that the flow asked for and that are not there.
    pub(crate) gaps: Vec<String>,
}

impl Translation {
    pub(crate) fn new(lang: &str, file: usize, root: &Node) -> Self {
        let mut leaves = BTreeMap::new();
        flatten(root, String::new(), &mut leaves);
        Self { lang: lang.to_owned(), file, leaves, used: BTreeSet::new(), gaps: Vec::new() }
    }

    /// The text at `address`, or at its `title` when the label was written as a map (or the other way round).
    pub(crate) fn take(&mut self, address: &str) -> Option<Node> {
        let short = address.strip_suffix("/title").or_else(|| address.strip_suffix("/label"));
        let candidates = [Some(address.to_owned()), Some(format!("{address}/title")), short.map(str::to_owned)];
        let found = candidates.into_iter().flatten().find(|candidate| self.leaves.contains_key(candidate))?;
        let node = self.leaves.get(&found).cloned();
        self.used.insert(found);
        node
    }

    /// Every text under the list at `address`, such as the `also` of an option.
    pub(crate) fn take_list(&mut self, address: &str) -> Vec<Node> {
        (0..).map_while(|at| self.take(&format!("{address}/{at}"))).collect()
    }
}

fn flatten(node: &Node, address: String, leaves: &mut BTreeMap<String, Node>) {
    let join = |key: &str| if address.is_empty() { key.to_owned() } else { format!("{address}/{key}") };
    match &node.value {
        NodeValue::Map(entries) => entries.iter().for_each(|(key, node)| flatten(node, join(&key.text), leaves)),
        NodeValue::List(items) => {
            items.iter().enumerate().for_each(|(at, node)| flatten(node, join(&at.to_string()), leaves))
        }
        NodeValue::Scalar { .. } => {
            leaves.insert(address, node.clone());
        }
    }
}

/// Reports what is missing in each language and what translates nothing.
pub(crate) fn finish(context: &mut Context<'_>) {
    for translation in std::mem::take(&mut context.translations) {
        report_gaps(context, &translation);
        report_strays(context, &translation);
    }
}

fn report_gaps(context: &mut Context<'_>, translation: &Translation) {
    if translation.gaps.is_empty() {
        return;
    }
    let count = translation.gaps.len();
    let mut list = translation.gaps.iter().take(SHOWN_GAPS).cloned().collect::<Vec<_>>().join(", ");
    if count > SHOWN_GAPS {
        list.push_str(&format!(" and {} more", count - SHOWN_GAPS));
    }
    context
        .find(Code::Untranslated, Span::top(translation.file), &[&count.to_string(), &translation.lang])
        .help(format!("add {list}"));
}

fn report_strays(context: &mut Context<'_>, translation: &Translation) {
    let known: BTreeSet<&String> = translation.used.iter().chain(&translation.gaps).collect();
    for (address, node) in &translation.leaves {
        if translation.used.contains(address) || context.partial && address.starts_with("steps/") {
            continue;
        }
        let finding = context.find(Code::UnknownTranslation, node.span, &[address]);
        if let Some(near) = suggest(address, known.iter()) {
            finding.help(format!("did you mean `{near}`?"));
        }
    }
}
