use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::translation::Translation;
use crate::expr::Types;
use crate::finding::{Code, Finding, Sources, Span};

/// What the readers of all parts share.
pub(crate) struct Context<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) findings: Vec<Finding>,
    /// Address → place, for the proofs: `steps/x`, `steps/x/text`, `steps/x/routes/ok`, `en:steps/x/text`.
    pub(crate) spans: BTreeMap<String, Span>,
    /// What expressions may name.
    pub(crate) types: Rc<Types>,
    /// Names that may be referred to.
    pub(crate) names: Names,
    /// The language of the flow.
    pub(crate) lang: String,
    /// Every further language.
    pub(crate) translations: Vec<Translation>,
    /// Something was left out of the model because it could not be read.
    pub(crate) partial: bool,
}

/// Names declared in the package, known before anything that refers to them is read.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) catalogues: BTreeSet<String>,
    pub(crate) policies: BTreeSet<String>,
    pub(crate) steps: BTreeSet<String>,
    pub(crate) sections: BTreeSet<String>,
    pub(crate) lexicons: BTreeSet<String>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            findings: Vec::new(),
            spans: BTreeMap::new(),
            types: Rc::default(),
            names: Names::default(),
            lang: String::new(),
            translations: Vec::new(),
            partial: false,
        }
    }

    /// Reports something.
    pub(crate) fn find(&mut self, code: Code, span: Span, arguments: &[&str]) -> &mut Finding {
        self.findings.push(Finding::new(self.sources, code, span, arguments));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// Remembers where `address` stands.
    pub(crate) fn mark(&mut self, address: &str, span: Span) {
        self.spans.insert(address.to_owned(), span);
    }
}
