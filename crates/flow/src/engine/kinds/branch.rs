use super::super::machine::Machine;
use super::super::{Fault, Next};
use crate::model::Branch;

/// Outcome when no case holds.
const ELSE: &str = "else";

/// Goes where the first case that holds leads.
pub(super) fn enter(m: &mut Machine<'_>, branch: &Branch) -> Result<Next, Fault> {
    for (at, case) in branch.cases.iter().enumerate() {
        if m.holds(&case.when)? {
            return Ok(Next::Branch(name(at), case.next.clone()));
        }
    }
    Ok(Next::Branch(ELSE.to_owned(), branch.otherwise.clone()))
}

/// Cases are counted from 1.
pub(super) fn outcomes(branch: &Branch) -> Vec<String> {
    (0..branch.cases.len()).map(name).chain([ELSE.to_owned()]).collect()
}

fn name(at: usize) -> String {
    (at + 1).to_string()
}
