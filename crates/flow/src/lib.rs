//! The flow language (FLOW.md): parse, prove, advance, test. Pure: no clock, no I/O, no ids of its own, no panic on any input.
//!
//! - [`model`]: a flow as the engine and the checker see it;
//! - `parse` → `check`: from files to a [`model::Flow`] and findings;
//! - `expr`: conditions, assignments and `{{ … }}`;
//! - `advance`: one turn;
//! - [`testing`]: scripted conversations.

pub mod advance;
pub mod cost;
pub mod effect;
pub mod expr;
pub mod finding;
pub mod fmt;
pub mod graph;
pub mod input;
pub mod model;
pub mod outcomes;
pub mod package;
pub mod parse;
pub mod session;
pub mod testing;
pub mod value;

mod check;
mod engine;
mod layout;
mod suggest;

pub use advance::{Caps, Env, Turn, advance, begin_at};
