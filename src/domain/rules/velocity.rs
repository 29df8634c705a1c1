//! How fast reviews become decisions and decisions become work: time to approval, reviews held, the lag from approval to
//! handoff, escalations. Knows no command.
//!
//! A week begins on Monday, in the cycle's zone. Source: review velocity is what a lead watches week by week.

use super::{
    context::RuleContext,
    measure::stats::{days, median},
};
use crate::domain::{Day, Moment, Record, Ref, decision::DecisionState};
use chrono::Weekday;
use std::collections::BTreeMap;

/// How long one decision took, in days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Took {
    /// The decision.
    pub decision: Ref,
    /// Days, with fractions.
    pub days: f64,
    /// When it ended.
    pub at: Moment,
}

/// One week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week {
    /// Its Monday.
    pub monday: Day,
    /// The median lag in days of what was handed off in it; none when nothing was.
    pub lag: Option<f64>,
    /// How many packages were handed off in it.
    pub handed_off: usize,
    /// How often something was escalated in it.
    pub escalations: usize,
}

/// The pace of a cycle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pace {
    /// From opening to approval, by decision.
    pub approvals: Vec<Took>,
    /// From approval to handoff, by decision.
    pub lags: Vec<Took>,
    /// How many reviews were held.
    pub reviews: usize,
    /// The weeks in which something was handed off or escalated, oldest first.
    pub weeks: Vec<Week>,
}

impl Pace {
    /// The median time to approval, in days.
    pub fn to_approval(&self) -> Option<f64> {
        middle(&self.approvals)
    }

    /// The median lag from approval to handoff, in days.
    pub fn lag(&self) -> Option<f64> {
        middle(&self.lags)
    }
}

fn middle(took: &[Took]) -> Option<f64> {
    median(&took.iter().map(|took| took.days).collect::<Vec<_>>())
}

/// The pace of a cycle up to the moment of the facts.
pub fn pace(facts: &RuleContext<'_>) -> Pace {
    let board = facts.board;
    let mut pace = Pace {
        reviews: board.reviews.rows().iter().filter(|review| review.at <= facts.now).count(),
        ..Pace::default()
    };
    let approved = board.decisions.rows().iter().filter(|it| it.state == DecisionState::Approved);
    for decision in approved {
        let Some(at) = decision.decided_at.filter(|at| *at <= facts.now) else { continue };
        pace.approvals.push(took(decision.reference(), decision.opened, at));
        if let Some(handed) = decision.handed_at.filter(|handed| *handed <= facts.now) {
            pace.lags.push(took(decision.reference(), at, handed));
        }
    }
    let escalated = super::escalation::recorded(board).into_iter().map(|(at, _)| at);
    let escalated: Vec<Moment> = escalated.filter(|at| *at <= facts.now).collect();
    pace.weeks = weeks(facts, &pace.lags, &escalated);
    pace
}

fn took(decision: Ref, from: Moment, at: Moment) -> Took {
    Took { decision, days: days((at - from).num_milliseconds().max(0)), at }
}

fn weeks(facts: &RuleContext<'_>, lags: &[Took], escalated: &[Moment]) -> Vec<Week> {
    let monday = |at: Moment| at.day(facts.schedule.zone).plus_days(-6).on_or_next(Weekday::Mon);
    let mut weeks: BTreeMap<Day, (Vec<f64>, usize)> = BTreeMap::new();
    for lag in lags {
        weeks.entry(monday(lag.at)).or_default().0.push(lag.days);
    }
    for at in escalated {
        weeks.entry(monday(*at)).or_default().1 += 1;
    }
    let week = |(monday, (lags, escalations)): (Day, (Vec<f64>, usize))| Week {
        monday,
        lag: median(&lags),
        handed_off: lags.len(),
        escalations,
    };
    weeks.into_iter().map(week).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::EventKind;
    use crate::domain::rules::measure::tests::{at, board, closed, event};

    #[test]
    fn the_lag_is_told_by_decision_and_by_week() {
        let mut board = board();
        for (id, opened, approved, handed) in [
            (1, (2, 9), (4, 9), Some((5, 9))),
            (2, (2, 9), (6, 9), Some((9, 9))),
            (3, (3, 9), (6, 9), Some((12, 9))),
        ] {
            let mut decision = closed(id, at(opened.0, opened.1), at(approved.0, approved.1));
            decision.handed_at = handed.map(|(day, hour)| at(day, hour));
            board.decisions = with(&board.decisions, decision);
        }
        board.decisions = with(&board.decisions, closed(4, at(2, 9), at(12, 9)));
        event(&mut board, 1, EventKind::Escalated, at(9, 10));
        event(&mut board, 2, EventKind::Escalated, at(10, 10));
        let pace = pace(&RuleContext::at(&board, at(13, 9)));
        let days = |took: &[Took]| took.iter().map(|took| took.days).collect::<Vec<_>>();
        assert_eq!(days(&pace.approvals), [2.0, 4.0, 3.0, 10.0]);
        assert_eq!(days(&pace.lags), [1.0, 3.0, 6.0]);
        assert_eq!((pace.to_approval(), pace.lag(), pace.reviews), (Some(3.5), Some(3.0), 0));
        let weeks: Vec<_> = pace
            .weeks
            .iter()
            .map(|week| (week.monday.to_string(), week.lag, week.handed_off, week.escalations))
            .collect();
        assert_eq!(
            weeks,
            [("2026-03-02".to_owned(), Some(1.0), 1, 0), ("2026-03-09".to_owned(), Some(4.5), 2, 2)]
        );
    }

    #[test]
    fn a_cycle_without_decisions_has_no_pace() {
        let board = board();
        assert_eq!(pace(&RuleContext::at(&board, at(13, 9))), Pace::default());
    }

    fn with(
        table: &crate::domain::Table<crate::domain::Decision>,
        decision: crate::domain::Decision,
    ) -> crate::domain::Table<crate::domain::Decision> {
        let mut rows = table.rows().to_vec();
        rows.push(decision);
        crate::domain::Table::new(rows)
    }
}
