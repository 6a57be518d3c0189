//! How the emulator behaves, and what it counted.

use tokio::time::Duration;

use crate::change::Change;
use crate::emulator::Emulator;
use crate::faults::FaultRule;
use crate::settings::Settings;
use crate::world::World;
use crate::world::counters::Counters;

impl Emulator {
    /// Adds a rule of faults; returns its id.
    pub fn add_fault(&self, rule: FaultRule) -> u64 {
        let id = self.world().faults.add(rule);
        self.announce(|| Change::Faults);
        id
    }

    /// The rules of faults in force.
    pub fn faults(&self) -> Vec<FaultRule> {
        self.world().faults.list().to_vec()
    }

    /// Removes one rule; true if there was one.
    pub fn remove_fault(&self, id: u64) -> bool {
        let removed = self.world().faults.remove(id);
        self.announce(|| Change::Faults);
        removed
    }

    /// Removes all rules of faults.
    pub fn clear_faults(&self) {
        self.world().faults.clear();
        self.announce(|| Change::Faults);
    }

    /// How the emulator behaves.
    pub fn settings(&self) -> Settings {
        self.world().settings.clone()
    }

    /// Changes how the emulator behaves from now on.
    pub fn set_settings(&self, settings: Settings) {
        self.world().settings = settings;
        self.wake();
    }

    /// Moves the emulator's clock forward: closes windows, lets links and media expire.
    pub fn advance(&self, by: Duration) {
        self.clock().advance(by);
    }

    /// Totals so far.
    pub fn counters(&self) -> Counters {
        self.world().counters.clone()
    }

    /// Forgets contacts, chats, media, faults, counters and what waits; settings stay.
    pub fn reset(&self) {
        let mut world = self.world();
        let in_flight = world.outbox.in_flight;
        *world = World { settings: world.settings.clone(), verified: world.verified, ..World::default() };
        // Posts under way still report back.
        world.outbox.in_flight = in_flight;
        drop(world);
        self.announce(|| Change::Reset);
    }
}
