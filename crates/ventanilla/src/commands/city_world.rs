//! The real classifier and map, for flows that are tried without a server. Acts succeed and keep nothing.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use ventanilla_app::World as Answers;
use ventanilla_classifier::Model;
use ventanilla_domain::{Content, PlaceQuery};
use ventanilla_flow::input::Answer;
use ventanilla_flow::model::Flow;
use ventanilla_flow::testing::{PlainWorld, World};
use ventanilla_flow::value::Value;

use super::setup;

/// A world for `flow test` and `chat`.
pub(crate) struct CityWorld {
    answers: Answers,
    flow: Flow,
    acts: PlainWorld,
}

impl CityWorld {
    /// Over the places in the folder of the package, or those of Saltillo.
    pub(crate) fn new(flow: &Flow, folder: &Path) -> anyhow::Result<Self> {
        let municipality = setup::municipality(Some(folder))?;
        let answers = Answers::new(Arc::new(Model::embedded()?), Arc::new(municipality));
        Ok(Self { answers, flow: flow.clone(), acts: PlainWorld })
    }
}

impl World for CityWorld {
    fn classify(&mut self, text: &str, into: &str) -> Answer {
        self.answers.classify(&self.flow, text, into)
    }

    fn resolve_place(&mut self, query: &PlaceQuery, _geofence: Option<&str>) -> Answer {
        self.answers.resolve(query)
    }

    fn act(&mut self, run: &str, with: &BTreeMap<String, Value>) -> Answer {
        self.acts.act(run, with)
    }

    fn labels(&mut self, text: &str) -> Vec<String> {
        self.answers.labels(&Content::Text { text: text.to_owned() })
    }
}
