//! Behaviour of the flow language as an author meets it.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests fail loudly")]

mod broken;
mod cel;
mod costs;
mod example;
mod formatting;
mod output;
mod packages;
mod reference;
mod robust;
