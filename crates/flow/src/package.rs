//! A flow package as a whole: read, prove, report.

use std::collections::BTreeMap;

use crate::check::check;
use crate::finding::{Finding, Sources, render_json, render_text};
use crate::model::Flow;
use crate::parse::{Context, draft};

/// What is known of a package.
#[derive(Debug, Clone)]
pub struct Report {
    /// Everything found, in order of file and line.
    pub findings: Vec<Finding>,
    /// The flow, when there is no error: only such a flow may run.
    pub flow: Option<Flow>,
}

impl Report {
    /// As a terminal shows it; see [`render_text`].
    #[must_use]
    pub fn render_text(&self, files: &BTreeMap<String, String>, color: bool) -> String {
        render_text(&self.findings, files, color)
    }

    /// The findings as JSON; see [`render_json`].
    #[must_use]
    pub fn render_json(&self) -> String {
        render_json(&self.findings)
    }

    /// Whether something forbids publishing.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}

/// Reads and proves the files of a package (name → text), or a single flow file under any name.
#[must_use]
pub fn check_package(files: &BTreeMap<String, String>) -> Report {
    let sources = Sources::new(files);
    let mut context = Context::new(&sources);
    let flow = draft(&mut context, files);
    if let Some(flow) = &flow {
        check(&mut context, flow);
    }
    let mut findings = context.findings;
    findings.sort_by(|a, b| (&a.file, a.span.start, a.code).cmp(&(&b.file, b.span.start, b.code)));
    findings.dedup();
    let flow = flow.filter(|_| !findings.iter().any(Finding::is_error));
    Report { findings, flow }
}
