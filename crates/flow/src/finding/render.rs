use std::collections::BTreeMap;

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
    let mut group = level.primary_title(finding.message.as_str()).id(finding.code).element(snippet(
        files,
        &finding.file,
        AnnotationKind::Primary.span(finding.span.clone()),
    ));
    for related in &finding.related {
        let note = AnnotationKind::Context.span(related.span.clone()).label(related.message.as_str());
        group = group.element(snippet(files, &related.file, note));
    }
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

fn snippet<'a>(files: &'a BTreeMap<String, String>, file: &'a str, note: Annotation<'a>) -> Snippet<'a, Annotation<'a>> {
    let source = files.get(file).map_or("", String::as_str);
    Snippet::source(source).path(file).annotation(note)
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
