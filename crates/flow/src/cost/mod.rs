//! What each ending costs the city in bubbles and the citizen in turns (FLOW.md section 5).

mod paths;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Flow, Kind};
use paths::Paths;

/// What it takes to come from the entry to one ending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EndingCost {
    /// The named result.
    pub end: String,
    /// The way with the fewest bubbles.
    pub fewest: Way,
    /// The way with the most bubbles among those that never go back.
    pub most: Way,
}

/// A way through the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// Bubbles sent. A `say` counts together with the question or `say` that follows it, as it is shown.
    pub bubbles: u32,
    /// Times the citizen (or an agent) does something.
    pub turns: u32,
    /// The steps in order.
    pub steps: Vec<String>,
}

/// The cost of every ending that can be reached from the entry without a watch, in order of their names.
#[must_use]
pub fn cost(flow: &Flow) -> Vec<EndingCost> {
    let paths = Paths::of(flow);
    let (fewest, most) = (paths.fewest(), paths.most());
    let mut found: BTreeMap<&str, EndingCost> = BTreeMap::new();
    for step in flow.steps.values() {
        let Kind::End(end) = &step.kind else { continue };
        let (Some(low), Some(high)) = (fewest.get(step.id.as_str()), most.get(step.id.as_str())) else { continue };
        let fresh = || EndingCost { end: end.result.clone(), fewest: low.clone(), most: high.clone() };
        let entry = found.entry(&end.result).or_insert_with(fresh);
        if (low.bubbles, low.turns) < (entry.fewest.bubbles, entry.fewest.turns) {
            entry.fewest = low.clone();
        }
        if (high.bubbles, high.turns) > (entry.most.bubbles, entry.most.turns) {
            entry.most = high.clone();
        }
    }
    found.into_values().collect()
}
