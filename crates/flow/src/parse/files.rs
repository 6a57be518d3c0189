//! Which file is what.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use ventanilla_domain::FlowHash;

use super::context::Context;
use super::node::Node;
use super::translation::Translation;
use super::yaml;
use crate::finding::{Code, Sources, Span};

const FLOW: &str = "flow.yaml";
const LEXICON: &str = "lexicon.yaml";
/// Files that say nothing about what the engine does.
const APART: [&str; 2] = ["tests.yaml", "layout.yaml"];

/// The trees of a package.
pub(super) struct Files {
    pub(super) flow: Option<Node>,
    pub(super) catalogues: BTreeMap<String, Node>,
    pub(super) lexicon: Option<Node>,
    languages: Vec<(String, usize, Node)>,
    present: BTreeSet<String>,
}

impl Files {
    /// Reads every file the engine needs.
    pub(super) fn read(context: &mut Context<'_>) -> Self {
        let sources = context.sources;
        let present = sources.names().map(|(_, name)| name.to_owned()).collect();
        let mut files = Self { flow: None, catalogues: BTreeMap::new(), lexicon: None, languages: Vec::new(), present };
        let Some(main) = main_file(sources) else {
            context.find(Code::NoFile, Span::top(0), &[FLOW]).help("a flow package is a folder with flow.yaml in it");
            return files;
        };
        files.flow = tree(context, main);
        let named = files.flow.as_ref().map(catalogue_names).unwrap_or_default();
        for (at, name) in sources.names().filter(|(at, _)| *at != main) {
            files.other(context, at, name, &named);
        }
        files
    }

    fn other(&mut self, context: &mut Context<'_>, at: usize, name: &str, catalogues: &BTreeSet<String>) {
        let stem = name.strip_suffix(".yaml").unwrap_or_default();
        if APART.contains(&name) {
            return;
        }
        if catalogues.contains(name) {
            self.catalogues.extend(tree(context, at).map(|root| (name.to_owned(), root)));
        } else if name == LEXICON {
            self.lexicon = tree(context, at);
        } else if is_lang(stem) {
            self.languages.extend(tree(context, at).map(|root| (stem.to_owned(), at, root)));
        } else if self.flow.is_some() {
            let help = "its files are flow.yaml, the catalogues it names, lexicon.yaml, tests.yaml, layout.yaml and one per language (en.yaml)";
            context.find(Code::StrayFile, Span::top(at), &[name]).help(help);
        }
    }

    pub(super) fn is_present(&self, name: &str) -> bool {
        self.present.contains(name)
    }

    /// Languages other than the flow's own.
    pub(super) fn translations(&self, own: &str) -> Vec<Translation> {
        let others = self.languages.iter().filter(|(lang, _, _)| lang != own);
        others.map(|(lang, at, root)| Translation::new(lang, *at, root)).collect()
    }
}

/// `flow.yaml`, or the only file there is.
fn main_file(sources: &Sources) -> Option<usize> {
    let only = || (sources.names().count() == 1).then_some(0);
    sources.find(FLOW).or_else(only)
}

fn tree(context: &mut Context<'_>, at: usize) -> Option<Node> {
    let (root, findings) = yaml::read(context.sources, at);
    let clean = findings.is_empty();
    context.findings.extend(findings);
    if root.is_none() && clean {
        context.find(Code::BadFile, Span::top(at), &["the file is empty"]);
    }
    root
}

fn catalogue_names(root: &Node) -> BTreeSet<String> {
    let entries = root.get("catalogues").and_then(Node::map).unwrap_or_default();
    entries.iter().filter_map(|(_, node)| node.scalar()).map(str::to_owned).collect()
}

/// Whether `tag` is a language tag: `en`, `es-MX`.
pub(super) fn is_lang(tag: &str) -> bool {
    let (base, region) = tag.split_once('-').map_or((tag, None), |(base, region)| (base, Some(region)));
    let lower = (2..=3).contains(&base.len()) && base.bytes().all(|c| c.is_ascii_lowercase());
    lower && region.is_none_or(|region| region.len() == 2 && region.bytes().all(|c| c.is_ascii_uppercase()))
}

/// SHA-256 over name, length and bytes of each file the engine reads, sorted by name.
pub(super) fn hash(files: &BTreeMap<String, String>) -> FlowHash {
    let mut hasher = Sha256::new();
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".yaml") && !APART.contains(&name.as_str())) {
        for part in [name, text] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
    }
    FlowHash(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
