use crate::model::confidences;

/// The temperature at which confidences fit what was right, by golden-section search on the log likelihood. `cases` are values and
/// the index of the right label, from models that had not seen the text.
pub(crate) fn temperature(cases: &[(Vec<f32>, usize)]) -> f32 {
    let (mut low, mut high) = (-3.0_f32, 3.0_f32);
    let ratio = 0.618_034;
    for _ in 0..40 {
        let (left, right) = (high - ratio * (high - low), low + ratio * (high - low));
        if loss(cases, left.exp()) < loss(cases, right.exp()) {
            high = right;
        } else {
            low = left;
        }
    }
    if cases.is_empty() { 1.0 } else { f32::midpoint(low, high).exp() }
}

fn loss(cases: &[(Vec<f32>, usize)], temperature: f32) -> f64 {
    let right = |(values, label): &(Vec<f32>, usize)| {
        confidences(values, temperature).get(*label).copied().unwrap_or(1.0).max(1e-12).ln()
    };
    -cases.iter().map(right).sum::<f64>()
}

/// The highest threshold at which the share `recall` of the urgent cases is above it. `cases` are urgency values and the truth;
/// cases that the floor catches are not among them.
pub(crate) fn urgent_above(cases: &[(f32, bool)], recall: f64) -> f32 {
    let mut urgent: Vec<f32> = cases.iter().filter(|(_, truth)| *truth).map(|(value, _)| *value).collect();
    urgent.sort_by(f32::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count of examples")]
    let missed = ((1.0 - recall) * urgent.len() as f64 + 1e-9) as usize;
    urgent.get(missed).map_or(0.0, |value| value - 1e-4)
}
