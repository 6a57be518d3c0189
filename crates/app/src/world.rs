//! Answers to the engine's questions that need no database: which category, which place.

use std::sync::Arc;

use ventanilla_classifier::Model;
use ventanilla_domain::{Content, PlaceQuery};
use ventanilla_flow::input::Answer;
use ventanilla_flow::model::Flow;
use ventanilla_geo::Municipality;

/// The label of a message in which somebody is in danger now.
const URGENT: &str = "urgent";

/// The classifier and the map of the city.
#[derive(Clone)]
pub struct World {
    classifier: Arc<Model>,
    municipality: Arc<Municipality>,
}

impl World {
    /// Over a model and a map.
    #[must_use]
    pub fn new(classifier: Arc<Model>, municipality: Arc<Municipality>) -> Self {
        Self { classifier, municipality }
    }

    /// The best option of the catalogue `into` for these words. Categories the catalogue does not have count as none.
    #[must_use]
    pub fn classify(&self, flow: &Flow, text: &str, into: &str) -> Answer {
        let found = self.classifier.classify(text);
        let known = flow.catalogues.get(into).is_some_and(|catalogue| catalogue.options.contains_key(&found.category));
        Answer::Classified { option: known.then_some(found.category), confidence: found.confidence }
    }

    /// Where this is.
    #[must_use]
    pub fn resolve(&self, query: &PlaceQuery) -> Answer {
        Answer::Resolved { place: self.municipality.resolve(query) }
    }

    /// Labels of a message for the watches of a flow.
    #[must_use]
    pub fn labels(&self, content: &Content) -> Vec<String> {
        let words = match content {
            Content::Text { text } => text.as_str(),
            Content::Media(item) => item.caption.as_deref().unwrap_or_default(),
            _ => "",
        };
        let urgent = !words.is_empty() && self.classifier.classify(words).urgent;
        if urgent { vec![URGENT.to_owned()] } else { Vec::new() }
    }
}
