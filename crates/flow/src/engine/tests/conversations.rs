//! The scripts of `reporte/tests.yaml`.

use super::reporte;
use crate::testing::{PlainWorld, Suite, run};

#[test]
fn every_conversation_goes_as_written_and_together_they_reach_everything() {
    let suite = Suite::parse(include_str!("reporte/tests.yaml")).unwrap();
    let report = run(&reporte(), &suite, &mut PlainWorld);
    let failed: Vec<String> = report
        .cases
        .iter()
        .filter(|case| !case.passed())
        .map(|case| format!("{}: {:#?}\n{}", case.id, case.failures, case.transcript))
        .collect();
    assert!(report.passed() && failed.is_empty(), "{}", failed.join("\n"));
    let missed: Vec<String> = report.coverage.missed.iter().map(ToString::to_string).collect();
    assert!(missed.is_empty(), "not reached: {missed:#?}");
}
