//! How the customer outcome that a metric must not cost has fared, week by week. Source: one outcome is protected, and
//! looked at every week.

use crate::domain::{Board, Metric, Moment, OutcomeCheck, when::Day};
use chrono::Weekday;

/// Weeks that are shown.
const SHOWN: i64 = 4;

/// A week, and what was last seen of an outcome in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week<'a> {
    /// Its Monday, in the cycle's zone.
    pub monday: Day,
    /// The last look in it; `None` when nobody looked.
    pub look: Option<&'a OutcomeCheck>,
}

impl Week<'_> {
    /// How the outcome stood, in a word.
    pub fn word(&self) -> &'static str {
        self.look.map_or("not looked at", |look| look.state.label())
    }
}

/// The latest weeks of the cycle up to `now`, at most four, oldest first; none when nobody ever looked.
pub fn trajectory<'a>(board: &'a Board, metric: &Metric, now: Moment) -> Vec<Week<'a>> {
    let looks = board.outcomes.children(metric.id.number());
    if looks.is_empty() {
        return Vec::new();
    }
    let zone = board.cycle.tz();
    let this = monday(now.day(zone));
    let first = looks.iter().map(|look| monday(look.at.day(zone))).min().unwrap_or(this);
    let first = first.min(monday(board.cycle.start));
    let weeks = (0..SHOWN).rev().map(|back| this.plus_days(-7 * back)).filter(|week| *week >= first);
    let seen_in = |week: Day| {
        let of_week = looks.iter().filter(|look| monday(look.at.day(zone)) == week);
        of_week.max_by_key(|look| (look.at, look.id))
    };
    weeks.map(|monday| Week { monday, look: seen_in(monday) }).collect()
}

/// The Monday of the week that a day lies in.
fn monday(day: Day) -> Day {
    day.plus_days(-6).on_or_next(Weekday::Mon)
}

/// Those weeks in one line: `held, not looked at, at risk, held`.
pub fn words(weeks: &[Week<'_>]) -> String {
    weeks.iter().map(Week::word).collect::<Vec<_>>().join(", ")
}
