use std::collections::BTreeSet;

use crate::calibrate::{temperature, urgent_above};
use crate::cross_validate::folds;
use crate::matrix::Matrix;
use crate::model::{NONE, Reader, known};
use crate::normal::Normal;
use crate::regression::{Learned, Learning, Sample, learn};
use crate::vocabulary::Vocabulary;
use crate::{Example, Model, fingerprint};

/// How to train. The defaults were chosen by cross-validation on the corpus.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrainOptions {
    /// Order of the examples and of the folds.
    pub seed: u64,
    /// Passes over the corpus.
    pub epochs: u32,
    /// Learning rate (AdaGrad).
    pub rate: f32,
    /// Pull of every weight towards zero.
    pub decay: f32,
    /// Share of the features of a text that are left out in a pass, 0 to less than 1: no feature may carry a text alone.
    pub left_out: f32,
    /// Features fewer examples have are forgotten.
    pub least_examples: u32,
    /// Features a model keeps at most: bounds its size (21 bytes each with 16 labels).
    pub most_features: usize,
    /// Parts of the corpus for calibration: each is judged by a model of the others. 0 or 1: no calibration.
    pub folds: usize,
    /// Share of the label that goes to the categories that would be right too.
    pub second_share: f32,
    /// Share of the urgent examples the model must find among those the built-in words do not.
    pub urgent_recall: f64,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            seed: 1,
            epochs: 20,
            rate: 0.3,
            decay: 3e-4,
            left_out: 0.2,
            least_examples: 2,
            most_features: 36_000,
            folds: 5,
            second_share: 0.2,
            urgent_recall: 0.95,
        }
    }
}

/// Trains a model. Deterministic: same examples in the same order and same options give the same bytes. `progress` hears the
/// percent done, rising, 100 at the end.
pub fn train(examples: &[Example], options: &TrainOptions, mut progress: impl FnMut(u32)) -> Model {
    let corpus = Corpus::new(examples);
    let parts = if options.folds < 2 { Vec::new() } else { folds(examples, options.folds, options.seed) };
    let all_passes = (parts.len() as u64 + 1) * 2 * u64::from(options.epochs);
    let mut passes = 0_u64;
    let mut pass_done = || {
        passes += 1;
        progress(u32::try_from(passes * 100 / all_passes.max(1)).unwrap_or(100));
    };
    let mut cases = Cases::default();
    for part in &parts {
        let held: BTreeSet<usize> = part.iter().copied().collect();
        let rest: Vec<usize> = (0..examples.len()).filter(|index| !held.contains(index)).collect();
        let model = corpus.fit(&rest, options, &mut pass_done);
        part.iter().for_each(|index| cases.add(&corpus, &model, *index));
    }
    let everything: Vec<usize> = (0..examples.len()).collect();
    let mut model = corpus.fit(&everything, options, &mut pass_done);
    model.temperature = temperature(&cases.labels);
    model.urgent_above = urgent_above(&cases.urgency, options.urgent_recall);
    model.fingerprint = fingerprint(examples, options);
    progress(100);
    model
}

/// Calibration cases: what models said of texts they had not seen.
#[derive(Default)]
struct Cases {
    labels: Vec<(Vec<f32>, usize)>,
    urgency: Vec<(f32, bool)>,
}

impl Cases {
    fn add(&mut self, corpus: &Corpus<'_>, model: &Model, index: usize) {
        let Some(example) = corpus.examples.get(index) else { return };
        let normal = Normal::of(&example.text);
        let Some(values) = model.values(&normal) else { return };
        if let Ok(label) = corpus.labels.binary_search(&example.label) {
            self.labels.push((values.labels, label));
        }
        if !model.reader.floor.applies(&normal) {
            self.urgency.push((values.urgency, example.urgent));
        }
    }
}

/// The examples with what every training round needs of them.
struct Corpus<'a> {
    examples: &'a [Example],
    labels: Vec<String>,
    features: Vec<Vec<u32>>,
    reader: Reader,
}

impl<'a> Corpus<'a> {
    fn new(examples: &'a [Example]) -> Self {
        let reader = Reader::new();
        let labels: BTreeSet<&str> = examples.iter().map(|example| example.label.as_str()).chain([NONE]).collect();
        let features = examples.iter().map(|example| reader.features.of(&Normal::of(&example.text))).collect();
        Self { examples, labels: labels.into_iter().map(str::to_owned).collect(), features, reader }
    }

    /// A model of the examples at `indices`, not yet calibrated.
    fn fit(&self, indices: &[usize], options: &TrainOptions, pass_done: &mut impl FnMut()) -> Model {
        let texts: Vec<Vec<u32>> = indices.iter().filter_map(|index| self.features.get(*index).cloned()).collect();
        let vocabulary = Vocabulary::collect(&texts, options.least_examples, options.most_features);
        let known: Vec<Vec<(usize, f32)>> = texts.iter().map(|features| known(&vocabulary, features)).collect();
        let mut round = |classes, targets: Vec<Vec<f32>>| {
            let samples = samples(&known, targets);
            let rows = vocabulary.0.len();
            let TrainOptions { epochs, rate, decay, left_out, seed, .. } = *options;
            learn(&samples, Learning { rows, classes, epochs, rate, decay, left_out, seed }, &mut *pass_done)
        };
        let categories = round(self.labels.len(), self.targets(indices, options.second_share));
        let urgency = round(2, self.urgency(indices));
        let matrix = joined(&categories, self.labels.len(), &urgency);
        let (labels, reader) = (self.labels.clone(), self.reader.clone());
        Model { fingerprint: 0, labels, temperature: 1.0, urgent_above: 0.0, vocabulary, matrix, reader }
    }

    fn targets(&self, indices: &[usize], second_share: f32) -> Vec<Vec<f32>> {
        let examples = indices.iter().filter_map(|index| self.examples.get(*index));
        examples.map(|example| self.target(example, second_share)).collect()
    }

    fn target(&self, example: &Example, second_share: f32) -> Vec<f32> {
        let place = |label: &String| self.labels.binary_search(label).ok();
        let seconds: Vec<usize> = example.second.iter().filter_map(place).collect();
        let shared = if seconds.is_empty() { 0.0 } else { second_share };
        let mut target = vec![0.0; self.labels.len()];
        let mut give = |place: usize, share: f32| {
            if let Some(part) = target.get_mut(place) {
                *part += share;
            }
        };
        place(&example.label).into_iter().for_each(|place| give(place, 1.0 - shared));
        seconds.iter().for_each(|place| give(*place, shared / seconds.len() as f32));
        target
    }

    fn urgency(&self, indices: &[usize]) -> Vec<Vec<f32>> {
        let examples = indices.iter().filter_map(|index| self.examples.get(*index));
        examples.map(|example| if example.urgent { vec![0.0, 1.0] } else { vec![1.0, 0.0] }).collect()
    }
}

/// Rare classes count more, by the square root of their rarity.
fn samples(features: &[Vec<(usize, f32)>], targets: Vec<Vec<f32>>) -> Vec<Sample> {
    let classes = targets.first().map_or(0, Vec::len);
    let mut totals = vec![0.0_f32; classes];
    targets.iter().for_each(|target| totals.iter_mut().zip(target).for_each(|(total, share)| *total += share));
    let mean = totals.iter().sum::<f32>() / classes.max(1) as f32;
    let weight = |target: &[f32]| {
        let parts = target.iter().zip(&totals).filter(|(share, _)| **share > 0.0);
        parts.map(|(share, total)| share * (mean / total).sqrt()).sum::<f32>()
    };
    let pairs = features.iter().zip(targets);
    pairs.map(|(features, target)| Sample { features: features.clone(), weight: weight(&target), target }).collect()
}

/// One matrix of both: a column for every label, the last for urgency (yes minus no).
fn joined(categories: &Learned, labels: usize, urgency: &Learned) -> Matrix {
    let difference = |pair: &[f32]| match pair {
        [no, yes] => yes - no,
        _ => 0.0,
    };
    let rows = categories.weights.chunks_exact(labels).zip(urgency.weights.chunks_exact(2));
    let weights: Vec<f32> = rows.flat_map(|(row, pair)| row.iter().copied().chain([difference(pair)])).collect();
    let biases = categories.biases.iter().copied().chain([difference(&urgency.biases)]).collect();
    Matrix::rounded(&weights, biases)
}
