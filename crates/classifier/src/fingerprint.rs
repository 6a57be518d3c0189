use crate::concepts::CONCEPTS;
use crate::floor::FLOOR;
use crate::hash::{START64, hash64};
use crate::{Example, TrainOptions};

/// Raised whenever the code turns the same text into other features or other weights.
const GENERATION: u64 = 1;

/// A number that changes when anything a model is made from changes: examples in their order, options, concepts, urgent words, generation of the
/// code. A model carries it, so a test can tell that it is stale.
#[must_use]
pub fn fingerprint(examples: &[Example], options: &TrainOptions) -> u64 {
    let start = hash64(START64, &GENERATION.to_le_bytes());
    let start =
        [CONCEPTS, FLOOR, &format!("{options:?}")].iter().fold(start, |hash, part| hash64(hash, part.as_bytes()));
    examples.iter().fold(start, add)
}

fn add(hash: u64, example: &Example) -> u64 {
    let fields = [example.text.as_str(), example.label.as_str()].into_iter();
    let fields = fields.chain(example.second.iter().map(String::as_str));
    let hash = fields.fold(hash, |hash, field| hash64(hash64(hash, field.as_bytes()), &[0]));
    hash64(hash, &[1, u8::from(example.urgent)])
}
