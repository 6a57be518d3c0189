//! The emulator from outside: as a server sees it (Graph API, webhooks), as tests and the page see it
//! (control API), and as an independent client sees it (pywa).

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod batches;
mod control;
mod faults;
mod harness;
mod identity;
mod inbound;
mod ladder;
mod media;
mod page;
mod pywa;
mod rates;
mod redelivery;
mod refusals;
mod signature;
mod window;
