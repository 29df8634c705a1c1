//! The trend of a metric: up or down, and whether that is towards its target. Knows numbers only.

use crate::domain::{Metric, metric::Better};

crate::words! {
    /// How a value compares with the one before. The label is the sign it is shown with.
    pub enum Arrow {
        /// It rose.
        Up = "up" / "\u{2191}",
        /// It fell.
        Down = "down" / "\u{2193}",
        /// It stayed.
        Level = "level" / "\u{2192}",
    }
}

crate::words! {
    /// What a value means for the target.
    pub enum Heading {
        /// It reaches the target.
        On = "on-target" / "on target",
        /// It misses the target, and is nearer than before.
        Towards = "towards" / "towards target",
        /// It misses the target, and is no nearer than before.
        Away = "away" / "away from target",
        /// There is no target; it got better.
        Better = "better" / "better, no target set",
        /// There is no target; it got worse.
        Worse = "worse" / "worse, no target set",
        /// There is no target, and nothing changed.
        Unset = "unset" / "no target set",
    }
}

/// Which way a metric goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// Up or down.
    pub arrow: Arrow,
    /// Towards the target or away.
    pub heading: Heading,
}

impl Course {
    /// Whether it misses a target that is set: then a risk should explain it.
    pub const fn deviates(self) -> bool {
        matches!(self.heading, Heading::Towards | Heading::Away)
    }
}

/// Compares a value with the one before; the first one with the baseline, else with the target.
pub fn course(metric: &Metric, before: Option<f64>, value: f64) -> Course {
    let known = before.or(metric.baseline);
    let arrow = match known.or(metric.target).map(|before| value.total_cmp(&before)) {
        Some(std::cmp::Ordering::Greater) => Arrow::Up,
        Some(std::cmp::Ordering::Less) => Arrow::Down,
        Some(std::cmp::Ordering::Equal) | None => Arrow::Level,
    };
    let heading = match metric.target {
        Some(_) if metric.meets(value) == Some(true) => Heading::On,
        Some(target) => {
            let gap = |value: f64| (value - target).abs();
            if known.is_some_and(|before| gap(value) < gap(before)) {
                Heading::Towards
            } else {
                Heading::Away
            }
        }
        None => match (arrow, metric.better) {
            (Arrow::Level, _) => Heading::Unset,
            (Arrow::Up, Better::Up) | (Arrow::Down, Better::Down) => Heading::Better,
            (Arrow::Up, Better::Down) | (Arrow::Down, Better::Up) => Heading::Worse,
        },
    };
    Course { arrow, heading }
}
