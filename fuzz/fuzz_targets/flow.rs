//! Any text as a flow package: a flow, or findings with places inside the files; the formatter never panics.
#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use ventanilla_flow::finding::render_text;
use ventanilla_flow::package::check_package;

fuzz_target!(|text: &str| {
    let (flow, catalogue) = text.split_once("\n===\n").unwrap_or((text, ""));
    let files = BTreeMap::from([
        ("flow.yaml".to_owned(), flow.to_owned()),
        ("catalogue.yaml".to_owned(), catalogue.to_owned()),
    ]);
    let report = check_package(&files);
    assert!(report.flow.is_some() || !report.findings.is_empty(), "refused without a reason");
    drop(render_text(&report.findings, &files, false));
    drop(ventanilla_flow::fmt::format("flow.yaml", flow));
});
