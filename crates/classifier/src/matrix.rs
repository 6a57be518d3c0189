/// Weights of a model: one row a feature, one column a class, eight bits each with a scale for every column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Matrix {
    pub(crate) columns: usize,
    pub(crate) biases: Vec<f32>,
    pub(crate) scales: Vec<f32>,
    pub(crate) cells: Vec<i8>,
}

impl Matrix {
    /// Rounds trained weights (rows of `biases.len()` values) to eight bits.
    pub(crate) fn rounded(weights: &[f32], biases: Vec<f32>) -> Self {
        let columns = biases.len();
        let mut scales = vec![0.0_f32; columns];
        for row in weights.chunks_exact(columns.max(1)) {
            scales.iter_mut().zip(row).for_each(|(scale, weight)| *scale = scale.max(weight.abs() / 127.0));
        }
        let cell = |(weight, scale): (&f32, &f32)| {
            let steps = if *scale > 0.0 { weight / scale } else { 0.0 };
            #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i8")]
            let cell = steps.round().clamp(-127.0, 127.0) as i8;
            cell
        };
        let cells = weights.chunks_exact(columns.max(1)).flat_map(|row| row.iter().zip(&scales).map(cell)).collect();
        Self { columns, biases, scales, cells }
    }

    /// The value of every column for features given as (row, value).
    pub(crate) fn apply(&self, features: &[(usize, f32)]) -> Vec<f32> {
        let mut sums = vec![0.0_f32; self.columns];
        for (row, value) in features {
            let cells = self.cells.get(row * self.columns..(row + 1) * self.columns).unwrap_or_default();
            sums.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += value * f32::from(*cell));
        }
        let scaled = sums.iter().zip(&self.scales).zip(&self.biases);
        scaled.map(|((sum, scale), bias)| sum * scale + bias).collect()
    }
}
