//! From the files of a package to a [`Flow`]: all findings of shape at once (FLOW.md section 6, item 1).
//!
//! YAML becomes a tree of nodes with byte spans (`yaml`, `node`); every part of the document has one file that reads its keys
//! (`top`, `vars`, `catalogue`, `lexicon`, `policy`, `watch`, `step`, `kinds`). The reference for authors is `docs/flow-language.md`.

mod catalogue;
mod context;
mod defaults;
mod exprs;
mod fields;
mod files;
mod kinds;
mod lexicon;
mod node;
mod outline;
mod policy;
mod scalars;
mod step;
mod store;
mod texts;
mod top;
mod translation;
mod vars;
mod watch;
mod yaml;

use std::collections::BTreeMap;

pub(crate) use context::Context;
pub(crate) use outline::{Mark, outline};
pub(crate) use yaml::read as read_yaml;

use crate::finding::{Finding, Sources};
use crate::model::Flow;

/// A package that was read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The flow, when nothing is wrong with its shape.
    pub flow: Option<Flow>,
    /// Everything that is wrong with its shape.
    pub findings: Vec<Finding>,
}

/// Reads the files of a package (name → text): shape only. [`crate::package::check_package`] also proves it.
#[must_use]
pub fn load(files: &BTreeMap<String, String>) -> Loaded {
    let sources = Sources::new(files);
    let mut context = Context::new(&sources);
    let draft = draft(&mut context, files);
    let findings = context.findings;
    let flow = draft.filter(|_| !findings.iter().any(Finding::is_error));
    Loaded { flow, findings }
}

/// As much of the flow as can be read, for proofs that still make sense; `context` has the findings and the places.
pub(crate) fn draft(context: &mut Context<'_>, files: &BTreeMap<String, String>) -> Option<Flow> {
    let read = files::Files::read(context);
    let flow = read.flow.as_ref().and_then(|root| top::flow(context, root, &read, files::hash(files)));
    translation::finish(context);
    flow
}
