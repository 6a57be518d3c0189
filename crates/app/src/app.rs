use std::sync::Arc;

use ventanilla_classifier::Model;
use ventanilla_domain::{Clock, IdSource, Timestamp};
use ventanilla_geo::Municipality;
use ventanilla_store::Store;

use crate::channels::Channels;
use crate::flows::FlowShelf;
use crate::wake::Wakes;
use crate::world::World;
use crate::{Files, Limits};

/// Everything the use cases need from outside.
pub struct AppConfig {
    /// The database.
    pub store: Store,
    /// Where files of citizens are kept.
    pub files: Files,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Ids and randomness.
    pub ids: Arc<dyn IdSource>,
    /// Words → category.
    pub classifier: Arc<Model>,
    /// Places of the city.
    pub municipality: Arc<Municipality>,
    /// Policy numbers.
    pub limits: Limits,
}

/// The use cases. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    files: Files,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
    world: World,
    limits: Limits,
    channels: Channels,
    shelf: FlowShelf,
    wakes: Wakes,
}

impl App {
    /// The use cases over these parts. Channels and a published flow are added next.
    #[must_use]
    pub fn new(config: AppConfig) -> Self {
        Self {
            inner: Arc::new(Inner {
                store: config.store,
                files: config.files,
                clock: config.clock,
                ids: config.ids,
                world: World::new(config.classifier, config.municipality),
                limits: config.limits,
                channels: Channels::default(),
                shelf: FlowShelf::default(),
                wakes: Wakes::default(),
            }),
        }
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Policy numbers.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    pub(crate) fn files(&self) -> &Files {
        &self.inner.files
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    pub(crate) fn ids(&self) -> &dyn IdSource {
        self.inner.ids.as_ref()
    }

    pub(crate) fn world(&self) -> &World {
        &self.inner.world
    }

    pub(crate) fn channels(&self) -> &Channels {
        &self.inner.channels
    }

    pub(crate) fn shelf(&self) -> &FlowShelf {
        &self.inner.shelf
    }

    pub(crate) fn wakes(&self) -> &Wakes {
        &self.inner.wakes
    }
}
