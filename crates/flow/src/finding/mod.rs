//! What `flow check` finds, and how it is shown.

mod codes;
mod render;
mod sources;

use std::ops::Range;

use serde::Serialize;

pub use codes::Code;
pub use render::{render_json, render_text};
pub(crate) use sources::{Sources, Span};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The flow cannot be published.
    Error,
    /// Worth a look.
    Warning,
}

/// One finding. Its JSON form is what `--format json` prints and the editor shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable code, such as `V0103`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Bytes of the file it is about.
    pub span: Range<usize>,
    /// A sentence a flow author understands.
    pub message: String,
    /// The way out, when there is a likely one.
    pub help: Option<String>,
    /// Other places that matter.
    pub related: Vec<Related>,
}

/// Another place of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// Name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Bytes of the file.
    pub span: Range<usize>,
    /// What is there.
    pub message: String,
}

impl Finding {
    pub(crate) fn new(sources: &Sources, code: Code, span: Span, arguments: &[&str]) -> Self {
        let place = sources.place(span);
        Self {
            code: code.as_str(),
            severity: code.severity(),
            file: place.file,
            line: place.line,
            column: place.column,
            span: place.span,
            message: code.message(arguments),
            help: None,
            related: Vec::new(),
        }
    }

    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn related(&mut self, sources: &Sources, span: Span, message: impl Into<String>) -> &mut Self {
        let place = sources.place(span);
        self.related.push(Related {
            file: place.file,
            line: place.line,
            column: place.column,
            span: place.span,
            message: message.into(),
        });
        self
    }

    /// Whether it forbids publishing.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        matches!(self.severity, Severity::Error)
    }
}
