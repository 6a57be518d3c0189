//! `flow.yaml`: from its keys to the model.

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexMap;
use ventanilla_domain::{ChannelKind, FlowHash};

use super::catalogue::{Outline, catalogue, outline};
use super::context::Context;
use super::defaults::Default as Words;
use super::fields::Fields;
use super::files::Files;
use super::node::Node;
use super::{lexicon, policy, step, vars, watch};
use crate::expr::Ty;
use crate::finding::Code;
use crate::model::{Catalogue, Flow, Text};

/// The only version of the format so far.
const FORMAT: &str = "1";
const CHANNELS: [(&str, ChannelKind); 3] =
    [("whatsapp", ChannelKind::Whatsapp), ("webchat", ChannelKind::Webchat), ("text", ChannelKind::Text)];

/// Reads the whole flow. Names come first, then everything that refers to them.
pub(super) fn flow(context: &mut Context<'_>, root: &Node, files: &Files, hash: FlowHash) -> Option<Flow> {
    let mut fields = Fields::of(context, root, "a flow")?;
    format(context, &mut fields);
    let id = fields.need(context, "id").and_then(|node| context.id(node, "`id`"));
    let lang = fields.need(context, "lang").and_then(|node| lang(context, node));
    context.lang = lang.clone().unwrap_or_default();
    context.translations = files.translations(&context.lang);
    let channels = fields.need(context, "channels").map(|node| channels(context, node));
    names(context, root);
    let outlines = outlines(context, fields.take("catalogues"), files);
    let vars = fields.take("vars").map(|node| vars::vars(context, node)).unwrap_or_default();
    Rc::make_mut(&mut context.types).vars = vars.iter().map(|(name, decl)| (name.clone(), decl.ty.clone())).collect();
    let lexicons = files.lexicon.as_ref().map(|root| lexicon::lexicons(context, root)).unwrap_or_default();
    context.names.lexicons = lexicons.keys().cloned().collect();
    let catalogues = catalogues(context, &outlines);
    let policies = fields.need(context, "policies").map(|node| policy::policies(context, node));
    let watches = fields.take("watches").map(|node| watch::watches(context, node)).unwrap_or_default();
    let steps = fields.need(context, "steps").map(|node| step::steps(context, node));
    let entry = fields.need(context, "entry").and_then(|node| entry(context, node));
    let policy = fields.need(context, "policy").and_then(|node| flow_policy(context, node));
    let must = fields.take("must").map(|node| watch::musts(context, node)).unwrap_or_default();
    let texts = texts(context, fields.take("texts"));
    if let Some((key, _)) = fields.take_with_key("migrate") {
        context.find(Code::NotYet, key.span, &["migrate"]);
    }
    fields.finish(context);
    let langs =
        std::iter::once(context.lang.clone()).chain(context.translations.iter().map(|t| t.lang.clone())).collect();
    Some(Flow {
        id: id?,
        hash,
        lang: lang?,
        langs,
        channels: channels?,
        entry: entry?,
        policy: policy?,
        vars,
        catalogues,
        policies: policies?,
        lexicons,
        watches,
        steps: steps?,
        must,
        texts,
    })
}

fn format(context: &mut Context<'_>, fields: &mut Fields<'_>) {
    let Some(node) = fields.need(context, "ventanilla") else { return };
    if node.scalar() != Some(FORMAT) {
        context.find(Code::Format, node.span, &[node.scalar().unwrap_or_default()]).help("write `ventanilla: 1`");
    }
}

/// A language tag such as `es-MX`.
fn lang(context: &mut Context<'_>, node: &Node) -> Option<String> {
    let tag = context.word(node, "`lang`")?;
    if super::files::is_lang(&tag) {
        return Some(tag);
    }
    context.find(Code::WrongShape, node.span, &["`lang`", "a language such as es-MX or en"]);
    None
}

fn channels(context: &mut Context<'_>, node: &Node) -> Vec<ChannelKind> {
    let items = context.list(node, "`channels`");
    if items.is_empty() {
        context.find(Code::WrongShape, node.span, &["`channels`", "a list of at least one channel"]);
    }
    items.iter().filter_map(|item| context.one_of(item, "a channel", &CHANNELS)).collect()
}

/// Names of steps, policies and sections, so that what comes first may refer to what comes later.
fn names(context: &mut Context<'_>, root: &Node) {
    let keys = |name: &str| {
        let entries = root.get(name).and_then(Node::map).unwrap_or_default();
        entries.iter().map(|(key, _)| key.text.clone()).collect()
    };
    context.names.steps = keys("steps");
    context.names.policies = keys("policies");
    context.names.catalogues = keys("catalogues");
    let steps = root.get("steps").and_then(Node::map).unwrap_or_default();
    let sections = steps.iter().filter_map(|(_, step)| step.get("section")?.scalar());
    context.names.sections = sections.map(str::to_owned).collect();
}

/// The catalogues' files, their fields and ids.
fn outlines<'n>(
    context: &mut Context<'_>,
    node: Option<&Node>,
    files: &'n Files,
) -> IndexMap<String, (Option<&'n Node>, Outline)> {
    let mut found = IndexMap::new();
    let Some(mut fields) = node.and_then(|node| Fields::of(context, node, "`catalogues`")) else { return found };
    for (key, node) in fields.rest() {
        if !context.id_key(key) {
            continue;
        }
        context.mark(&format!("catalogues/{}", key.text), key.span);
        let Some(name) = context.word(node, "a file name") else { continue };
        let root = files.catalogues.get(&name);
        if root.is_none() && !files.is_present(&name) {
            context
                .find(Code::NoFile, node.span, &[&name])
                .help("put it beside flow.yaml, and check the folder instead of the file");
        }
        let outline = root.map(|root| outline(context, root)).unwrap_or_default();
        if root.is_some() {
            Rc::make_mut(&mut context.types).catalogues.insert(key.text.clone(), outline.types.clone());
        }
        found.insert(key.text.clone(), (root, outline));
    }
    found
}

fn catalogues(
    context: &mut Context<'_>,
    outlines: &IndexMap<String, (Option<&Node>, Outline)>,
) -> IndexMap<String, Catalogue> {
    let mut found = IndexMap::new();
    for (id, (root, outline)) in outlines {
        if let Some(catalogue) = root.and_then(|root| catalogue(context, id, root, outline)) {
            found.insert(id.clone(), catalogue);
        }
    }
    found
}

fn entry(context: &mut Context<'_>, node: &Node) -> Option<String> {
    context.mark("entry", node.span);
    let name = context.word(node, "`entry`")?;
    let names = context.names.steps.clone();
    context.refer(&name, node.span, "step", &names).then_some(name)
}

fn flow_policy(context: &mut Context<'_>, node: &Node) -> Option<String> {
    let name = context.word(node, "`policy`")?;
    let names = context.names.policies.clone();
    context.refer(&name, node.span, "policy", &names).then_some(name)
}

/// The platform's own words, the built-in ones where the flow has none.
fn texts(context: &mut Context<'_>, node: Option<&Node>) -> BTreeMap<String, Text> {
    let mut fields = node.and_then(|node| Fields::of(context, node, "`texts`"));
    let mut found = BTreeMap::new();
    for (name, words) in Words::PLATFORM {
        let own = fields.as_mut().and_then(|fields| fields.take(name));
        let mut types = context.types.clone();
        if words == Words::GroupPrompt {
            types = Rc::new(Rc::unwrap_or_clone(types).with_local("group", Ty::Text));
        }
        let at = format!("texts/{name}");
        let text = match own {
            Some(node) => context.text_with(node, &at, &types),
            None => context.built_in(&at, words, &types),
        };
        found.insert(name.to_owned(), text);
    }
    if let Some(fields) = fields {
        fields.finish(context);
    }
    found
}
