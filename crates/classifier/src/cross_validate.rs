use std::collections::{BTreeMap, BTreeSet};

use crate::evaluate::{Case, judge, summary};
use crate::random::Random;
use crate::{Evaluation, Example, TrainOptions, train};

/// Trains `folds` models, each without one part of the examples (same share of every label), and evaluates each on the part it has not
/// seen: what to expect on new texts. Deterministic for a seed. `progress` hears the percent done.
pub fn cross_validate(
    examples: &[Example],
    options: &TrainOptions,
    folds_count: usize,
    seed: u64,
    mut progress: impl FnMut(u32),
) -> Evaluation {
    let parts = folds(examples, folds_count.max(2), seed);
    let count = u32::try_from(parts.len()).unwrap_or(u32::MAX).max(1);
    let mut cases: Vec<Case<'_>> = Vec::new();
    for (done, part) in (0..).zip(&parts) {
        let held: BTreeSet<usize> = part.iter().copied().collect();
        let (tested, rest): (Vec<_>, Vec<_>) = (0..).zip(examples).partition(|(index, _)| held.contains(index));
        let rest: Vec<Example> = rest.into_iter().map(|(_, example)| example.clone()).collect();
        let model = train(&rest, options, |percent| progress((done * 100 + percent) / count));
        cases.extend(tested.into_iter().map(|(_, example)| judge(&model, example)));
    }
    summary(&cases)
}

/// The places of the examples in `count` parts; labels are spread evenly.
pub(crate) fn folds(examples: &[Example], count: usize, seed: u64) -> Vec<Vec<usize>> {
    let mut by_label: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, example) in examples.iter().enumerate() {
        by_label.entry(&example.label).or_default().push(index);
    }
    let mut random = Random::new(seed);
    let mut parts = vec![Vec::new(); count.max(1)];
    let mut next = (0..parts.len()).cycle();
    for mut indices in by_label.into_values() {
        random.shuffle(&mut indices);
        for index in indices {
            next.next().and_then(|part| parts.get_mut(part)).into_iter().for_each(|part| part.push(index));
        }
    }
    parts
}
