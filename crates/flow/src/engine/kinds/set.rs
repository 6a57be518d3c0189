use super::super::machine::Machine;
use super::super::{Fault, Next};
use crate::model::{Set, outcome};

/// Assigns in order: later expressions see earlier assignments.
pub(super) fn enter(m: &mut Machine<'_>, set: &Set) -> Result<Next, Fault> {
    for (var, expr) in &set.assign {
        let value = m.eval(expr)?;
        m.store(var, value);
    }
    Ok(Next::Leave(outcome::NEXT.to_owned()))
}
