//! Watches: tried on every message before the open step (FLOW.md section 4).

use super::Fault;
use super::heard::Heard;
use super::machine::Machine;
use super::matching::plain;
use crate::effect::Record;
use crate::input::Message;
use crate::model::{Target, Trigger, Watch};
use crate::session::Resume;
use crate::value::Value;

impl<'a> Machine<'a> {
    /// Fires what matches: watches that only mark, then the first that leads somewhere. True when one did.
    /// What came beside the words that fired it (the photo over a cry for help) is kept before anything is walked to: an alert or a
    /// draft that follows at once takes it along.
    pub(crate) fn watch(&mut self, heard: &Heard<'_>, labels: &[String]) -> bool {
        for watch in self.matching_watches(heard.watched, labels) {
            self.mark(watch, heard.watched);
            if let Some(next) = &watch.next {
                for part in &heard.parts {
                    self.keep_early(part);
                }
                self.fire(next);
                return true;
            }
        }
        false
    }

    /// Whether `message` would fire a watch that leads somewhere.
    pub(crate) fn watched(&self, message: &Message) -> bool {
        let heard = Heard::of(message);
        let leads = |watch: &&Watch| watch.next.is_some();
        heard.tap.is_none() && self.matching_watches(heard.watched, &message.labels).iter().any(leads)
    }

    fn matching_watches(&self, said: Option<&str>, labels: &[String]) -> Vec<&'a Watch> {
        if said.is_none() && labels.is_empty() {
            return Vec::new();
        }
        let said = said.map(plain).unwrap_or_default();
        let starts = word_starts(&said);
        let fires = |watch: &&Watch| self.triggers(watch, &said, &starts, labels) && self.is_on(watch);
        self.flow.watches.iter().filter(fires).collect()
    }

    /// A watch whose `unless` cannot be told is on: better one alert too many.
    fn is_on(&self, watch: &Watch) -> bool {
        let section = self.session.open.as_ref().and_then(|open| self.flow.step(&open.step)?.section.as_ref());
        let outside = section.is_none_or(|section| !watch.outside.contains(section));
        let unless = watch.unless.as_ref().is_some_and(|unless| self.holds(unless) == Ok(true));
        outside && !unless && self.heard_by_people(watch)
    }

    /// People who accepted a conversation are not interrupted by control words, only by danger; people who have not are, except by
    /// the word that called them.
    fn heard_by_people(&self, watch: &Watch) -> bool {
        let Some(open) = &self.session.open else { return true };
        let control = matches!(watch.trigger, Trigger::Exact(_));
        let here = watch.next == Some(Target::Step(open.step.clone()));
        open.people.is_none_or(|people| !control || (!people.accepted && !here))
    }

    /// Words of watches and lexicons are folded when the flow is read.
    fn triggers(&self, watch: &Watch, said: &str, starts: &[usize], labels: &[String]) -> bool {
        match &watch.trigger {
            Trigger::Exact(exact) => exact.iter().any(|word| word == said),
            Trigger::Lexicon(name) => self
                .flow
                .lexicons
                .get(name)
                .is_some_and(|phrases| phrases.iter().any(|phrase| has_phrase(said, starts, phrase))),
            Trigger::Label(label) => labels.contains(label),
        }
    }

    /// Records the watch, makes its assignments and keeps the words that fired it where nothing is known yet.
    fn mark(&mut self, watch: &Watch, said: Option<&str>) {
        self.record(Record::Watch { watch: watch.id.clone() });
        for (var, expr) in &watch.set {
            match self.eval(expr) {
                Ok(value) => self.store(var, value),
                // An alert must not fail over a flag.
                Err(Fault(code)) => self.record(Record::Fault { code: code.to_owned(), step: watch.id.clone() }),
            }
        }
        if let (Some(var), Some(said)) = (&watch.keep, said)
            && self.var(var).is_none()
        {
            self.record(Record::Early { var: var.clone() });
            self.store(var, Value::Text(said.trim().to_owned()));
        }
    }

    fn fire(&mut self, next: &Target) {
        self.remember_interrupted(next);
        self.session.open = None;
        self.show = None;
        self.go(next.clone());
    }

    /// The first interrupted step stands, however many watches follow.
    fn remember_interrupted(&mut self, next: &Target) {
        let Some(open) = &self.session.open else { return };
        let fault = open.people.is_some_and(|people| people.fault);
        if fault || *next == Target::Step(open.step.clone()) || self.session.resume.is_some() {
            return;
        }
        self.session.resume = Some(Resume { step: open.step.clone(), seen: open.shown_at.is_some() });
    }
}

/// Where words begin in `said`, which has single spaces.
fn word_starts(said: &str) -> Vec<usize> {
    std::iter::once(0).chain(said.match_indices(' ').map(|(at, _)| at + 1)).collect()
}

/// Whether the folded words `said` contain `phrase` as whole words.
fn has_phrase(said: &str, starts: &[usize], phrase: &str) -> bool {
    let (said, phrase) = (said.as_bytes(), phrase.as_bytes());
    let ends = |at: usize| said.get(at).is_none_or(|b| *b == b' ');
    let begins = |at: usize| said.get(at..).is_some_and(|rest| rest.starts_with(phrase));
    !phrase.is_empty() && starts.iter().any(|at| begins(*at) && ends(at + phrase.len()))
}
