use std::collections::BTreeMap;

use ventanilla_domain::{Place, PlaceQuery, PlaceSource, PlaceStatus, fold};

use super::script::Case;
use super::values;
use crate::effect::Request;
use crate::input::Answer;
use crate::value::Value;

/// The outside world of a played conversation.
pub trait World {
    /// Answers [`Request::Classify`].
    fn classify(&mut self, text: &str, into: &str) -> Answer;
    /// Answers [`Request::ResolvePlace`].
    fn resolve_place(&mut self, query: &PlaceQuery, geofence: Option<&str>) -> Answer;
    /// Answers [`Request::Act`]. Calls with a `once` key that was used before do not get here.
    fn act(&mut self, run: &str, with: &BTreeMap<String, Value>) -> Answer;
    /// Labels that a classifier puts on a message, such as `urgent`.
    fn labels(&mut self, _text: &str) -> Vec<String> {
        Vec::new()
    }
}

/// A world that knows nothing: no words mean any category, every pin is inside, no address is found, every act succeeds (what looks
/// for something, `….find`, finds nothing).
#[derive(Debug, Clone, Copy, Default)]
pub struct PlainWorld;

impl World for PlainWorld {
    fn classify(&mut self, _text: &str, _into: &str) -> Answer {
        Answer::Classified { option: None, confidence: 0.0 }
    }

    fn resolve_place(&mut self, query: &PlaceQuery, _geofence: Option<&str>) -> Answer {
        let status = if matches!(query, PlaceQuery::Pin { .. }) { PlaceStatus::Ok } else { PlaceStatus::Unresolved };
        Answer::Resolved { place: place(query, status) }
    }

    fn act(&mut self, run: &str, _with: &BTreeMap<String, Value>) -> Answer {
        let result = if run.ends_with(".find") { Value::Null } else { Value::Text("7KQ2-M4XD".to_owned()) };
        Answer::Acted { duplicate: false, result }
    }
}

/// What a case pins, before the world is asked.
pub(super) struct Pinned<'a> {
    pub(super) case: &'a Case,
    pub(super) world: &'a mut dyn World,
    /// Results by `once` key.
    pub(super) done: BTreeMap<String, Value>,
}

impl Pinned<'_> {
    pub(super) fn answer(&mut self, request: &Request) -> Answer {
        match request {
            Request::Classify { text, into, .. } => self.classify(text, into),
            Request::ResolvePlace { query, geofence } => self.resolve(query, geofence.as_deref()),
            Request::Act { run, with, once, .. } => self.act(run, with, once.as_ref()),
        }
    }

    pub(super) fn labels(&mut self, text: &str) -> Vec<String> {
        self.world.labels(text)
    }

    fn fails(&self, what: &str) -> bool {
        self.case.fail.iter().any(|failing| failing == what)
    }

    fn classify(&mut self, text: &str, into: &str) -> Answer {
        if self.fails("classifier") {
            return Answer::Failed;
        }
        let folded = fold(text);
        match self.case.classifies.iter().find(|(words, _)| folded.contains(&fold(words))) {
            Some((_, pinned)) => Answer::Classified { option: pinned.option.clone(), confidence: pinned.confidence },
            None => self.world.classify(text, into),
        }
    }

    fn resolve(&mut self, query: &PlaceQuery, geofence: Option<&str>) -> Answer {
        if self.fails("geocoder") {
            return Answer::Failed;
        }
        let pinned = match query {
            PlaceQuery::Pin { .. } => self.case.pins.as_ref().map(|status| place(query, values::status(status))),
            PlaceQuery::Text { text } => {
                let folded = fold(text);
                let found = self.case.places.iter().find(|(words, _)| folded.contains(&fold(words)));
                found.map(|(_, pinned)| Place {
                    latitude: pinned.latitude,
                    longitude: pinned.longitude,
                    label: pinned.label.clone().unwrap_or_else(|| text.clone()),
                    ..place(query, values::status(&pinned.status))
                })
            }
        };
        match pinned {
            Some(place) => Answer::Resolved { place },
            None => self.world.resolve_place(query, geofence),
        }
    }

    fn act(&mut self, run: &str, with: &BTreeMap<String, Value>, once: Option<&String>) -> Answer {
        if self.fails(run) {
            return Answer::Failed;
        }
        let key = once.map(|once| format!("{run} {once}"));
        if let Some(result) = key.as_ref().and_then(|key| self.done.get(key)) {
            return Answer::Acted { duplicate: true, result: result.clone() };
        }
        let answer = match self.case.acts.get(run) {
            Some(pinned) => Answer::Acted { duplicate: pinned.duplicate, result: values::plain(&pinned.result) },
            None => self.world.act(run, with),
        };
        if let (Some(key), Answer::Acted { result, .. }) = (key, &answer) {
            self.done.insert(key, result.clone());
        }
        answer
    }
}

/// `query` as a place of which nothing is known but `status`.
fn place(query: &PlaceQuery, status: PlaceStatus) -> Place {
    match query {
        PlaceQuery::Pin { latitude, longitude, name, .. } => Place {
            latitude: Some(*latitude),
            longitude: Some(*longitude),
            label: name.clone().unwrap_or_else(|| format!("{latitude:.5}, {longitude:.5}")),
            text: None,
            source: PlaceSource::Pin,
            status,
        },
        PlaceQuery::Text { text } => Place {
            latitude: None,
            longitude: None,
            label: text.clone(),
            text: Some(text.clone()),
            source: PlaceSource::Text,
            status,
        },
    }
}
