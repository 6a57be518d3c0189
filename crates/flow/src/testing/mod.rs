//! Scripted conversations (`tests.yaml`, docs/flow-tests.md): read, played against the engine with virtual time, and judged. Pure.

mod action;
mod check;
mod coverage;
mod player;
mod report;
mod script;
#[cfg(test)]
mod tests;
mod transcript;
mod values;
mod world;

pub use coverage::{Coverage, Covered};
pub use player::{Player, PlayerError};
pub use report::{CaseReport, Failure, SuiteReport};
pub use script::{Case, ScriptError, Suite};
pub use transcript::{Transcript, bubble_text};
pub use world::{PlainWorld, World};

use crate::model::Flow;

/// Plays every case of `suite` against `flow`; `world` answers what a case does not pin.
pub fn run(flow: &Flow, suite: &Suite, world: &mut dyn World) -> SuiteReport {
    let cases: Vec<CaseReport> =
        suite.cases.iter().map(|(id, case)| report::play(flow, suite, id, case, world)).collect();
    let coverage = Coverage::of(flow, cases.iter().flat_map(|case| case.effects.iter().flatten()));
    SuiteReport { cases, coverage }
}
