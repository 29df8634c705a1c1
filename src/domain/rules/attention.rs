//! What needs somebody: where each record stands at a moment, and what stands between the team and its launch.
//!
//! Says only what it can prove from dates and fields: late, overdue, incomplete. Source: every open choice has one
//! owner and a date, and what lingers is seen.

use crate::domain::{
    Blocker, Board, Decision, Dependency, Id, Intake, Item, Kind, Metric, Moment, Person, Record, Ref, Risk,
    Step,
    decision::DecisionState,
    dependency::DependencyState,
    intake::IntakeState,
    metric::Reading,
    risk::RiskState,
    step::{ItemState, StepState},
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
    /// Its date is less than two days away.
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

fn by_date(due: Moment, now: Moment) -> Standing {
    if due < now {
        Standing::Late
    } else if due < now + SOON {
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
    ($E:ident, |$this:ident, $now:ident| $standing:expr, date: $date:expr, owner: $owner:expr) => {
        impl Stands for $E {
            fn standing(&self, $now: Moment) -> Standing {
                let $this = self;
                let _ = $this;
                $standing
            }
            fn date(&self) -> Option<Moment> {
                let $this = self;
                let _ = $this;
                $date
            }
            fn held_by(&self) -> Option<Id<Person>> {
                let $this = self;
                let _ = $this;
                $owner
            }
            fn line(&self) -> &str {
                &self.title
            }
        }
    };
}

stands!(Decision, |it, now| match it.state {
    DecisionState::Open => by_date(it.due, now),
    DecisionState::Deferred if it.due >= now => Standing::Deferred,
    DecisionState::Deferred => Standing::Late,
    DecisionState::Approved | DecisionState::Rejected | DecisionState::Dropped => Standing::Done,
}, date: Some(it.due), owner: Some(it.owner));

stands!(Blocker, |it, now| if !it.is_open() {
    Standing::Done
} else if it.is_escalated() {
    Standing::Escalated
} else {
    by_date(it.due, now)
}, date: Some(it.due), owner: Some(it.owner));

stands!(Dependency, |it, now| match it.state {
    DependencyState::Open => by_date(it.due, now),
    DependencyState::Done | DependencyState::Dropped => Standing::Done,
}, date: Some(it.due), owner: Some(it.owner));

stands!(Risk, |it, now| match (it.state, it.window_ends()) {
    (RiskState::Closed, _) => Standing::Done,
    (_, Some(ends)) => by_date(ends, now),
    (RiskState::Appeared, None) => Standing::Soon,
    (RiskState::Mitigated, None) => Standing::Fine,
    (RiskState::Watching, None) if it.score() <= 6 => Standing::Fine,
    (RiskState::Watching, None) => Standing::Open,
}, date: it.window_ends().or(it.deadline), owner: Some(it.owner));

stands!(Step, |it, now| match it.state {
    StepState::Done => Standing::Done,
    StepState::Open => it.due.map_or(Standing::Open, |due| by_date(due, now)),
}, date: it.due, owner: it.owner);

stands!(Item, |it, now| match it.state {
    ItemState::Done | ItemState::Waived => Standing::Done,
    ItemState::Todo => it.due.map_or(Standing::Open, |due| by_date(due, now)),
}, date: it.due, owner: it.owner);

stands!(Intake, |it, _now| match it.state {
    IntakeState::Waiting => Standing::Unowned,
    IntakeState::Done | IntakeState::Dropped => Standing::Done,
}, date: Some(it.opened), owner: None);

stands!(Metric, |it, _now| if it.owner.is_none() { Standing::Unowned } else { Standing::Open }, date: None, owner: it.owner);

/// Where a metric stands by its latest reading: fine, close to its target (within a tenth), or off it.
pub fn metric_standing(metric: &Metric, latest: Option<&Reading>) -> Standing {
    let (Some(latest), Some(target)) = (latest, metric.target) else {
        return metric.standing(Moment::MIN);
    };
    if metric.meets(latest.value) == Some(true) {
        return Standing::Fine;
    }
    let gap = (latest.value - target).abs();
    if gap <= target.abs() / 10.0 { Standing::Soon } else { Standing::Late }
}

/// The latest reading of a metric by the moment it was read.
pub fn latest<'a>(board: &'a Board, metric: &Metric) -> Option<&'a Reading> {
    board.readings_of(metric.id).iter().max_by_key(|reading| (reading.at, reading.id))
}

/// Something that stands between the team and its launch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule's stable name.
    pub rule: &'static str,
    /// The sentence.
    pub text: String,
    /// How pressing it is.
    pub standing: Standing,
    /// The records, most pressing first, as people call them.
    pub items: Vec<Ref>,
    /// The handles of their owners, each once.
    pub owners: Vec<String>,
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

/// What stands between the team and its launch, as far as dates and fields prove it.
pub fn reasons(board: &Board, now: Moment) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut add = |rule, standing, found: Found, one: &str, many: &str| {
        if let Some(reason) = found.reason(board, rule, standing, one, many) {
            reasons.push(reason);
        }
    };
    let late = |standing| matches!(standing, Standing::Late);
    let escalated = Found::of(board.blockers.rows(), now, |standing| standing == Standing::Escalated);
    add(
        "blocker.escalated",
        Standing::Escalated,
        escalated,
        "a blocker lies with leadership",
        "blockers lie with leadership",
    );
    let blockers = Found::of(board.blockers.rows(), now, late);
    add(
        "blocker.late",
        Standing::Late,
        blockers,
        "a blocker is past its decision date",
        "blockers are past their decision date",
    );
    let decisions = Found::of(board.decisions.rows(), now, late);
    add(
        "decision.late",
        Standing::Late,
        decisions,
        "a decision is past its date",
        "decisions are past their date",
    );
    let windows = Found::of(board.risks.rows(), now, late);
    add(
        "risk.window",
        Standing::Late,
        windows,
        "a risk has outlived its 48 hours",
        "risks have outlived their 48 hours",
    );
    let dependencies = Found::of(board.dependencies.rows(), now, late);
    add(
        "dependency.late",
        Standing::Late,
        dependencies,
        "a dependency is past its checkpoint",
        "dependencies are past their checkpoint",
    );
    let steps = Found::of(board.steps.rows(), now, late);
    add(
        "step.late",
        Standing::Late,
        steps,
        "a framework step is past its date",
        "framework steps are past their date",
    );
    let items = Found::of(board.items.rows(), now, late);
    add(
        "item.late",
        Standing::Late,
        items,
        "a checklist item is past its date",
        "checklist items are past their date",
    );
    let intake = Found::of(board.intake.rows(), now, |standing| standing == Standing::Unowned);
    add(
        "intake.waiting",
        Standing::Unowned,
        intake,
        "note in the intake is not accountable yet",
        "notes in the intake are not accountable yet",
    );
    let plans = Found::those(
        board.risks.rows().iter().filter(|risk| risk.is_open() && !risk.plan_lacks().is_empty()),
    );
    add("risk.plan", Standing::Open, plans, "a risk has an incomplete plan", "risks have an incomplete plan");
    reasons
}

/// The records a rule found: how many, the most pressing few, and their owners.
struct Found {
    items: Vec<(Option<Moment>, Ref, Option<Id<Person>>)>,
}

impl Found {
    fn of<E: Stands>(rows: &[E], now: Moment, is_meant: impl Fn(Standing) -> bool) -> Self {
        Self::those(rows.iter().filter(|row| is_meant(row.standing(now))))
    }

    fn those<'a, E: Stands>(rows: impl Iterator<Item = &'a E>) -> Self {
        let mut items: Vec<_> = rows.map(|row| (row.date(), row.reference(), row.held_by())).collect();
        items.sort_by_key(|(date, reference, _)| (*date, *reference));
        Self { items }
    }

    fn reason(
        self,
        board: &Board,
        rule: &'static str,
        standing: Standing,
        one: &str,
        many: &str,
    ) -> Option<Reason> {
        let text = match self.items.len() {
            0 => return None,
            1 => one.trim_start_matches("a ").to_owned(),
            count => format!("{count} {many}"),
        };
        let text = if self.items.len() == 1 { format!("1 {text}") } else { text };
        let mut owners: Vec<String> = Vec::new();
        for owner in self.items.iter().filter_map(|(_, _, owner)| *owner).take(50) {
            let handle = board.handle(owner).to_owned();
            if !owners.contains(&handle) {
                owners.push(handle);
            }
        }
        Some(Reason {
            rule,
            text,
            standing,
            items: self.items.into_iter().map(|(_, item, _)| item).collect(),
            owners,
        })
    }
}

/// Whether a kind of record has a date that can pass.
pub const fn is_dated(kind: Kind) -> bool {
    matches!(kind, Kind::Decision | Kind::Blocker | Kind::Dependency | Kind::Risk | Kind::Step | Kind::Item)
}
