//! Ventanilla from outside: the real program as a process, a citizen's phone, an operator's commands, the API.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod api;
mod bad_input;
mod commands;
mod danger;
mod faults;
mod harness;
mod kill;
mod report;
mod time;
mod webhooks;
