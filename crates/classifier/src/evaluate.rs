use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Classification, Example, Model};

/// Parts of 0 to 1 for the calibration error.
const BINS: usize = 10;
/// The precision at which the share of texts that need no question is told.
const SURE_PRECISION: f64 = 0.98;

/// How well a model does on labelled texts. Shares are 0 to 1. `Display` is a text for people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Texts judged.
    pub examples: usize,
    /// Share whose category is right.
    pub accuracy: f64,
    /// Share whose category is right or marked as right too.
    pub accuracy_with_second: f64,
    /// Share whose right category is among the three candidates.
    pub top3: f64,
    /// Mean of the F1 of the labels present.
    pub macro_f1: f64,
    /// Expected calibration error over ten bins of confidence.
    pub calibration_error: f64,
    /// Share of texts that can be accepted without asking, most confident first, while 98 % of them are right.
    pub coverage_at_98: f64,
    /// The confidence at and above which that holds; absent when it never does.
    pub confidence_at_98: Option<f64>,
    /// Share of the urgent texts called urgent.
    pub urgent_recall: f64,
    /// Share of the other texts called urgent.
    pub urgent_false_alarms: f64,
    /// Every label present, sorted.
    pub categories: Vec<CategoryScore>,
    /// What is taken for what, most frequent first.
    pub confusions: Vec<Confusion>,
}

/// How well one category does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryScore {
    /// Its id, or `otro`.
    pub category: String,
    /// Share of the texts given this category that have it.
    pub precision: f64,
    /// Share of the texts of this category that were given it.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
    /// Texts of this category.
    pub support: usize,
}

/// A category taken for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confusion {
    /// What it was.
    pub expected: String,
    /// What it was taken for.
    pub found: String,
    /// How often.
    pub count: usize,
}

/// Judges a model on labelled texts, best ones it was not trained from.
#[must_use]
pub fn evaluate(model: &Model, examples: &[Example]) -> Evaluation {
    let cases: Vec<Case<'_>> = examples.iter().map(|example| judge(model, example)).collect();
    summary(&cases)
}

/// A labelled text and what a model said of it.
pub(crate) struct Case<'a> {
    example: &'a Example,
    found: Classification,
}

impl Case<'_> {
    fn right(&self) -> bool {
        self.found.category == self.example.label
    }

    fn acceptable(&self) -> bool {
        self.right() || self.example.second.contains(&self.found.category)
    }

    fn in_top3(&self) -> bool {
        self.found.candidates.iter().any(|candidate| candidate.category == self.example.label)
    }
}

pub(crate) fn judge<'a>(model: &Model, example: &'a Example) -> Case<'a> {
    Case { example, found: model.classify(&example.text) }
}

pub(crate) fn summary(cases: &[Case<'_>]) -> Evaluation {
    let all = || cases.iter();
    let categories = category_scores(cases);
    let (coverage_at_98, confidence_at_98) = coverage(cases);
    Evaluation {
        examples: cases.len(),
        accuracy: share(all(), Case::right),
        accuracy_with_second: share(all(), Case::acceptable),
        top3: share(all(), Case::in_top3),
        macro_f1: ratio(categories.iter().map(|score| score.f1).sum(), categories.len()),
        calibration_error: calibration_error(cases),
        coverage_at_98,
        confidence_at_98,
        urgent_recall: share(all().filter(|case| case.example.urgent), |case| case.found.urgent),
        urgent_false_alarms: share(all().filter(|case| !case.example.urgent), |case| case.found.urgent),
        categories,
        confusions: confusions(cases),
    }
}

fn share<'c, 'a: 'c>(cases: impl Iterator<Item = &'c Case<'a>>, holds: impl Fn(&Case<'a>) -> bool) -> f64 {
    let (mut count, mut hits) = (0, 0_u32);
    cases.for_each(|case| {
        count += 1;
        hits += u32::from(holds(case));
    });
    ratio(f64::from(hits), count)
}

fn ratio(part: f64, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part / whole as f64 }
}

fn category_scores(cases: &[Case<'_>]) -> Vec<CategoryScore> {
    let labels: BTreeSet<&str> = cases.iter().map(|case| case.example.label.as_str()).collect();
    labels.into_iter().map(|label| category_score(cases, label)).collect()
}

fn category_score(cases: &[Case<'_>], label: &str) -> CategoryScore {
    let count = |holds: &dyn Fn(&Case<'_>) -> bool| cases.iter().filter(|case| holds(case)).count();
    let support = count(&|case| case.example.label == label);
    let found = count(&|case| case.found.category == label);
    let right = count(&|case| case.right() && case.example.label == label) as f64;
    let (precision, recall) = (ratio(right, found), ratio(right, support));
    let f1 = if right > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    CategoryScore { category: label.to_owned(), precision, recall, f1, support }
}

fn confusions(cases: &[Case<'_>]) -> Vec<Confusion> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for case in cases.iter().filter(|case| !case.right()) {
        *counts.entry((&case.example.label, &case.found.category)).or_default() += 1;
    }
    let named = |((expected, found), count): ((&str, &str), usize)| Confusion {
        expected: expected.to_owned(),
        found: found.to_owned(),
        count,
    };
    let mut confusions: Vec<Confusion> = counts.into_iter().map(named).collect();
    confusions.sort_by_key(|confusion| std::cmp::Reverse(confusion.count));
    confusions
}

/// Mean distance between confidence and share right, over bins of confidence, weighed by their texts.
fn calibration_error(cases: &[Case<'_>]) -> f64 {
    let mut bins = [(0.0_f64, 0.0_f64); BINS];
    for case in cases {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10, kept below 10")]
        let bin = ((case.found.confidence * BINS as f64) as usize).min(BINS - 1);
        if let Some((confidence, right)) = bins.get_mut(bin) {
            *confidence += case.found.confidence;
            *right += f64::from(u8::from(case.right()));
        }
    }
    ratio(bins.iter().map(|(confidence, right)| (confidence - right).abs()).sum(), cases.len())
}

/// The largest share of most confident texts of which 98 % are right, and the confidence of the last of them.
fn coverage(cases: &[Case<'_>]) -> (f64, Option<f64>) {
    let mut sorted: Vec<(f64, bool)> = cases.iter().map(|case| (case.found.confidence, case.right())).collect();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut right = 0.0;
    let mut best = (0.0, None);
    for (place, (confidence, hit)) in sorted.iter().enumerate() {
        right += f64::from(u8::from(*hit));
        if ratio(right, place + 1) >= SURE_PRECISION {
            best = (ratio((place + 1) as f64, cases.len()), Some(*confidence));
        }
    }
    best
}
