//! What needs somebody: where each record stands at a moment, and what stands between the team and its launch.
//!
//! Says only what it can prove from dates and fields: late, overdue, incomplete. Source: every open choice has one
//! owner and a date, and what lingers is seen.

use crate::domain::{
    Blocker, Board, Decision, Dependency, Id, Intake, Item, Kind, LaunchCriterion, Metric, Moment, Person,
    Record, Ref, Risk, Step, SuccessCriterion,
    decision::DecisionState,
    dependency::DependencyState,
    intake::IntakeState,
    launch::LaunchState,
    metric::Reading,
    risk::RiskState,
    step::{ItemState, StepState},
    success::SuccessState,
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

/// A rule of this file: its name, how pressing it is, and its sentence for one record and for several.
struct Rule {
    name: &'static str,
    standing: Standing,
    one: &'static str,
    many: &'static str,
}

const fn rule(name: &'static str, standing: Standing, one: &'static str, many: &'static str) -> Rule {
    Rule { name, standing, one, many }
}

const ESCALATED: Rule = rule(
    "blocker.escalated",
    Standing::Escalated,
    "blocker lies with leadership",
    "blockers lie with leadership",
);
const BLOCKERS: Rule = rule(
    "blocker.late",
    Standing::Late,
    "blocker is past its decision date",
    "blockers are past their decision date",
);
const DECISIONS: Rule =
    rule("decision.late", Standing::Late, "decision is past its date", "decisions are past their date");
const RISKS: Rule = rule("risk.late", Standing::Late, "risk is past its date", "risks are past their date");
const DEPENDENCIES: Rule = rule(
    "dependency.late",
    Standing::Late,
    "dependency is past its checkpoint",
    "dependencies are past their checkpoint",
);
const STEPS: Rule = rule(
    "step.late",
    Standing::Late,
    "framework step is past its date",
    "framework steps are past their date",
);
const ITEMS: Rule = rule(
    "item.late",
    Standing::Late,
    "checklist item is past its date",
    "checklist items are past their date",
);
const INTAKE: Rule = rule(
    "intake.waiting",
    Standing::Unowned,
    "note in the intake is not accountable yet",
    "notes in the intake are not accountable yet",
);
const PLANS: Rule =
    rule("risk.plan", Standing::Open, "risk has an incomplete plan", "risks have an incomplete plan");
const NO_STEP_OWNER: Rule =
    rule("step.owner", Standing::Open, "framework step has no owner", "framework steps have no owner");
const NO_ITEM_OWNER: Rule =
    rule("item.owner", Standing::Open, "checklist item has no owner", "checklist items have no owner");
const NO_METRIC_OWNER: Rule =
    rule("metric.owner", Standing::Open, "metric has no owner", "metrics have no owner");

/// A record that lacks what it should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The record, as the store knows it.
    pub subject: Ref,
    /// What it lacks, by field.
    pub fields: Vec<&'static str>,
}

/// Whether it is not over, at any moment.
fn is_open<E: Stands>(row: &E) -> bool {
    row.standing(Moment::MIN) != Standing::Done
}

/// Everything open that lacks what it should have: notes in the intake what their kind must have, risks the plan their
/// type asks for, steps, checklist items and metrics an owner.
pub fn lacking(board: &Board) -> Vec<Lacking> {
    fn of<E: Stands>(rows: &[E], lacks: impl Fn(&E) -> Vec<&'static str>) -> Vec<Lacking> {
        let open = rows.iter().filter(|row| is_open(*row));
        let named = open.map(|row| Lacking { subject: crate::domain::note::stored(row), fields: lacks(row) });
        named.filter(|one| !one.fields.is_empty()).collect()
    }
    let nobody = |owner: Option<Id<Person>>| if owner.is_none() { vec!["owner"] } else { Vec::new() };
    let mut all = of(board.intake.rows(), |intake| intake.lacks().iter().map(|field| field.name).collect());
    all.extend(of(board.risks.rows(), Risk::plan_lacks));
    all.extend(of(board.steps.rows(), |step| nobody(step.owner)));
    all.extend(of(board.items.rows(), |item| nobody(item.owner)));
    all.extend(of(board.metrics.rows(), |metric| nobody(metric.owner)));
    all
}

/// What stands between the team and its launch, as far as dates and fields prove it.
pub fn reasons(board: &Board, now: Moment) -> Vec<Reason> {
    let incomplete = board.risks.rows().iter().filter(|risk| risk.is_open() && !risk.plan_lacks().is_empty());
    let found = [
        (ESCALATED, Found::of(board.blockers.rows(), now, Standing::Escalated)),
        (BLOCKERS, Found::of(board.blockers.rows(), now, Standing::Late)),
        (DECISIONS, Found::of(board.decisions.rows(), now, Standing::Late)),
        (RISKS, Found::of(board.risks.rows(), now, Standing::Late)),
        (DEPENDENCIES, Found::of(board.dependencies.rows(), now, Standing::Late)),
        (STEPS, Found::of(board.steps.rows(), now, Standing::Late)),
        (ITEMS, Found::of(board.items.rows(), now, Standing::Late)),
        (INTAKE, Found::of(board.intake.rows(), now, Standing::Unowned)),
        (PLANS, Found::those(incomplete)),
        (NO_STEP_OWNER, Found::unowned(board.steps.rows())),
        (NO_ITEM_OWNER, Found::unowned(board.items.rows())),
        (NO_METRIC_OWNER, Found::unowned(board.metrics.rows())),
    ];
    found.into_iter().filter_map(|(rule, found)| found.reason(board, &rule)).collect()
}

/// The records a rule found: how many, the most pressing few, and their owners.
struct Found {
    items: Vec<(Option<Moment>, Ref, Option<Id<Person>>)>,
}

impl Found {
    fn of<E: Stands>(rows: &[E], now: Moment, standing: Standing) -> Self {
        Self::those(rows.iter().filter(|row| row.standing(now) == standing))
    }

    fn unowned<E: Stands>(rows: &[E]) -> Self {
        Self::those(rows.iter().filter(|row| is_open(*row) && row.held_by().is_none()))
    }

    fn those<'a, E: Stands>(rows: impl Iterator<Item = &'a E>) -> Self {
        let mut items: Vec<_> = rows.map(|row| (row.date(), row.reference(), row.held_by())).collect();
        items.sort_by_key(|(date, reference, _)| (*date, *reference));
        Self { items }
    }

    fn reason(self, board: &Board, rule: &Rule) -> Option<Reason> {
        let text = match self.items.len() {
            0 => return None,
            1 => format!("1 {}", rule.one),
            count => format!("{count} {}", rule.many),
        };
        let mut owners: Vec<String> = Vec::new();
        for owner in self.items.iter().filter_map(|(_, _, owner)| *owner).take(50) {
            let handle = board.handle(owner).to_owned();
            if !owners.contains(&handle) {
                owners.push(handle);
            }
        }
        let items = self.items.into_iter().map(|(_, item, _)| item).collect();
        Some(Reason { rule: rule.name, text, standing: rule.standing, items, owners })
    }
}

/// Whether a kind of record has a date that can pass.
pub const fn is_dated(kind: Kind) -> bool {
    matches!(kind, Kind::Decision | Kind::Blocker | Kind::Dependency | Kind::Risk | Kind::Step | Kind::Item)
}
