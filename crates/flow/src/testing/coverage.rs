use std::collections::BTreeSet;
use std::fmt;

use crate::effect::{Effect, Record};
use crate::engine::outcomes;
use crate::model::{Flow, outcome};

/// Something a conversation can reach.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Covered {
    /// An outcome of a step.
    Outcome {
        /// The step.
        step: String,
        /// The outcome.
        outcome: String,
    },
    /// `exhausted` or `silence` of a policy, at any step.
    Policy {
        /// The policy.
        policy: String,
        /// Which.
        outcome: String,
    },
    /// A watch.
    Watch {
        /// Its id.
        watch: String,
    },
}

impl fmt::Display for Covered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outcome { step, outcome } => write!(f, "{step}.{outcome}"),
            Self::Policy { policy, outcome } => write!(f, "policy {policy}.{outcome}"),
            Self::Watch { watch } => write!(f, "watch {watch}"),
        }
    }
}

/// What the cases reached, and what they did not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Reached by at least one case, in the order of the flow.
    pub reached: Vec<Covered>,
    /// Reached by none, in the order of the flow.
    pub missed: Vec<Covered>,
}

impl Coverage {
    /// Measures `effects`, those of all cases, against everything `flow` can do.
    pub(super) fn of<'a>(flow: &Flow, effects: impl Iterator<Item = &'a Effect>) -> Self {
        let seen: BTreeSet<Covered> = effects.flat_map(|effect| reached(flow, effect)).collect();
        let (reached, missed) = everything(flow).into_iter().partition(|item| seen.contains(item));
        Self { reached, missed }
    }

    /// Reached, in percent of everything; 100 for a flow where nothing can be reached.
    #[must_use]
    pub fn percent(&self) -> f64 {
        let all = self.reached.len() + self.missed.len();
        if all == 0 { 100.0 } else { 100.0 * self.reached.len() as f64 / all as f64 }
    }
}

fn everything(flow: &Flow) -> Vec<Covered> {
    let mut all: Vec<Covered> = Vec::new();
    for step in flow.steps.values() {
        all.extend(outcomes(step).into_iter().map(|outcome| Covered::Outcome { step: step.id.clone(), outcome }));
    }
    for policy in flow.policies.keys() {
        let (mut asks, mut exhausts, mut falls_silent) = (false, false, false);
        for step in flow
            .steps
            .values()
            .filter(|step| step.kind.waits() && flow.policy_of(step).is_some_and(|of| of.id == *policy))
        {
            let handoff = matches!(step.kind, crate::model::Kind::Handoff(_));
            asks |= !handoff;
            exhausts |= !handoff && !step.routes.contains_key(outcome::EXHAUSTED);
            falls_silent |= !handoff && !step.routes.contains_key(outcome::SILENCE);
        }
        let item = |outcome: &str| Covered::Policy { policy: policy.clone(), outcome: outcome.to_owned() };
        all.extend((asks && exhausts).then(|| item(outcome::EXHAUSTED)));
        all.extend((asks && falls_silent).then(|| item(outcome::SILENCE)));
    }
    all.extend(flow.watches.iter().map(|watch| Covered::Watch { watch: watch.id.clone() }));
    all
}

fn reached(flow: &Flow, effect: &Effect) -> Vec<Covered> {
    match effect {
        Effect::Record(Record::Left { step, outcome }) => {
            let own = Covered::Outcome { step: step.clone(), outcome: outcome.clone() };
            let policy =
                flow.step(step).filter(|step| !step.routes.contains_key(outcome)).and_then(|step| flow.policy_of(step));
            let shared = policy.map(|policy| Covered::Policy { policy: policy.id.clone(), outcome: outcome.clone() });
            std::iter::once(own).chain(shared).collect()
        }
        Effect::Record(Record::Watch { watch }) => vec![Covered::Watch { watch: watch.clone() }],
        _ => Vec::new(),
    }
}
