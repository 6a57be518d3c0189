//! The phone page in a real browser, against the real demo: what a person sees and does, by role and label.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod demo;
mod player;
mod scenes;
mod tools;
