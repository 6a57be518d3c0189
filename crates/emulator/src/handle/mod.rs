//! What Rust tests and the control API do with the emulator.

mod behaviour;
mod citizen;
mod people;
mod waiting;
