//! Corrections: `confirm` runs one section again and comes back.

use std::collections::{BTreeMap, BTreeSet};

use super::machine::Machine;
use crate::model::{Kind, Step, Target, outcome};
use crate::session::Edit;
use crate::value::Value;

impl Machine<'_> {
    /// Starts the correction of `section` from the open `confirm` step: its answers are forgotten and asked again. None when the
    /// flow has no such section.
    pub(crate) fn start_edit(&mut self, confirm: &Step, section: &str) -> Option<Target> {
        let first = self.flow.steps.values().find(|step| step.section.as_deref() == Some(section))?;
        let saved = self.forget_section(section);
        self.session.edit = Some(Edit { confirm: confirm.id.clone(), section: section.to_owned(), saved });
        self.left(confirm, "edit");
        Some(Target::Step(first.id.clone()))
    }

    /// Where `target` really leads while a section is being corrected: out of the section means back to the summary.
    pub(crate) fn back_to_confirm(&mut self, step: &Step, outcome: &str, target: Target) -> Target {
        let Some(edit) = &self.session.edit else { return target };
        if step.section.as_ref() != Some(&edit.section) {
            return target;
        }
        if matches!(outcome, outcome::EXHAUSTED | outcome::SILENCE) {
            self.give_back();
            self.session.edit = None;
            return target;
        }
        let inside = match &target {
            Target::Step(id) => self.flow.step(id).is_some_and(|next| next.section.as_ref() == Some(&edit.section)),
            Target::Resume => true,
        };
        if inside {
            return target;
        }
        let confirm = edit.confirm.clone();
        self.session.edit = None;
        Target::Step(confirm)
    }

    /// An unfinished correction takes nothing from the citizen: what was said before counts again where nothing new was said.
    pub(crate) fn give_back(&mut self) {
        let Some(edit) = &self.session.edit else { return };
        for (var, value) in edit.saved.clone() {
            self.session.vars.entry(var).or_insert(value);
        }
    }

    fn forget_section(&mut self, section: &str) -> BTreeMap<String, Value> {
        let (inside, outside): (Vec<_>, Vec<_>) =
            self.flow.steps.values().partition(|step| step.section.as_deref() == Some(section));
        for step in &inside {
            self.session.settled.remove(&step.id);
            self.session.attempts.remove(&step.id);
            self.session.returning.remove(&step.id);
        }
        let elsewhere: BTreeSet<&String> = outside.iter().flat_map(|step| written(step)).collect();
        let mut forgotten: BTreeSet<&String> = inside.iter().flat_map(|step| written(step)).collect();
        forgotten.retain(|var| !elsewhere.contains(var));
        forgotten.extend(inside.iter().filter_map(|step| step.store.as_ref()));
        forgotten.iter().filter_map(|var| self.session.vars.remove_entry(*var)).collect()
    }
}

/// Variables that answers to `step` go into.
fn written(step: &Step) -> Vec<&String> {
    let beside = match &step.kind {
        Kind::Choose(choose) => choose.free_text.as_ref(),
        Kind::Ask(ask) => ask.voice.as_ref(),
        _ => None,
    };
    step.store.iter().chain(beside).collect()
}
