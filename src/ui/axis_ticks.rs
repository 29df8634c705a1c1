//! The scale of an axis: round steps on which the target is one of the ticks. Knows numbers only.

/// Multiples of a power of ten that read well as steps.
const STEPS: [f64; 9] = [1.0, 1.2, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];

/// Values are kept within this, where steps of a scale still differ.
const BOUND: f64 = 1e12;

/// An axis from the lowest tick to the highest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    /// The ticks, lowest first; at least two.
    pub(super) ticks: Vec<f64>,
    /// The distance of two ticks.
    pub(super) step: f64,
}

impl Scale {
    /// Fits a scale of at most `most` steps around the values and the target.
    pub(super) fn new(values: impl Iterator<Item = f64>, target: Option<f64>, most: usize) -> Self {
        let target = target.filter(|target| target.is_finite()).map(|target| target.clamp(-BOUND, BOUND));
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.chain(target) {
            low = low.min(value.clamp(-BOUND, BOUND));
            high = high.max(value.clamp(-BOUND, BOUND));
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if high - low < high.abs() * 1e-6 + 1e-9 {
            // A flat line stands in the middle of something.
            let around = (high.abs() * 0.1).max(1.0);
            (low, high) = (low - around, high + around);
        }
        let base = target.unwrap_or(0.0);
        let step = step(low, high, base, most.max(2));
        let (from, to) = around(low, high, base, step);
        let ticks = (from..=to).map(|tick| base + tick as f64 * step).collect();
        Self { ticks, step }
    }

    /// Where a value stands between the lowest tick, 0, and the highest, 1.
    pub(super) fn share(&self, value: f64) -> f64 {
        let (low, high) = (self.ticks[0], self.ticks[self.ticks.len() - 1]);
        ((value - low) / (high - low)).clamp(0.0, 1.0)
    }
}

/// The smallest step with few enough ticks; one that makes the labels round is preferred.
fn step(low: f64, high: f64, base: f64, most: usize) -> f64 {
    let smallest = ((high - low) / most as f64).log10().floor() as i32 - 1;
    let steps: Vec<f64> = (smallest..smallest + 4)
        .flat_map(|power| STEPS.map(|step| step * 10f64.powi(power)))
        .filter(|step| count(low, high, base, *step) <= most)
        .collect();
    let round = |step: &&f64| ((base / **step).round() * **step - base).abs() < **step * 1e-6;
    let chosen = steps.iter().find(round).filter(|step| count(low, high, base, **step) >= 2);
    chosen.or(steps.first()).copied().unwrap_or(high - low)
}

fn count(low: f64, high: f64, base: f64, step: f64) -> usize {
    let (from, to) = around(low, high, base, step);
    usize::try_from(to - from).unwrap_or(usize::MAX)
}

/// The ticks, counted from `base`, just below and just above everything.
fn around(low: f64, high: f64, base: f64, step: f64) -> (i64, i64) {
    // Rounding errors of decimals must not cost a whole step.
    let from = ((low - base) / step + 1e-6).floor() as i64;
    let to = ((high - base) / step - 1e-6).ceil() as i64;
    (from, to.max(from + 1))
}

/// A tick's label, with as many decimals as its step has.
pub(super) fn label(tick: f64, step: f64) -> String {
    let decimals = (0..6).find(|decimals| {
        let scaled = step * 10f64.powi(*decimals);
        (scaled - scaled.round()).abs() < 1e-6
    });
    let decimals = usize::try_from(decimals.unwrap_or(6)).unwrap_or(6);
    let words = format!("{tick:.decimals$}");
    // Nothing is below zero by nothing; and the minus is as wide as a plus.
    match words.strip_prefix('-') {
        Some(number) if number.chars().all(|digit| matches!(digit, '0' | '.')) => number.to_owned(),
        Some(number) => format!("−{number}"),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labels(low: f64, high: f64, target: Option<f64>, most: usize) -> Vec<String> {
        let scale = Scale::new([low, high].into_iter(), target, most);
        scale.ticks.iter().map(|tick| label(*tick, scale.step)).collect()
    }

    #[test]
    fn the_target_is_a_round_tick_among_round_ones() {
        assert_eq!(labels(21.0, 31.0, Some(24.0), 4), ["21", "24", "27", "30", "33"]);
        assert_eq!(labels(0.7, 0.9, Some(0.8), 4), ["0.70", "0.75", "0.80", "0.85", "0.90"]);
        assert_eq!(labels(0.0, 100.0, None, 4), ["0", "25", "50", "75", "100"]);
        assert_eq!(labels(-5.0, 5.0, Some(0.0), 4), ["−5.0", "−2.5", "0.0", "2.5", "5.0"]);
    }

    #[test]
    fn a_target_that_no_round_step_meets_is_labelled_all_the_same() {
        assert!(labels(10.0, 90.0, Some(37.0), 4).contains(&"37".to_owned()));
    }

    proptest! {
        #[test]
        fn every_scale_holds_its_values_and_few_ticks(
            low in any::<f64>(), high in any::<f64>(), target in proptest::option::of(any::<f64>()), most in 1usize..9
        ) {
            let values = [low, high].into_iter().filter(|value| value.is_finite());
            let scale = Scale::new(values, target, most);
            prop_assert!(scale.ticks.len() >= 2 && scale.ticks.len() <= most.max(2) + 2, "{:?}", scale);
            prop_assert!(scale.share(0.0).is_finite());
        }
    }
}
