//! Days, medians and shares. Knows numbers only.

/// Milliseconds as days.
pub(in crate::domain::rules) fn days(millis: i64) -> f64 {
    millis as f64 / 86_400_000.0
}

/// The middle of some numbers, or the mean of the two in the middle; none of no numbers.
pub(in crate::domain::rules) fn median(numbers: &[f64]) -> Option<f64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        count if count % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

/// A share in percent, to one decimal.
pub(super) fn percent(part: usize, of: usize) -> f64 {
    tenths(part as f64 * 100.0 / of as f64)
}

/// A number to one decimal.
pub(super) fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
