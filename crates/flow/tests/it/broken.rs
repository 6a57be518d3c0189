//! Broken flows and what is said about them: `tests/broken/*.yaml` beside `*.txt`. Adding a test is adding a file;
//! `VENTANILLA_BLESS=1` writes what is said now, to be read before it is committed.

use std::path::{Path, PathBuf};

use ventanilla_flow::finding::{Code, render_text};
use ventanilla_flow::package::check_package;

use crate::packages::split;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<_> = entries.filter(|path| path.extension().is_some_and(|ext| ext == "yaml")).collect();
    cases.sort();
    cases
}

#[test]
fn every_broken_flow_is_explained() {
    let bless = std::env::var_os("VENTANILLA_BLESS").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let files = split(&std::fs::read_to_string(&case).unwrap());
        let report = check_package(&files);
        let said = render_text(&report.findings, &files, false);
        let expected = case.with_extension("txt");
        if bless {
            std::fs::write(&expected, &said).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != said {
            wrong.push(format!("{}:\n{said}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "read these, then VENTANILLA_BLESS=1:\n{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_broken_flow() {
    let all: String =
        cases().iter().map(|case| std::fs::read_to_string(case.with_extension("txt")).unwrap_or_default()).collect();
    let missing: Vec<_> =
        Code::ALL.iter().map(|code| code.as_str()).filter(|code| !all.contains(&format!("[{code}]"))).collect();
    assert!(missing.is_empty(), "no example of {missing:?} in tests/broken");
}
