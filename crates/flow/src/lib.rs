//! The flow language (FLOW.md): parse, prove, advance, test. Pure: no clock, no I/O, no ids of its own, no panic on any input.
//!
//! - [`model`]: a flow as the engine and the checker see it;
//! - `parse` → `check`: from files to a [`model::Flow`] and findings;
//! - `expr`: conditions, assignments and `{{ … }}`;
//! - `advance`: one turn.

pub mod effect;
pub mod expr;
pub mod input;
pub mod model;
pub mod session;
pub mod value;
