//! The state of the emulated network: people, chats, media, what waits to be posted.
//!
//! One value behind one lock. Its methods never wait: they change the state and leave what must
//! happen later in [`Timers`] and [`Outbox`].

pub(crate) mod contact;
pub(crate) mod counters;
pub(crate) mod directory;
pub(crate) mod ladder;
pub(crate) mod media;
pub(crate) mod outbox;
pub(crate) mod pair_rate;
pub(crate) mod template;
pub(crate) mod throughput;
pub(crate) mod timers;
pub(crate) mod transcript;

use crate::faults::Faults;
use crate::settings::Settings;
use counters::Counters;
use directory::Directory;
use media::MediaShelf;
use outbox::Outbox;
use template::Template;
use throughput::Throughput;
use timers::Timers;

/// Everything the emulator remembers.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) settings: Settings,
    pub(crate) people: Directory,
    pub(crate) media: MediaShelf,
    pub(crate) templates: Vec<Template>,
    pub(crate) faults: Faults,
    pub(crate) outbox: Outbox,
    pub(crate) timers: Timers,
    pub(crate) throughput: Throughput,
    pub(crate) counters: Counters,
    /// Whether the server answered the verification handshake correctly.
    pub(crate) verified: bool,
}

impl World {
    /// Whether nothing is waiting to be posted, retried or reported.
    pub(crate) fn is_idle(&self) -> bool {
        self.outbox.is_empty() && self.timers.is_empty()
    }
}
