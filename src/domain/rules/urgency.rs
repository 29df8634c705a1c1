//! What needs somebody: where each record stands at a moment, and what stands between the team and its launch.
//!
//! Says only what it can prove from dates and fields: late, overdue, incomplete. Source: every open choice has one
//! owner and a date, and what lingers is seen.

use crate::domain::{
    Blocker, Board, Decision, Dependency, Id, Intake, Item, LaunchCriterion, Metric, Moment, Person, Record,
    Ref, Risk, Step, SuccessCriterion,
    decision::DecisionState,
    dependency::DependencyState,
    intake::IntakeState,
    launch_criterion::LaunchState,
    metric::Reading,
    risk::RiskState,
    step::{ItemState, StepState},
    success_criterion::SuccessState,
};
use chrono::Duration;

/// Within this time a date counts as soon.
const SOON: Duration = Duration::hours(48);

/// How a record stands at a moment, most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It lies with leadership.
    Escalated,
    /// Its date has passed.
    Late,
    /// Its date is less than two days away, or it wants somebody now all the same.
    Soon,
    /// Nobody answers for it.
    Unowned,
    /// It is open, with time left.
    Open,
    /// It is put off.
    Deferred,
    /// It does what it should.
    Fine,
    /// It is over.
    Done,
}

/// Whether a date is less than two days away, or has passed.
pub fn is_soon(date: Moment, now: Moment) -> bool {
    date < now + SOON
}

fn by_date(due: Moment, now: Moment) -> Standing {
    if due < now {
        Standing::Late
    } else if is_soon(due, now) {
        Standing::Soon
    } else {
        Standing::Open
    }
}

/// A record that has a standing at a moment.
pub trait Stands: Record {
    /// Where it stands.
    fn standing(&self, now: Moment) -> Standing;
    /// The date it stands by.
    fn date(&self) -> Option<Moment>;
    /// Whoever answers for it.
    fn held_by(&self) -> Option<Id<Person>>;
    /// Its line of text.
    fn line(&self) -> &str;
}

macro_rules! stands {
    ($E:ident, $standing:expr, date: $date:expr, owner: $owner:expr) => {
        impl Stands for $E {
            fn standing(&self, now: Moment) -> Standing {
                let standing: fn(&Self, Moment) -> Standing = $standing;
                standing(self, now)
            }
            fn date(&self) -> Option<Moment> {
                let date: fn(&Self) -> Option<Moment> = $date;
                date(self)
            }
            fn held_by(&self) -> Option<Id<Person>> {
                let owner: fn(&Self) -> Option<Id<Person>> = $owner;
                owner(self)
            }
            fn line(&self) -> &str {
                &self.title
            }
        }
    };
}

stands!(Decision, |it, now| match it.state {
    DecisionState::Open | DecisionState::Deferred if it.is_escalated() => Standing::Escalated,
    DecisionState::Open => by_date(it.due, now),
    DecisionState::Deferred if it.due >= now => Standing::Deferred,
    DecisionState::Deferred => Standing::Late,
    DecisionState::Approved | DecisionState::Rejected | DecisionState::Dropped => Standing::Done,
}, date: |it| Some(it.due), owner: |it| Some(it.owner));

stands!(Blocker, |it, now| if !it.is_open() {
    Standing::Done
} else if it.is_escalated() {
    Standing::Escalated
} else {
    by_date(it.due, now)
}, date: |it| Some(it.due), owner: |it| Some(it.owner));

// What is expected later than promised wants somebody, however far away its checkpoint is.
stands!(Dependency, |it, now| match it.state {
    DependencyState::Open if it.slips_days().is_some() => by_date(it.due, now).min(Standing::Soon),
    DependencyState::Open => by_date(it.due, now),
    DependencyState::Done | DependencyState::Dropped => Standing::Done,
}, date: |it| Some(it.due), owner: |it| Some(it.owner));

stands!(
    Risk,
    |it, now| {
        let dated = it.window_ends().or(it.deadline).map_or(Standing::Open, |date| by_date(date, now));
        match it.state {
            RiskState::Closed => Standing::Done,
            RiskState::Mitigated => Standing::Fine,
            RiskState::Watching | RiskState::Appeared if dated != Standing::Open => dated,
            RiskState::Appeared => Standing::Soon,
            RiskState::Watching if it.score() <= 6 => Standing::Fine,
            RiskState::Watching => Standing::Open,
        }
    },
    date: |it| it.window_ends().or(it.deadline),
    owner: |it| Some(it.owner)
);

stands!(Step, |it, now| match it.state {
    StepState::Done => Standing::Done,
    StepState::Open => it.due.map_or(Standing::Open, |due| by_date(due, now)),
}, date: |it| it.due, owner: |it| it.owner);

stands!(Item, |it, now| match it.state {
    ItemState::Done | ItemState::Waived => Standing::Done,
    ItemState::Todo => it.due.map_or(Standing::Open, |due| by_date(due, now)),
}, date: |it| it.due, owner: |it| it.owner);

stands!(SuccessCriterion, |it, _now| match it.state {
    SuccessState::Dropped => Standing::Done,
    SuccessState::Open => Standing::Open,
}, date: |it| Some(it.due), owner: |it| Some(it.owner));

stands!(LaunchCriterion, |it, _now| match it.state {
    LaunchState::Dropped => Standing::Done,
    LaunchState::Unknown => Standing::Open,
    LaunchState::Pass => Standing::Fine,
    LaunchState::Fail => Standing::Late,
}, date: |_| None, owner: |it| Some(it.owner));

stands!(Intake, |it, _now| match it.state {
    IntakeState::Waiting => Standing::Unowned,
    IntakeState::Done | IntakeState::Dropped => Standing::Done,
}, date: |it| Some(it.opened), owner: |_| None);

stands!(Metric, |it, _now| if it.owner.is_none() { Standing::Unowned } else { Standing::Open }, date: |_| None, owner: |it| it.owner);

/// Where a metric stands by what it reads: fine, close to its target (within a tenth), or off it.
pub fn metric_standing(metric: &Metric, value: Option<f64>) -> Standing {
    let (Some(value), Some(target)) = (value, metric.target) else {
        return metric.standing(Moment::MIN);
    };
    if metric.meets(value) == Some(true) {
        return Standing::Fine;
    }
    let gap = (value - target).abs();
    if gap <= target.abs() / 10.0 { Standing::Soon } else { Standing::Late }
}

/// The latest reading of a metric by the moment it was read.
pub fn latest<'a>(board: &'a Board, metric: &Metric) -> Option<&'a Reading> {
    board.readings_of(metric.id).iter().max_by_key(|reading| (reading.at, reading.id))
}

/// One record that needs somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The record, as the store knows it.
    pub subject: Ref,
    /// Where it stands.
    pub standing: Standing,
    /// The date it stands by.
    pub date: Option<Moment>,
}

fn collect<E: Stands>(rows: &[E], now: Moment, needs: &mut Vec<Need>) {
    let pressing = rows.iter().filter_map(|row| {
        let standing = row.standing(now);
        let is_pressing = standing <= Standing::Unowned;
        is_pressing.then(|| Need { subject: crate::domain::note::stored(row), standing, date: row.date() })
    });
    needs.extend(pressing);
}

/// Every blocker, decision, dependency and risk that is escalated, late, or due soon; then what waits in the intake.
pub fn needs(board: &Board, now: Moment) -> Vec<Need> {
    let mut needs = Vec::new();
    collect(board.blockers.rows(), now, &mut needs);
    collect(board.decisions.rows(), now, &mut needs);
    collect(board.dependencies.rows(), now, &mut needs);
    collect(board.risks.rows(), now, &mut needs);
    collect(board.steps.rows(), now, &mut needs);
    collect(board.items.rows(), now, &mut needs);
    collect(board.intake.rows(), now, &mut needs);
    needs.sort_by_key(|need| (need.standing, need.date, need.subject));
    needs
}
