//! What the built-in model and the training do for those who use them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod bytes;
mod corpus;
mod neighbours;
mod quality;
mod robustness;
mod training;

use std::sync::LazyLock;

use ventanilla_classifier::{Example, Model, read_corpus};

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().unwrap());

/// A corpus small enough to read at a glance.
fn small_corpus() -> Vec<Example> {
    read_corpus(include_str!("small.jsonl")).unwrap()
}
