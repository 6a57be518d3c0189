//! `ventanilla flow graph`: the flow as a Mermaid picture.

use std::fmt::Write as _;

use indexmap::IndexMap;

use crate::check::edges;
use crate::model::{Flow, Kind, Step, Target, Trigger, Watch};

/// Mermaid text: sections as boxes, outcomes as arrows, what policies do as dotted arrows, watches as flags.
#[must_use]
pub fn mermaid(flow: &Flow) -> String {
    let mut picture = String::from("flowchart TD\n");
    for (section, steps) in sections(flow) {
        nodes(&mut picture, section, &steps);
    }
    let _infallible = writeln!(picture, "  start_((\" \")) --> {}", node(&flow.entry));
    arrows(&mut picture, flow);
    for watch in &flow.watches {
        flag(&mut picture, watch);
    }
    picture
}

fn sections(flow: &Flow) -> IndexMap<Option<&str>, Vec<&Step>> {
    let mut found: IndexMap<Option<&str>, Vec<&Step>> = IndexMap::new();
    for step in flow.steps.values() {
        found.entry(step.section.as_deref()).or_default().push(step);
    }
    found
}

fn nodes(picture: &mut String, section: Option<&str>, steps: &[&Step]) {
    if let Some(section) = section {
        let _infallible = writeln!(picture, "  subgraph s_{section}[\"{section}\"]");
    }
    for step in steps {
        let (open, close) = shape(&step.kind);
        let _infallible =
            writeln!(picture, "    {}{open}\"{} · {}\"{close}", node(&step.id), step.kind.name(), step.id);
    }
    if section.is_some() {
        picture.push_str("  end\n");
    }
}

/// Questions are hexagons, decisions diamonds, people and acts double boxes, ends round.
const fn shape(kind: &Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Choose(_) | Kind::Ask(_) | Kind::Media(_) | Kind::Place(_) | Kind::Confirm(_) => ("{{", "}}"),
        Kind::Branch(_) | Kind::Classify(_) => ("{", "}"),
        Kind::Act(_) | Kind::Handoff(_) => ("[[", "]]"),
        Kind::End(_) => ("([", "])"),
        Kind::Say(_) | Kind::Set(_) => ("[", "]"),
    }
}

/// Step ids may be words of Mermaid, such as `end`.
fn node(id: &str) -> String {
    format!("n_{id}")
}

fn arrows(picture: &mut String, flow: &Flow) {
    for edge in edges(flow).values().flatten() {
        let to = match edge.to {
            Target::Step(id) => node(id),
            Target::Resume => "resume_([\"@resume\"])".to_owned(),
        };
        let by_policy = !edge.address.starts_with("steps/");
        let arrow = if by_policy { "-.->" } else { "-->" };
        let _infallible = writeln!(picture, "  {} {arrow}|{}| {to}", node(edge.from), edge.outcome);
    }
}

fn flag(picture: &mut String, watch: &Watch) {
    let Some(Target::Step(to)) = &watch.next else { return };
    let trigger = match &watch.trigger {
        Trigger::Exact(words) => words.join(", "),
        Trigger::Lexicon(name) | Trigger::Label(name) => name.clone(),
    };
    let trigger = trigger.replace('"', "'");
    let _infallible = writeln!(picture, "  w_{}>\"{}: {trigger}\"] --> {}", watch.id, watch.id, node(to));
}
