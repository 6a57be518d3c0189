//! `cargo run -p ventanilla-flow --example flow -- check|test DIR [CASE]`: proves or plays a flow package without the rest of the house.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use ventanilla_flow::finding::render_text;
use ventanilla_flow::model::Flow;
use ventanilla_flow::package::check_package;
use ventanilla_flow::testing::{PlainWorld, Suite, SuiteReport, run};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [verb, folder, only @ ..] = arguments.as_slice() else {
        return Err("usage: flow check|test DIR [CASE]".into());
    };
    let files = package(Path::new(folder))?;
    let report = check_package(&files);
    println!("{}", render_text(&report.findings, &files, false));
    match (verb.as_str(), report.flow) {
        ("check", Some(_)) if report.findings.is_empty() => Ok(ExitCode::SUCCESS),
        ("test", Some(flow)) => test(&flow, &files, only.first()),
        _ => Ok(ExitCode::FAILURE),
    }
}

fn package(folder: &Path) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "yaml")
            && let Some(name) = path.file_name().and_then(|name| name.to_str())
        {
            files.insert(name.to_owned(), std::fs::read_to_string(&path)?);
        }
    }
    Ok(files)
}

fn test(flow: &Flow, files: &BTreeMap<String, String>, only: Option<&String>) -> Result<ExitCode, Box<dyn Error>> {
    let mut suite = Suite::parse(files.get("tests.yaml").map_or("", String::as_str))?;
    if let Some(only) = only {
        suite.cases.retain(|id, _| id == only);
    }
    let report = run(flow, &suite, &mut PlainWorld);
    show(&report, only.is_some());
    Ok(if report.passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn show(report: &SuiteReport, transcripts: bool) {
    for case in &report.cases {
        if transcripts || !case.passed() {
            println!("── {} ({} bubbles)\n{}", case.id, case.bubbles, case.transcript);
        }
        for failure in &case.failures {
            println!("FAILED {} line {}: {}", case.id, failure.line, failure.message);
        }
    }
    for missed in &report.coverage.missed {
        println!("not reached: {missed}");
    }
    let passed = report.cases.iter().filter(|case| case.passed()).count();
    println!("{passed} of {} cases passed, {:.1} % covered", report.cases.len(), report.coverage.percent());
}
