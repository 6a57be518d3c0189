use crate::features::{Features, weight};
use crate::floor::Floor;
use crate::matrix::Matrix;
use crate::normal::Normal;
use crate::vocabulary::Vocabulary;
use crate::{Candidate, Classification, ClassifierError};

/// The label of a text that is none of the categories.
pub const NONE: &str = "otro";

/// Candidates of a classification.
const CANDIDATES: usize = 3;
/// A text with fewer features that the model knows says nothing it could judge.
const LEAST_KNOWN: usize = 4;

static EMBEDDED: &[u8] = include_bytes!("model.bin");

/// A trained classifier. Build once, share, ask often.
#[derive(Debug, Clone)]
pub struct Model {
    pub(crate) fingerprint: u64,
    pub(crate) labels: Vec<String>,
    /// Divides the values before they become confidences.
    pub(crate) temperature: f32,
    /// An urgency above this is urgent.
    pub(crate) urgent_above: f32,
    pub(crate) vocabulary: Vocabulary,
    /// One column a label, the last one for urgency.
    pub(crate) matrix: Matrix,
    pub(crate) reader: Reader,
}

/// What turns a text into numbers; the same for every model.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    pub(crate) features: Features,
    pub(crate) floor: Floor,
}

impl Reader {
    pub(crate) fn new() -> Self {
        Self { features: Features::new(), floor: Floor::new() }
    }
}

/// The raw values of a text, before calibration.
#[derive(Debug, Clone)]
pub(crate) struct Values {
    pub(crate) labels: Vec<f32>,
    pub(crate) urgency: f32,
}

impl Model {
    /// The model that is built into the program, trained from `corpus/`.
    ///
    /// # Errors
    /// Only if the program was built around a damaged file.
    pub fn embedded() -> Result<Self, ClassifierError> {
        Self::from_bytes(EMBEDDED)
    }

    /// The categories it knows, `otro` among them, sorted.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The [`fingerprint`](crate::fingerprint()) of what it was trained from.
    #[must_use]
    pub const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// Classifies a text of any length and content. Texts without readable words (empty, emoji, one letter, noise) are `otro`.
    #[must_use]
    pub fn classify(&self, text: &str) -> Classification {
        let normal = Normal::of(text);
        let floor = self.reader.floor.applies(&normal);
        match self.values(&normal) {
            Some(values) => self.judged(&values, floor),
            None => unreadable(floor),
        }
    }

    /// The raw values of a text; `None` when it has too little that the model knows.
    pub(crate) fn values(&self, normal: &Normal) -> Option<Values> {
        let readable: usize =
            normal.words().iter().filter(|word| word.letters).map(|word| normal.sound(word).len()).sum();
        let features = known(&self.vocabulary, &self.reader.features.of(normal));
        if readable < 2 || features.len() < LEAST_KNOWN {
            return None;
        }
        let mut labels = self.matrix.apply(&features);
        let urgency = labels.pop().unwrap_or(f32::MIN);
        Some(Values { labels, urgency })
    }

    fn judged(&self, values: &Values, floor: bool) -> Classification {
        let confidences = confidences(&values.labels, self.temperature);
        let mut candidates: Vec<Candidate> = self
            .labels
            .iter()
            .zip(confidences)
            .map(|(category, confidence)| Candidate { category: category.clone(), confidence })
            .collect();
        candidates.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then_with(|| a.category.cmp(&b.category)));
        candidates.truncate(CANDIDATES);
        let best = candidates.first().cloned().unwrap_or_else(none);
        let urgent = floor || values.urgency > self.urgent_above;
        Classification { category: best.category, confidence: best.confidence, candidates, urgent }
    }
}

/// Known features as (row, value); values have length 1 together, unknown features included, so a text of strange words is
/// judged with little confidence.
pub(crate) fn known(vocabulary: &Vocabulary, features: &[u32]) -> Vec<(usize, f32)> {
    let length = features.iter().map(|feature| weight(*feature).powi(2)).sum::<f32>().sqrt().max(1e-6);
    let row = |feature: &u32| Some((vocabulary.row(*feature)?, weight(*feature) / length));
    features.iter().filter_map(row).collect()
}

/// Values as confidences that add up to 1.
pub(crate) fn confidences(values: &[f32], temperature: f32) -> Vec<f64> {
    let scaled = || values.iter().map(|value| f64::from(value / temperature));
    let highest = scaled().fold(f64::MIN, f64::max);
    let parts: Vec<f64> = scaled().map(|value| (value - highest).exp()).collect();
    let sum: f64 = parts.iter().sum();
    parts.into_iter().map(|part| part / sum).collect()
}

fn none() -> Candidate {
    Candidate { category: NONE.to_owned(), confidence: 1.0 }
}

fn unreadable(urgent: bool) -> Classification {
    let Candidate { category, confidence } = none();
    Classification { category, confidence, candidates: vec![none()], urgent }
}
