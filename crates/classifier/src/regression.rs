use crate::random::Random;

/// An example ready to learn from.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    /// (row, value)
    pub(crate) features: Vec<(usize, f32)>,
    /// Share of every class, adding up to 1.
    pub(crate) target: Vec<f32>,
    /// How much this example counts.
    pub(crate) weight: f32,
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Learning {
    pub(crate) rows: usize,
    pub(crate) classes: usize,
    pub(crate) epochs: u32,
    pub(crate) rate: f32,
    pub(crate) decay: f32,
    /// Share of the features of a text that are left out, others each time: no feature may carry a text alone.
    pub(crate) left_out: f32,
    pub(crate) seed: u64,
}

/// Learned weights (rows of `classes` values) and biases.
#[derive(Debug, Clone)]
pub(crate) struct Learned {
    pub(crate) weights: Vec<f32>,
    pub(crate) biases: Vec<f32>,
}

/// Multinomial logistic regression by stochastic gradient descent with AdaGrad rates. One thread, one order: same input,
/// same weights. `epoch_done` is called after every pass.
pub(crate) fn learn(samples: &[Sample], learning: Learning, mut epoch_done: impl FnMut()) -> Learned {
    let classes = learning.classes;
    let mut state = State {
        weights: vec![0.0; learning.rows * classes],
        squares: vec![1e-3; learning.rows * classes],
        biases: vec![0.0; classes],
        bias_squares: vec![1.0; classes],
        errors: vec![0.0; classes],
        features: Vec::new(),
    };
    let mut random = Random::new(learning.seed);
    let mut order: Vec<&Sample> = samples.iter().collect();
    for _ in 0..learning.epochs {
        random.shuffle(&mut order);
        order.iter().for_each(|sample| state.step(sample, learning, &mut random));
        epoch_done();
    }
    Learned { weights: state.weights, biases: state.biases }
}

struct State {
    weights: Vec<f32>,
    squares: Vec<f32>,
    biases: Vec<f32>,
    bias_squares: Vec<f32>,
    /// Predicted minus wanted share of every class, of the sample at hand.
    errors: Vec<f32>,
    /// The features of the sample at hand that are not left out.
    features: Vec<(usize, f32)>,
}

impl State {
    fn step(&mut self, sample: &Sample, learning: Learning, random: &mut Random) {
        let Learning { left_out, .. } = learning;
        let kept = sample.features.iter().filter(|_| !random.happens(left_out));
        self.features.clear();
        self.features.extend(kept.map(|(row, value)| (*row, value / (1.0 - left_out))));
        self.predict();
        let errors = self.errors.iter_mut().zip(&sample.target);
        errors.for_each(|(error, target)| *error = (*error - target) * sample.weight);
        for (row, value) in &self.features {
            let range = row * learning.classes..(row + 1) * learning.classes;
            let weights = self.weights.get_mut(range.clone()).unwrap_or_default().iter_mut();
            let squares = self.squares.get_mut(range).unwrap_or_default().iter_mut();
            for ((weight, square), error) in weights.zip(squares).zip(&self.errors) {
                let gradient = error * value + learning.decay * *weight;
                *square += gradient * gradient;
                *weight -= learning.rate * gradient / square.sqrt();
            }
        }
        let biases = self.biases.iter_mut().zip(&mut self.bias_squares).zip(&self.errors);
        for ((bias, square), error) in biases {
            *square += error * error;
            *bias -= learning.rate * error / square.sqrt();
        }
    }

    /// Leaves the predicted shares in `errors`.
    fn predict(&mut self) {
        let classes = self.biases.len();
        self.errors.copy_from_slice(&self.biases);
        for (row, value) in &self.features {
            let weights = self.weights.get(row * classes..(row + 1) * classes).unwrap_or_default();
            self.errors.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += value * weight);
        }
        let highest = self.errors.iter().copied().fold(f32::MIN, f32::max);
        self.errors.iter_mut().for_each(|value| *value = (*value - highest).exp());
        let sum: f32 = self.errors.iter().sum();
        self.errors.iter_mut().for_each(|value| *value /= sum);
    }
}
