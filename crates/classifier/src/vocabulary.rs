use std::collections::BTreeMap;

/// The features a model knows: sorted hashes; the place of one is the row of its weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Vocabulary(pub(crate) Vec<u32>);

impl Vocabulary {
    /// Those that at least `least` texts have, at most `most`: the commonest first.
    pub(crate) fn collect(texts: &[Vec<u32>], least: u32, most: usize) -> Self {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        texts.iter().flatten().for_each(|feature| *counts.entry(*feature).or_default() += 1);
        let mut kept: Vec<(u32, u32)> = counts.into_iter().filter(|(_, count)| *count >= least).collect();
        kept.sort_by_key(|(feature, count)| (std::cmp::Reverse(*count), *feature));
        let mut features: Vec<u32> = kept.into_iter().take(most).map(|(feature, _)| feature).collect();
        features.sort_unstable();
        Self(features)
    }

    pub(crate) fn row(&self, feature: u32) -> Option<usize> {
        self.0.binary_search(&feature).ok()
    }
}
