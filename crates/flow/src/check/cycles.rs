//! No cycle without a turn of a person: the bot must never talk to itself.
//!
//! Walks the flow over edges that no person takes, remembering what `set` made of the variables: a branch that is certainly not
//! taken (`alertado != true` after `set: {alertado: true}`) is no way round.

use std::collections::{BTreeMap, BTreeSet};

use super::edges::{Edge, Edges};
use super::place;
use crate::expr::Scope;
use crate::finding::Code;
use crate::model::{Branch, Flow, Kind, Step};
use crate::parse::Context;
use crate::value::Value;

/// States looked at before variables are forgotten: keeps a hostile flow from costing more than a moment.
const MAX_STATES: usize = 20_000;

type Known = BTreeMap<String, Value>;

pub(super) fn check(context: &mut Context<'_>, flow: &Flow, edges: &Edges<'_>) {
    let mut walk = Walk { flow, edges, done: BTreeSet::new(), path: Vec::new(), cycles: Vec::new() };
    for id in flow.steps.keys() {
        walk.from(id, Known::new());
    }
    let mut reported: BTreeSet<&str> = BTreeSet::new();
    for cycle in walk.cycles {
        if cycle.iter().all(|edge| !reported.contains(edge.from)) {
            reported.extend(cycle.iter().map(|edge| edge.from));
            report(context, &cycle);
        }
    }
}

fn report(context: &mut Context<'_>, cycle: &[&Edge<'_>]) {
    let Some(first) = cycle.first() else { return };
    let mut path = format!("`{}`", first.from);
    for edge in cycle {
        path.push_str(&format!(" –{}→ `{}`", edge.outcome, edge.step().unwrap_or_default()));
    }
    let at = place(context, &format!("steps/{}", first.from));
    let notes: Vec<_> = cycle
        .iter()
        .map(|edge| (place(context, &edge.address), format!("`{}` on `{}`", edge.from, edge.outcome)))
        .collect();
    let sources = context.sources;
    let finding = context.find(Code::Cycle, at, &[&path]);
    finding.help("ask something on the way, or leave by another step; a question with `prefill` does not count, nor does silence");
    for (span, note) in notes {
        finding.related(sources, span, note);
    }
}

/// A depth-first walk without recursion: flows may be long.
struct Walk<'e, 'f> {
    flow: &'f Flow,
    edges: &'e Edges<'f>,
    /// States that are finished or under way.
    done: BTreeSet<String>,
    path: Vec<Frame<'e, 'f>>,
    cycles: Vec<Vec<&'e Edge<'f>>>,
}

/// A state under way: the edges still to try, and the one being tried.
struct Frame<'e, 'f> {
    state: String,
    left: Vec<(&'e Edge<'f>, Known)>,
    taken: Option<&'e Edge<'f>>,
}

impl<'e, 'f> Walk<'e, 'f> {
    fn from(&mut self, id: &str, known: Known) {
        self.enter(id, known);
        while let Some(frame) = self.path.last_mut() {
            match frame.left.pop() {
                None => {
                    self.path.pop();
                }
                Some((edge, known)) => {
                    frame.taken = Some(edge);
                    if let Some(next) = edge.step() {
                        self.enter(next, known);
                    }
                }
            }
        }
    }

    fn enter(&mut self, id: &str, known: Known) {
        let known = if self.done.len() > MAX_STATES { Known::new() } else { known };
        let state = format!("{id} {known:?}");
        if let Some(at) = self.path.iter().position(|frame| frame.state == state) {
            let cycle = self.path.get(at..).unwrap_or_default().iter().filter_map(|frame| frame.taken).collect();
            self.cycles.push(cycle);
            return;
        }
        if !self.done.insert(state.clone()) {
            return;
        }
        let Some(step) = self.flow.step(id) else { return };
        let after = self.after(step, known);
        let ways = self.edges.get(id).into_iter().flatten().filter(|edge| !edge.turn);
        let possible =
            ways.filter(|edge| self.possible(step, edge, &after)).map(|edge| (edge, after.clone())).collect();
        self.path.push(Frame { state, left: possible, taken: None });
    }

    /// What is known when a step is left.
    fn after(&self, step: &Step, mut known: Known) -> Known {
        if let Some(var) = &step.store {
            known.remove(var);
        }
        if let Kind::Set(set) = &step.kind {
            for (var, expr) in &set.assign {
                match expr.eval(&Scope::partial(self.flow, &known)) {
                    Ok(value) => known.insert(var.clone(), value),
                    Err(_) => known.remove(var),
                };
            }
        }
        known
    }

    /// Whether a case of a branch may be taken.
    fn possible(&self, step: &Step, edge: &Edge<'_>, known: &Known) -> bool {
        let Kind::Branch(Branch { cases, .. }) = &step.kind else { return true };
        let scope = Scope::partial(self.flow, known);
        let number = edge.outcome.strip_prefix("case ").and_then(|number| number.parse::<usize>().ok());
        let before = number.map_or(cases.len(), |number| number - 1);
        let passed = cases.iter().take(before).all(|case| case.when.holds(&scope) != Ok(true));
        let taken =
            number.and_then(|number| cases.get(number - 1)).is_none_or(|case| case.when.holds(&scope) != Ok(false));
        passed && taken
    }
}
