//! Updates on their way to the server's webhook.
//!
//! Each person has a lane: the next update of a person goes out only when the one before has been
//! tried once. That keeps order on a good day and gives it up, as Meta does, when the server fails.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use bytes::Bytes;
use serde_json::Value;
use tokio::time::Instant;

/// What an update is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UpdateKind {
    /// Element of `messages[]`.
    Message,
    /// Element of `statuses[]`.
    Status,
    /// A whole body given by a test, posted as it is.
    Raw,
}

/// One element of `messages[]` or `statuses[]`, with the `contacts[]` element that goes with it.
#[derive(Clone, Debug)]
pub(crate) struct Update {
    pub(crate) kind: UpdateKind,
    /// Message id it is about.
    pub(crate) id: String,
    pub(crate) contact: Option<Value>,
    pub(crate) item: Value,
    /// Updates of one lane go out one after the other.
    pub(crate) lane: String,
    /// Extra identical posts (fault).
    pub(crate) copies: u32,
    /// Sign the first attempt wrongly (fault).
    pub(crate) spoil_signature: bool,
}

/// One webhook request.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    pub(crate) body: Bytes,
    pub(crate) updates: Arc<[(UpdateKind, String)]>,
    pub(crate) lanes: Vec<String>,
    pub(crate) attempt: u32,
    pub(crate) first_at_ms: i64,
    pub(crate) copies: u32,
    pub(crate) spoil_signature: bool,
}

/// Updates in their lanes, and posts that are to be made again.
#[derive(Default)]
pub(crate) struct Outbox {
    lanes: HashMap<String, VecDeque<Update>>,
    ready: VecDeque<String>,
    busy: HashSet<String>,
    reposts: VecDeque<Post>,
    waiting: usize,
    /// Since when a batch is filling.
    filling_since: Option<Instant>,
    /// Posts being made right now.
    pub(crate) in_flight: usize,
    /// Updates a shuffle fault holds back.
    pub(crate) held: Vec<Update>,
}

impl Outbox {
    /// Puts an update at the end of its lane.
    pub(crate) fn push(&mut self, update: Update) {
        let lane = update.lane.clone();
        let queue = self.lanes.entry(lane.clone()).or_default();
        queue.push_back(update);
        self.waiting += 1;
        self.filling_since.get_or_insert_with(Instant::now);
        if queue.len() == 1 && !self.busy.contains(&lane) {
            self.ready.push_back(lane);
        }
    }

    /// Puts a post in line to be made again.
    pub(crate) fn repost(&mut self, post: Post) {
        self.reposts.push_back(post);
    }

    /// The next post to be made again.
    pub(crate) fn take_repost(&mut self) -> Option<Post> {
        self.reposts.pop_front()
    }

    /// Takes up to `most` updates from free lanes and marks those lanes busy. A raw body travels alone.
    pub(crate) fn take(&mut self, most: usize) -> Vec<Update> {
        let mut taken: Vec<Update> = Vec::new();
        while taken.len() < most {
            let Some(lane) = self.ready.pop_front() else { break };
            let Some(queue) = self.lanes.get_mut(&lane) else { continue };
            let raw_first = queue.front().is_some_and(|update| update.kind == UpdateKind::Raw);
            if raw_first && !taken.is_empty() {
                self.ready.push_front(lane);
                break;
            }
            let room = if raw_first { 1 } else { most - taken.len() };
            while taken.len() < most
                && queue.front().is_some_and(|update| raw_first || update.kind != UpdateKind::Raw)
                && let Some(update) = queue.pop_front()
            {
                taken.push(update);
                if room == 1 {
                    break;
                }
            }
            if queue.is_empty() {
                self.lanes.remove(&lane);
            }
            self.busy.insert(lane);
            if raw_first {
                break;
            }
        }
        self.waiting -= taken.len();
        self.filling_since = (self.waiting > 0).then(Instant::now);
        taken
    }

    /// Frees lanes whose post has been tried.
    pub(crate) fn free(&mut self, lanes: &[String]) {
        for lane in lanes {
            if self.busy.remove(lane) && self.lanes.get(lane).is_some_and(|queue| !queue.is_empty()) {
                self.ready.push_back(lane.clone());
            }
        }
    }

    /// Whether a batch is full, or has waited long enough to go as it is.
    pub(crate) fn is_ripe(&self, batch: usize, wait_ms: u64) -> bool {
        let waited = self.filling_since.map(|since| since.elapsed()).unwrap_or_default();
        self.waiting >= batch || waited.as_millis() >= u128::from(wait_ms)
    }

    /// Whether a lane is free to go.
    pub(crate) fn has_ready(&self) -> bool {
        !self.ready.is_empty()
    }

    /// Nothing waits, nothing is in flight.
    pub(crate) fn is_empty(&self) -> bool {
        self.waiting == 0 && self.in_flight == 0 && self.reposts.is_empty() && self.held.is_empty()
    }
}
