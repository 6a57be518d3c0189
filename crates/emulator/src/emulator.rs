//! The emulator itself: one state behind one lock, shared by its routers and workers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use tokio::sync::{Notify, broadcast};
use tokio_util::sync::CancellationToken;

use crate::change::{Acknowledged, Change};
use crate::clock::Clock;
use crate::config::EmulatorConfig;
use crate::world::World;
use crate::world::ladder::Rung;
use crate::world::outbox::UpdateKind;
use crate::world::transcript::BubbleStatus;
use crate::{control, graph, phone};

/// Changes a slow listener may be behind before it must look at the whole again.
const CHANGES_KEPT: usize = 4_096;

/// WhatsApp's side. Clones share one state.
#[derive(Clone)]
pub struct Emulator(Arc<Inner>);

struct Inner {
    config: EmulatorConfig,
    world: Mutex<World>,
    changes: broadcast::Sender<Change>,
    wake: Notify,
    clock: Clock,
    http: reqwest::Client,
    closing: CancellationToken,
}

impl Emulator {
    /// An emulator without contacts. Nothing is posted until [`Emulator::run`] runs.
    pub fn new(config: EmulatorConfig) -> Self {
        let inner = Inner {
            config,
            world: Mutex::default(),
            changes: broadcast::channel(CHANGES_KEPT).0,
            wake: Notify::new(),
            clock: Clock::default(),
            http: webhook_client(),
            closing: CancellationToken::new(),
        };
        Self(Arc::new(inner))
    }

    /// All routes: `/graph/{version}/…`, `/lookaside/…`, `/control/…` and the phone page at `/`.
    /// May be mounted under any prefix.
    pub fn router(&self) -> Router {
        Router::new()
            .merge(graph::router())
            .nest("/control", control::router())
            .merge(phone::router())
            .with_state(self.clone())
    }

    /// The configuration it was made with.
    pub fn config(&self) -> &EmulatorConfig {
        &self.0.config
    }

    /// The emulator's time in milliseconds since the epoch.
    pub fn now_ms(&self) -> i64 {
        self.0.clock.now_ms()
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.0.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends the streams of changes, so that a server can shut down gracefully.
    pub(crate) fn close(&self) {
        self.0.closing.cancel();
    }

    /// Cancelled when the workers have stopped.
    pub(crate) fn closing(&self) -> CancellationToken {
        self.0.closing.clone()
    }

    /// Lets the workers look for work.
    pub(crate) fn wake(&self) {
        self.0.wake.notify_one();
    }

    pub(crate) async fn woken(&self) {
        self.0.wake.notified().await;
    }

    /// Changes from now on.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.0.changes.subscribe()
    }

    /// Tells whoever listens; without listeners nothing is lost, the state holds it all.
    pub(crate) fn announce(&self, change: impl FnOnce() -> Change) {
        if self.0.changes.receiver_count() > 0 {
            self.0.changes.send(change()).map(drop).unwrap_or_default();
        }
    }

    pub(crate) fn announce_acknowledged(&self, updates: &Arc<[(UpdateKind, String)]>) {
        self.announce(|| Change::Acknowledged(Acknowledged(Arc::clone(updates))));
    }

    /// Moves a business message up the ladder and tells the listeners.
    pub(crate) fn climb(&self, message_id: &str, rung: Rung) {
        let changed = self.world().climb(message_id, rung, self.now_ms());
        if let Some((contact, bubble)) = changed {
            let owner = contact.id.clone();
            self.announce(|| Change::Bubble { contact: owner, bubble });
            self.announce(|| Change::Contact { contact });
        }
    }

    /// Raises the ticks of a citizen's message; never lowers them.
    pub(crate) fn tick_citizen_bubble(&self, message_id: &str, status: BubbleStatus) {
        let mut world = self.world();
        let Some(person) = world.people.owner_of(message_id) else { return };
        let contact = person.contact.id.clone();
        let Some(bubble) = person.bubble_mut(message_id).filter(|bubble| bubble.status < status) else { return };
        bubble.status = status;
        let bubble = bubble.clone();
        drop(world);
        self.announce(|| Change::Bubble { contact, bubble });
    }
}

/// Client for webhooks and loopback media links: no redirects, no proxy.
fn webhook_client() -> reqwest::Client {
    // Fails only if a provider is installed already, which serves as well.
    rustls::crypto::ring::default_provider().install_default().unwrap_or_default();
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    builder.build().unwrap_or_default()
}
