use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::Way;
use crate::check::edges;
use crate::model::{Flow, Kind, Step, outcome};

/// A step, and whether words wait to be said with what follows.
type State<'f> = (&'f str, bool);
/// Bubbles, turns.
type Price = (u32, u32);
/// The best price of each state and the state before it.
type Best<'f> = BTreeMap<State<'f>, (Price, Option<State<'f>>)>;

/// The states of a flow and the way between them.
pub(super) struct Paths<'f> {
    start: State<'f>,
    first: Price,
    ways: BTreeMap<State<'f>, Vec<(State<'f>, Price)>>,
}

impl<'f> Paths<'f> {
    pub(super) fn of(flow: &'f Flow) -> Self {
        let edges = edges(flow);
        let mut paths = Self { start: (&flow.entry, false), first: (0, 0), ways: BTreeMap::new() };
        let Some(entry) = flow.step(&flow.entry) else { return paths };
        let (start, bubbles) = entered(entry, false);
        (paths.start, paths.first) = (start, (bubbles, 0));
        let mut open = vec![start];
        while let Some(state) = open.pop() {
            if paths.ways.contains_key(&state) {
                continue;
            }
            let mut found = Vec::new();
            for edge in edges.get(state.0).into_iter().flatten() {
                let Some(next) = edge.step().and_then(|id| flow.step(id)) else { continue };
                let (to, bubbles) = entered(next, state.1);
                let more = levels(flow, state.0, &edge.outcome);
                found.push((to, (bubbles + more, u32::from(edge.turn) + more)));
                open.push(to);
            }
            paths.ways.insert(state, found);
        }
        paths
    }

    /// The cheapest way to every step.
    pub(super) fn fewest(&self) -> BTreeMap<&'f str, Way> {
        let mut best = Best::from([(self.start, (self.first, None))]);
        let mut open = BinaryHeap::from([Reverse((self.first, self.start))]);
        while let Some(Reverse((price, state))) = open.pop() {
            if best.get(&state).is_none_or(|(known, _)| *known < price) {
                continue;
            }
            for (next, more) in self.ways.get(&state).into_iter().flatten() {
                let sum = (price.0 + more.0, price.1 + more.1);
                if best.get(next).is_none_or(|(known, _)| sum < *known) {
                    best.insert(*next, (sum, Some(state)));
                    open.push(Reverse((sum, *next)));
                }
            }
        }
        ways(&best, |a, b| a < b)
    }

    /// The dearest way to every step that never goes back.
    pub(super) fn most(&self) -> BTreeMap<&'f str, Way> {
        let order = self.order();
        let position: BTreeMap<State<'f>, usize> = order.iter().enumerate().map(|(at, state)| (*state, at)).collect();
        let mut best = Best::from([(self.start, (self.first, None))]);
        for state in &order {
            let Some((price, _)) = best.get(state).copied() else { continue };
            for (next, more) in self.ways.get(state).into_iter().flatten() {
                let sum = (price.0 + more.0, price.1 + more.1);
                let forward = position.get(next) > position.get(state);
                if forward && best.get(next).is_none_or(|(known, _)| sum > *known) {
                    best.insert(*next, (sum, Some(*state)));
                }
            }
        }
        ways(&best, |a, b| a > b)
    }

    /// The states so that every way that does not go back leads forward.
    fn order(&self) -> Vec<State<'f>> {
        let mut seen = BTreeSet::from([self.start]);
        let mut finished = Vec::new();
        let mut open = vec![(self.start, 0_usize)];
        while let Some((state, tried)) = open.last_mut() {
            let next = self.ways.get(state).and_then(|ways| ways.get(*tried)).map(|(next, _)| *next);
            *tried += 1;
            match next {
                Some(next) if seen.insert(next) => open.push((next, 0)),
                Some(_) => {}
                None => {
                    finished.push(*state);
                    open.pop();
                }
            }
        }
        finished.reverse();
        finished
    }
}

/// The state after entering a step, and the bubbles that sends.
fn entered(step: &Step, waiting: bool) -> (State<'_>, u32) {
    let id = step.id.as_str();
    match &step.kind {
        Kind::Say(say) if say.media.is_none() && say.link.is_none() => ((id, true), 0),
        Kind::Handoff(handoff) => ((id, false), u32::from(waiting || handoff.waiting.is_some())),
        Kind::End(_) => ((id, false), u32::from(waiting)),
        Kind::Set(_) | Kind::Branch(_) | Kind::Act(_) | Kind::Classify(_) => ((id, waiting), 0),
        Kind::Say(_) | Kind::Choose(_) | Kind::Ask(_) | Kind::Media(_) | Kind::Place(_) | Kind::Confirm(_) => {
            ((id, false), 1)
        }
    }
}

/// Choosing from a catalogue that does not fit one list takes a second list.
fn levels(flow: &Flow, step: &str, outcome: &str) -> u32 {
    let Some(Kind::Choose(choose)) = flow.step(step).map(|step| &step.kind) else { return 0 };
    let catalogue =
        choose.from.as_ref().filter(|_| outcome == outcome::CHOSEN).and_then(|name| flow.catalogues.get(name));
    let rows = catalogue.map_or(0, |catalogue| catalogue.options.len() + catalogue.rows.len() + choose.options.len());
    let room = flow.channels.first().map_or(0, |channel| channel.limits().rows);
    u32::from(room > 0 && rows > room)
}

/// The better state of every step, with the steps that lead there.
fn ways<'f>(best: &Best<'f>, better: impl Fn(Price, Price) -> bool) -> BTreeMap<&'f str, Way> {
    let mut found: BTreeMap<&str, (Price, State<'f>)> = BTreeMap::new();
    for (state, (price, _)) in best {
        if found.get(state.0).is_none_or(|(known, _)| better(*price, *known)) {
            found.insert(state.0, (*price, *state));
        }
    }
    let way = |(price, state): (Price, State<'f>)| Way { bubbles: price.0, turns: price.1, steps: trail(best, state) };
    found.into_iter().map(|(id, end)| (id, way(end))).collect()
}

fn trail(best: &Best<'_>, end: State<'_>) -> Vec<String> {
    let mut steps = vec![end.0.to_owned()];
    let mut at = best.get(&end).and_then(|(_, before)| *before);
    while let Some(state) = at {
        steps.push(state.0.to_owned());
        at = best.get(&state).and_then(|(_, before)| *before);
    }
    steps.reverse();
    steps
}
