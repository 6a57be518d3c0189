//! One suite for both databases: every verb of the store, and what the seam promises.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod channels;
mod conversations;
mod crash;
mod events;
mod export;
mod flows;
mod handoffs;
mod identities;
mod inbound;
mod jobs;
mod media;
mod messages;
mod migrations;
mod once;
mod outbound;
mod reconcile;
mod reports;
mod seam;
mod sqlite;
mod statuses;
mod support;
mod timers;
mod tokens;
