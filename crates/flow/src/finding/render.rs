use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Finding, Severity};

/// The findings as a terminal shows them: source line, caret, help. `files` are the same that were checked.
#[must_use]
pub fn render_text(findings: &[Finding], files: &BTreeMap<String, String>, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in findings {
        text.push_str(&renderer.render(&[group(finding, files)]));
        text.push_str("\n\n");
    }
    text.push_str(&summary(findings));
    text.push('\n');
    text
}

/// The findings as JSON: an array of [`Finding`].
#[must_use]
pub fn render_json(findings: &[Finding]) -> String {
    serde_json::to_string_pretty(findings).unwrap_or_else(|_| "[]".to_owned())
}

fn group<'a>(finding: &'a Finding, files: &'a BTreeMap<String, String>) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let source = files.get(&finding.file).map_or("", String::as_str);
    let view = View::new(source, finding.span.clone(), finding.line);
    let primary = AnnotationKind::Primary.span(view.span.clone());
    let title = level.primary_title(finding.message.as_str()).id(finding.code);
    let mut group = title.element(view.snippet(&finding.file, primary));
    for related in &finding.related {
        let source = files.get(&related.file).map_or("", String::as_str);
        let view = View::new(source, related.span.clone(), related.line);
        let note = AnnotationKind::Context.span(view.span.clone()).label(related.message.as_str());
        group = group.element(view.snippet(&related.file, note));
    }
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// The lines a span stands on: a file may be long, and only these are shown.
struct View<'a> {
    lines: &'a str,
    first: usize,
    span: Range<usize>,
}

impl<'a> View<'a> {
    fn new(source: &'a str, span: Range<usize>, first: usize) -> Self {
        let start = source.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end = source.get(span.end..).and_then(|after| after.find('\n')).map_or(source.len(), |at| span.end + at);
        Self { lines: source.get(start..end).unwrap_or_default(), first, span: span.start - start..span.end - start }
    }

    fn snippet(&self, file: &'a str, note: Annotation<'a>) -> Snippet<'a, Annotation<'a>> {
        Snippet::source(self.lines).path(file).line_start(self.first).annotation(note)
    }
}

fn summary(findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    let warnings = findings.len() - errors;
    match (errors, warnings) {
        (0, 0) => "no findings".to_owned(),
        (errors, 0) => counted(errors, "error"),
        (0, warnings) => counted(warnings, "warning"),
        (errors, warnings) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
