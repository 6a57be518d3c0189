//! The whole of Ventanilla in a test: the real program as a process of its own, WhatsApp's side in the test process, citizens who
//! hold conversations by reading their phones.

mod ageing;
mod api;
mod citizen;
mod database;
mod output;
mod plan;
mod rig;
mod server;
mod wire;

use std::time::Duration;

pub(crate) use api::Api;
pub(crate) use citizen::{Citizen, Told};
pub(crate) use output::Said;
pub(crate) use plan::{Plan, Where, key, offers, photo};
pub(crate) use rig::{NUMBER, Options, Rig, on_each_database, on_postgres, on_sqlite, on_sqlite_with};
pub(crate) use server::{Server, free_port};
pub(crate) use wire::{envelope, words};

/// Longest wait for anything that must happen.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
/// How often a condition is looked at.
pub(crate) const GLANCE: Duration = Duration::from_millis(15);

/// Waits until `condition` says yes; fails with what was awaited.
pub(crate) async fn until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let wait = async {
        while !condition().await {
            tokio::time::sleep(GLANCE).await;
        }
    };
    assert!(tokio::time::timeout(PATIENCE, wait).await.is_ok(), "it never came to pass: {what}");
}
