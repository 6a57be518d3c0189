//! What must happen later.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tokio::time::{Duration, Instant};

use super::ladder::Rung;
use super::outbox::{Post, Update};

/// Something due at a moment.
pub(crate) enum Due {
    /// A message takes its next step towards the reader.
    Rung { message_id: String, rung: Rung },
    /// A delayed update joins the queue.
    Update(Box<Update>),
    /// A webhook is posted again.
    Repost(Box<Post>),
    /// The updates held back for shuffling go out even if too few came.
    ReleaseHeld,
}

struct Entry {
    at: Instant,
    seq: u64,
    due: Due,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.seq == other.seq
    }
}
impl Eq for Entry {}
impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.seq).cmp(&(other.at, other.seq))
    }
}

/// Things due later, earliest first; equal moments in order of arrival.
#[derive(Default)]
pub(crate) struct Timers {
    heap: BinaryHeap<Reverse<Entry>>,
    seq: u64,
}

impl Timers {
    /// Adds something due after `ms` milliseconds.
    pub(crate) fn after(&mut self, ms: u64, due: Due) {
        self.seq += 1;
        self.heap.push(Reverse(Entry { at: Instant::now() + Duration::from_millis(ms), seq: self.seq, due }));
    }

    /// Takes what is due by now.
    pub(crate) fn take_due(&mut self) -> Option<Due> {
        let is_due = self.heap.peek().is_some_and(|Reverse(entry)| entry.at <= Instant::now());
        if is_due { self.heap.pop().map(|Reverse(entry)| entry.due) } else { None }
    }

    /// When the next thing is due.
    pub(crate) fn next_at(&self) -> Option<Instant> {
        self.heap.peek().map(|Reverse(entry)| entry.at)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }
}
