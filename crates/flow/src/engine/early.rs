//! Answers that come before they are asked: a photo, a voice note or a pin while another question is open.

use ventanilla_domain::{MediaKind, Place, PlaceQuery, PlaceStatus};

use super::heard::Part;
use super::machine::Machine;
use crate::effect::{Record, Request};
use crate::input::Answer;
use crate::model::{Kind, Step};
use crate::session::{Pending, Purpose};
use crate::value::{MediaRef, Value};

impl<'a> Machine<'a> {
    /// Keeps `part` for a step that will want it. True when it is welcome, even if there is no room for one more.
    pub(crate) fn keep_early(&mut self, part: &Part<'_>) -> bool {
        match part {
            Part::File(file) => self.keep_file(file),
            Part::Pin(query) => self.keep_pin(query),
            Part::Words(_) | Part::LostFile | Part::NoPin | Part::Unusable => false,
        }
    }

    /// The outside world knows where an early pin is. At the summary only a place inside the city takes the place of the old one.
    pub(crate) fn early_place(&mut self, pending: &Pending, var: &str, replaces: bool, answer: &Answer) {
        let found = super::kinds::place_found(pending, answer);
        let fits = |place: &Place| self.var(var).is_none() || (replaces && place.status == PlaceStatus::Ok);
        if let Some(place) = found.filter(fits) {
            self.record(Record::Early { var: var.to_owned() });
            self.store(var, Value::Place(place));
        }
        match self.question().map(|step| &step.kind) {
            Some(Kind::Confirm(_)) => self.show_again(),
            _ => self.echo(true),
        }
    }

    fn keep_pin(&mut self, query: &PlaceQuery) -> bool {
        let summary = self.question().is_some_and(|step| matches!(step.kind, Kind::Confirm(_)));
        let Some((var, geofence)) = self.place_wanted(summary) else {
            return self.flow.steps.values().any(|step| matches!(step.kind, Kind::Place(_)));
        };
        let pending = Pending { purpose: Purpose::Early { var, replaces: summary }, query: Some(query.clone()) };
        self.ask_world(pending, Request::ResolvePlace { query: query.clone(), geofence });
        true
    }

    /// Files a variable holds.
    pub(crate) fn files(&self, var: Option<&String>) -> usize {
        match var.and_then(|var| self.var(var)) {
            Some(Value::Media(files)) => files.len(),
            _ => 0,
        }
    }

    /// Adds `file` to `var`.
    pub(crate) fn add_file(&mut self, var: &str, file: &MediaRef) {
        match self.session.vars.get_mut(var) {
            Some(Value::Media(files)) if !files.contains(file) => files.push(file.clone()),
            Some(Value::Media(_)) => {}
            _ => self.store(var, Value::Media(vec![file.clone()])),
        }
    }

    /// Whether a `media` step of this flow takes files of this kind.
    pub(crate) fn collects(&self, kind: MediaKind) -> bool {
        self.flow.steps.values().any(|step| matches!(&step.kind, Kind::Media(media) if media.accept.contains(&kind)))
    }

    fn keep_file(&mut self, file: &MediaRef) -> bool {
        match self.file_wanted(file.kind) {
            Some(var) => {
                self.record(Record::Early { var: var.clone() });
                self.add_file(&var, file);
                true
            }
            None => self.collects(file.kind),
        }
    }

    /// The variable that wants a file of this kind, that of the open step first: sound that tells the story before sound that is evidence.
    fn file_wanted(&self, kind: MediaKind) -> Option<String> {
        let steps = || self.question().into_iter().chain(self.ahead());
        let voice = (kind == MediaKind::Audio).then(|| steps().find_map(|step| self.voice_wanted(step))).flatten();
        voice.or_else(|| steps().find_map(|step| self.media_wanted(step, kind)))
    }

    fn voice_wanted(&self, step: &Step) -> Option<String> {
        let Kind::Ask(ask) = &step.kind else { return None };
        let var = ask.voice.as_ref()?;
        (!self.session.settled.contains(&step.id) && self.var(var).is_none()).then(|| var.clone())
    }

    fn media_wanted(&self, step: &Step, kind: MediaKind) -> Option<String> {
        let Kind::Media(media) = &step.kind else { return None };
        let room = self.files(step.store.as_ref()) < media.max as usize;
        (room && media.accept.contains(&kind)).then(|| step.store.clone()).flatten()
    }

    /// The variable that wants a place: one that holds none and is not being asked about, or (`held`) any.
    fn place_wanted(&self, held: bool) -> Option<(String, Option<String>)> {
        self.ahead().find_map(|step| {
            let Kind::Place(place) = &step.kind else { return None };
            let var = step.store.as_ref()?;
            let asked = |other: &Pending| matches!(&other.purpose, Purpose::Early { var: asked, .. } if asked == var);
            let free = self.var(var).is_none() && !self.session.pending.values().any(asked);
            (held || free).then(|| (var.clone(), place.geofence.clone()))
        })
    }

    /// The steps after the open one in file order, then the others.
    fn ahead(&self) -> impl Iterator<Item = &'a Step> + use<'a> {
        let open = self.session.open.as_ref().and_then(|open| self.flow.steps.get_index_of(&open.step));
        let after = open.map_or(0, |at| at + 1);
        self.flow.steps.values().skip(after).chain(self.flow.steps.values().take(after))
    }
}
