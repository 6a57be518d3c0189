use std::collections::BTreeMap;

use crate::model::{Branch, Flow, Kind, Policy, RungAction, Step, Target, outcome};
use crate::outcomes::outcomes;

/// One way from a step to the next.
#[derive(Debug, Clone)]
pub(crate) struct Edge<'f> {
    pub(crate) from: &'f str,
    pub(crate) outcome: String,
    pub(crate) to: &'f Target,
    /// Where it is written.
    pub(crate) address: String,
    /// Whether a person must do something for it to be taken.
    pub(crate) turn: bool,
}

impl Edge<'_> {
    /// The step it leads to; none for `@resume`.
    pub(crate) fn step(&self) -> Option<&str> {
        match self.to {
            Target::Step(id) => Some(id),
            Target::Resume => None,
        }
    }
}

/// Every edge of the flow, by the step it leaves.
pub(crate) type Edges<'f> = BTreeMap<&'f str, Vec<Edge<'f>>>;

pub(crate) fn edges(flow: &Flow) -> Edges<'_> {
    flow.steps.values().map(|step| (step.id.as_str(), of_step(flow, step))).collect()
}

fn of_step<'f>(flow: &'f Flow, step: &'f Step) -> Vec<Edge<'f>> {
    let known = outcomes(&step.kind);
    let own = step.routes.iter().filter(|(name, _)| known.contains(&name.as_str()) || by_policy(step, name));
    let mut edges: Vec<Edge<'f>> = own
        .map(|(name, to)| Edge {
            from: &step.id,
            outcome: name.clone(),
            to,
            address: format!("steps/{}/routes/{name}/target", step.id),
            turn: needs_person(step, name),
        })
        .collect();
    if let Kind::Branch(branch) = &step.kind {
        edges.extend(cases(step, branch));
    }
    if step.kind.waits()
        && let Some(policy) = flow.policy_of(step)
    {
        edges.extend(of_policy(step, policy));
    }
    edges
}

fn by_policy(step: &Step, name: &str) -> bool {
    step.kind.waits() && [outcome::EXHAUSTED, outcome::SILENCE].contains(&name)
}

fn cases<'f>(step: &'f Step, branch: &'f Branch) -> impl Iterator<Item = Edge<'f>> {
    let case = |number: usize, to: &'f Target| Edge {
        from: &step.id,
        outcome: format!("case {}", number + 1),
        to,
        address: format!("steps/{}/branch/{number}/target", step.id),
        turn: false,
    };
    let otherwise = Edge {
        from: &step.id,
        outcome: "else".to_owned(),
        to: &branch.otherwise,
        address: format!("steps/{}/branch/else/target", step.id),
        turn: false,
    };
    branch.cases.iter().enumerate().map(move |(number, found)| case(number, &found.next)).chain([otherwise])
}

fn of_policy<'f>(step: &'f Step, policy: &'f Policy) -> Vec<Edge<'f>> {
    let last = policy.silence.iter().rev().find_map(|rung| match &rung.action {
        RungAction::Next(target) => Some(target),
        RungAction::Say(_) => None,
    });
    let ways = [(outcome::EXHAUSTED, Some(&policy.exhausted)), (outcome::SILENCE, last)];
    ways.into_iter()
        .filter(|(name, _)| !step.routes.contains_key(*name))
        .filter_map(|(name, to)| {
            Some(Edge {
                from: &step.id,
                outcome: name.to_owned(),
                to: to?,
                address: format!("policies/{}/{name}", policy.id),
                turn: needs_person(step, name),
            })
        })
        .collect()
}

/// Time alone takes `silence`, `no_agent` and `expired`; a held value takes a `prefill` question.
fn needs_person(step: &Step, name: &str) -> bool {
    let by_time = [outcome::SILENCE, "no_agent", "expired"].contains(&name);
    let held = match &step.kind {
        Kind::Choose(choose) => choose.prefill && name != outcome::TEXT,
        Kind::Ask(ask) => ask.prefill.is_some(),
        _ => false,
    };
    step.kind.waits() && !by_time && (!held || name == outcome::EXHAUSTED)
}
