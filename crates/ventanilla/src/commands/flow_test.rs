use std::process::ExitCode;

use anyhow::{Context, bail};
use ventanilla_flow::finding::render_text;
use ventanilla_flow::package::check_package;
use ventanilla_flow::testing::{self, CaseReport, Suite, SuiteReport};

use super::city_world::CityWorld;
use super::flow::{print, read_package};
use crate::cli::{FlowTarget, TextOrJson};
use crate::tell;

/// Plays `tests.yaml`; exit 0 when every case passes, 1 when not, 2 when the flow cannot run.
pub(crate) fn run(target: &FlowTarget) -> anyhow::Result<ExitCode> {
    let files = read_package(&target.path)?;
    let report = check_package(&files);
    let Some(flow) = &report.flow else {
        tell(&render_text(&report.findings, &files, false));
        return Ok(ExitCode::from(2));
    };
    let Some(script) = files.get("tests.yaml") else { bail!("{} has no tests.yaml", target.path.display()) };
    let suite =
        Suite::parse(script).map_err(|error| anyhow::anyhow!("tests.yaml:{}: {}", error.line, error.message))?;
    let mut world = CityWorld::new(flow, &target.path).context("the world of the tests")?;
    let played = testing::run(flow, &suite, &mut world);
    match target.format {
        TextOrJson::Text => print(&text(&played)),
        TextOrJson::Json => print(&serde_json::to_string_pretty(&json(&played))?),
    }
    Ok(ExitCode::from(u8::from(!played.passed())))
}

fn text(played: &SuiteReport) -> String {
    let mut lines = Vec::new();
    for case in &played.cases {
        lines.push(format!(
            "{} {} ({} bubbles)",
            if case.passed() { "ok    " } else { "FAILED" },
            case.id,
            case.bubbles
        ));
        if !case.passed() {
            lines.extend(
                case.failures.iter().map(|failure| format!("       tests.yaml:{}: {}", failure.line, failure.message)),
            );
            lines.extend(case.transcript.lines().map(|line| format!("       | {line}")));
        }
    }
    let passed = played.cases.iter().filter(|case| case.passed()).count();
    let coverage = &played.coverage;
    lines.push(format!("\ncoverage of outcomes and watches: {:.1} %", coverage.percent()));
    lines.extend(coverage.missed.iter().map(|missed| format!("  not reached: {missed}")));
    lines.push(format!("{passed} passed, {} failed", played.cases.len() - passed));
    lines.join("\n")
}

fn json(played: &SuiteReport) -> serde_json::Value {
    serde_json::json!({
        "passed": played.passed(),
        "coverage_percent": played.coverage.percent(),
        "not_reached": played.coverage.missed.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "cases": played.cases.iter().map(case_json).collect::<Vec<_>>(),
    })
}

fn case_json(case: &CaseReport) -> serde_json::Value {
    serde_json::json!({
        "id": case.id,
        "title": case.title,
        "passed": case.passed(),
        "bubbles": case.bubbles,
        "failures": case.failures.iter().map(|f| serde_json::json!({ "line": f.line, "message": f.message })).collect::<Vec<_>>(),
        "transcript": case.transcript,
    })
}
