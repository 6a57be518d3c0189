//! From the words of a citizen to a category and an urgency; pure.
//!
//! A multinomial logistic regression over words, word pairs, pieces of words and concepts, trained from the corpus in `corpus/`
//! ([`read_corpus`], [`train`]), calibrated, and shipped inside the program ([`Model::embedded`]). Same corpus, same options: same bytes.
//!
//! ```text
//! text ─ normal ─▶ words by sound ─ features ─▶ hashes ─ model ─▶ category, confidence, urgent
//!                                    concepts.txt                  floor.txt (urgent whatever the model says)
//! ```

mod calibrate;
mod classification;
mod codec;
mod concepts;
mod cross_validate;
mod error;
mod evaluate;
mod example;
mod features;
mod fingerprint;
mod floor;
mod hash;
mod matrix;
mod model;
mod normal;
mod random;
mod regression;
mod report;
mod sound;
mod train;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use classification::{Candidate, Classification};
pub use cross_validate::cross_validate;
pub use error::ClassifierError;
pub use evaluate::{CategoryScore, Confusion, Evaluation, evaluate};
pub use example::{Example, HELDOUT, read_corpus};
pub use fingerprint::fingerprint;
pub use model::{Model, NONE};
pub use train::{TrainOptions, train};
