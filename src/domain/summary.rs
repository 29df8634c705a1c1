//! What lists, inboxes, search, an owner's load, a hand-over and the list of gaps need to know of any record that is
//! listed. [`tables!`](crate::tables) says which kinds are.
//!
//! Knows no list. Says only what it can prove from dates and fields: late, overdue, incomplete. Source: every open choice
//! has one owner and a date, and what lingers is seen.

use super::{
    Blocker, Board, Cycle, Decision, Dependency, Id, Intake, Item, Kind, LaunchCriterion, Metric, Moment,
    Person, Ref, Risk, Step, SuccessCriterion,
    cycle::CycleState,
    decision::DecisionState,
    dependency::DependencyState,
    intake::IntakeState,
    launch_criterion::LaunchState,
    record::{AnyRecord, Field},
    risk::RiskState,
    rules::{dependency_graph, measure},
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

/// A record that is listed.
pub trait Summary: AnyRecord {
    /// Its line of text.
    fn title(&self) -> &str;
    /// Whoever answers for it.
    fn owner(&self) -> Option<Id<Person>>;
    /// The date it stands by.
    fn date(&self) -> Option<Moment> {
        None
    }
    /// Whether there is still something to do about it.
    fn is_open(&self) -> bool;
    /// Where it stands.
    fn standing(&self, board: &Board, now: Moment) -> Standing;
    /// Whether it comes to the inbox by itself once it presses; what the verdict watches does not.
    fn comes_to_the_inbox(&self) -> bool {
        true
    }
    /// What it lacks to be accountable while it is open, in a word each.
    fn lacks(&self, board: &Board) -> Vec<&'static str> {
        lacks_owner(board, self.owner())
    }
    /// Whether the part that somebody has in it by this field is still to be done.
    fn has_part(&self, _field: &Field, _board: &Board, _now: Moment) -> bool {
        self.is_open()
    }
    /// What it is ranked by: a risk's score, a decision's impact times its cost, a blocker's impact.
    fn score(&self) -> u8 {
        0
    }
    /// Whether the cycle's named constraint caused it.
    fn is_by_constraint(&self) -> bool {
        false
    }
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

/// What nobody who is here answers for lacks an owner.
fn lacks_owner(board: &Board, owner: Option<Id<Person>>) -> Vec<&'static str> {
    if owner.is_some_and(|owner| !board.has_left(owner)) { Vec::new() } else { vec!["owner"] }
}

impl Summary for Intake {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        None
    }
    fn date(&self) -> Option<Moment> {
        Some(self.opened)
    }
    fn is_open(&self) -> bool {
        self.state == IntakeState::Waiting
    }
    fn standing(&self, _: &Board, _: Moment) -> Standing {
        if Summary::is_open(self) { Standing::Unowned } else { Standing::Done }
    }
    fn lacks(&self, _: &Board) -> Vec<&'static str> {
        Self::lacks(self).iter().map(|field| field.name).collect()
    }
}

impl Summary for Decision {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.owner)
    }
    fn date(&self) -> Option<Moment> {
        Some(self.due)
    }
    fn is_open(&self) -> bool {
        Self::is_open(self)
    }
    fn standing(&self, _: &Board, now: Moment) -> Standing {
        match self.state {
            DecisionState::Open | DecisionState::Deferred if self.is_escalated() => Standing::Escalated,
            DecisionState::Open => by_date(self.due, now),
            DecisionState::Deferred if self.due >= now => Standing::Deferred,
            DecisionState::Deferred => Standing::Late,
            DecisionState::Approved | DecisionState::Rejected | DecisionState::Dropped => Standing::Done,
        }
    }
    fn has_part(&self, field: &Field, board: &Board, now: Moment) -> bool {
        // What was approved is built until the launch.
        match field.name {
            "handed_to" => self.is_handed_off() && now < board.cycle.schedule().launch_at(),
            _ => Self::is_open(self),
        }
    }
    fn score(&self) -> u8 {
        dependency_graph::weight(self)
    }
}

impl Summary for Blocker {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.owner)
    }
    fn date(&self) -> Option<Moment> {
        Some(self.due)
    }
    fn is_open(&self) -> bool {
        Self::is_open(self)
    }
    fn standing(&self, _: &Board, now: Moment) -> Standing {
        if !Self::is_open(self) {
            Standing::Done
        } else if self.is_escalated() {
            Standing::Escalated
        } else {
            by_date(self.due, now)
        }
    }
    fn lacks(&self, board: &Board) -> Vec<&'static str> {
        let mut lacks = lacks_owner(board, Some(self.owner));
        lacks.extend(self.message_lacks());
        lacks
    }
    fn score(&self) -> u8 {
        self.impact.unwrap_or(0)
    }
    fn is_by_constraint(&self) -> bool {
        self.by_constraint == Some(true)
    }
}

impl Summary for Risk {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.owner)
    }
    fn date(&self) -> Option<Moment> {
        self.window_ends().or(self.deadline)
    }
    fn is_open(&self) -> bool {
        Self::is_open(self)
    }
    fn standing(&self, _: &Board, now: Moment) -> Standing {
        let dated = Summary::date(self).map_or(Standing::Open, |date| by_date(date, now));
        match self.state {
            RiskState::Closed => Standing::Done,
            RiskState::Mitigated => Standing::Fine,
            RiskState::Watching | RiskState::Appeared if dated != Standing::Open => dated,
            RiskState::Appeared => Standing::Soon,
            RiskState::Watching if Self::score(self) <= 6 => Standing::Fine,
            RiskState::Watching => Standing::Open,
        }
    }
    fn lacks(&self, board: &Board) -> Vec<&'static str> {
        let mut lacks = lacks_owner(board, Some(self.owner));
        lacks.extend(self.plan_lacks());
        lacks
    }
    fn score(&self) -> u8 {
        Self::score(self)
    }
}

impl Summary for Dependency {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.owner)
    }
    fn date(&self) -> Option<Moment> {
        Some(self.due)
    }
    fn is_open(&self) -> bool {
        self.state == DependencyState::Open
    }
    fn standing(&self, _: &Board, now: Moment) -> Standing {
        match self.state {
            // What is expected later than promised wants somebody, however far away its checkpoint is.
            DependencyState::Open if self.slips_days().is_some() => {
                by_date(self.due, now).min(Standing::Soon)
            }
            DependencyState::Open => by_date(self.due, now),
            DependencyState::Done | DependencyState::Dropped => Standing::Done,
        }
    }
    fn lacks(&self, board: &Board) -> Vec<&'static str> {
        let mut lacks = lacks_owner(board, Some(self.owner));
        lacks.extend(self.terms_lack());
        lacks
    }
}

impl Summary for Metric {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        self.owner
    }
    fn is_open(&self) -> bool {
        true
    }
    fn standing(&self, board: &Board, _: Moment) -> Standing {
        metric_standing(self, measure::reads(board, self))
    }
    fn comes_to_the_inbox(&self) -> bool {
        false
    }
    fn lacks(&self, board: &Board) -> Vec<&'static str> {
        let mut lacks = lacks_owner(board, self.owner);
        lacks.extend(self.decisions.0.is_empty().then_some("decision"));
        lacks
    }
}

/// Where a metric stands by what it reads: fine, close to its target (within a tenth), or off it.
pub fn metric_standing(metric: &Metric, value: Option<f64>) -> Standing {
    let (Some(value), Some(target)) = (value, metric.target) else {
        return if metric.owner.is_none() { Standing::Unowned } else { Standing::Open };
    };
    if metric.meets(value) == Some(true) {
        return Standing::Fine;
    }
    let gap = (value - target).abs();
    if gap <= target.abs() / 10.0 { Standing::Soon } else { Standing::Late }
}

impl Summary for SuccessCriterion {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.owner)
    }
    fn date(&self) -> Option<Moment> {
        Some(self.due)
    }
    fn is_open(&self) -> bool {
        Self::is_open(self)
    }
    fn standing(&self, board: &Board, now: Moment) -> Standing {
        let metric = board.metrics.get(self.metric);
        match self.state {
            SuccessState::Dropped => Standing::Done,
            SuccessState::Open if self.is_missed(metric, now, |it| measure::reads(board, it)) => {
                Standing::Late
            }
            SuccessState::Open => Standing::Open,
        }
    }
    fn comes_to_the_inbox(&self) -> bool {
        false
    }
}

impl Summary for LaunchCriterion {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.owner)
    }
    fn is_open(&self) -> bool {
        Self::is_open(self)
    }
    fn standing(&self, _: &Board, _: Moment) -> Standing {
        match self.state {
            LaunchState::Dropped => Standing::Done,
            LaunchState::Unknown => Standing::Open,
            LaunchState::Pass => Standing::Fine,
            LaunchState::Fail => Standing::Late,
        }
    }
    fn comes_to_the_inbox(&self) -> bool {
        false
    }
}

impl Summary for Step {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        self.owner
    }
    fn date(&self) -> Option<Moment> {
        self.due
    }
    fn is_open(&self) -> bool {
        self.state == StepState::Open
    }
    fn standing(&self, _: &Board, now: Moment) -> Standing {
        match self.state {
            StepState::Done => Standing::Done,
            StepState::Open => self.due.map_or(Standing::Open, |due| by_date(due, now)),
        }
    }
}

impl Summary for Item {
    fn title(&self) -> &str {
        &self.title
    }
    fn owner(&self) -> Option<Id<Person>> {
        self.owner
    }
    fn date(&self) -> Option<Moment> {
        self.due
    }
    fn is_open(&self) -> bool {
        self.state == ItemState::Todo
    }
    fn standing(&self, _: &Board, now: Moment) -> Standing {
        match self.state {
            ItemState::Done | ItemState::Waived => Standing::Done,
            ItemState::Todo => self.due.map_or(Standing::Open, |due| by_date(due, now)),
        }
    }
}

/// The charter is on no list of its own, but people have parts in it, and it can lack something.
impl Summary for Cycle {
    fn title(&self) -> &str {
        &self.name
    }
    fn owner(&self) -> Option<Id<Person>> {
        Some(self.sign_off)
    }
    fn is_open(&self) -> bool {
        self.state == CycleState::Active
    }
    fn standing(&self, _: &Board, _: Moment) -> Standing {
        Standing::Open
    }
    fn comes_to_the_inbox(&self) -> bool {
        false
    }
    /// What it lacks to escalate and to speak with one voice.
    fn lacks(&self, board: &Board) -> Vec<&'static str> {
        let is_here = |person: Id<Person>| !board.has_left(person);
        [
            ("escalation path", self.escalation.0.iter().any(|person| is_here(*person))),
            ("narrative owner", self.narrative.is_some_and(is_here)),
            ("sign-off owner", is_here(self.sign_off)),
        ]
        .into_iter()
        .filter(|(_, is_there)| !is_there)
        .map(|(name, _)| name)
        .collect()
    }
}

/// A record as lists see it at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'a> {
    /// The reference people use.
    pub reference: Ref,
    /// Its line of text.
    pub line: &'a str,
    /// Whoever answers for it.
    pub owner: Option<Id<Person>>,
    /// Where it stands.
    pub standing: Standing,
    /// The date it stands by.
    pub date: Option<Moment>,
    /// What it is ranked by.
    pub score: u8,
    /// Whether the cycle's named constraint caused it.
    pub is_by_constraint: bool,
}

/// The record that the store knows by this reference, as lists see it.
pub fn entry(board: &Board, stored: Ref, now: Moment) -> Option<Entry<'_>> {
    let found = board.summary(stored)?;
    Some(Entry {
        reference: found.people_ref(),
        line: found.title(),
        owner: found.owner(),
        standing: found.standing(board, now),
        date: found.date(),
        score: found.score(),
        is_by_constraint: found.is_by_constraint(),
    })
}

macro_rules! listed {
    (listed, $listed:expr, $part:expr) => {
        $listed
    };
    (part, $listed:expr, $part:expr) => {
        $part
    };
}

macro_rules! summaries {
    ({} $( $(#[$doc:meta])* $table:ident: $E:ident in $scope:expr, $shown:ident; )+) => {
        impl Board {
            /// Every listed record, kind by kind.
            pub fn summaries(&self) -> impl Iterator<Item = &dyn Summary> {
                let tables: Vec<Box<dyn Iterator<Item = &dyn Summary> + '_>> = vec![
                    $( listed!(
                        $shown,
                        Box::new(self.$table.rows().iter().map(|row| row as &dyn Summary)),
                        Box::new(std::iter::empty())
                    ), )+
                ];
                tables.into_iter().flatten()
            }

            /// The listed record that the store knows by this reference; the charter counts as one.
            pub fn summary(&self, stored: Ref) -> Option<&dyn Summary> {
                let id = stored.number;
                match stored.kind {
                    Kind::Cycle => (id == self.cycle.id.number()).then_some(&self.cycle as &dyn Summary),
                    Kind::Import => None,
                    $( Kind::$E => listed!(
                        $shown,
                        self.$table.get(Id::new(id)).map(|row| row as &dyn Summary),
                        None
                    ), )+
                }
            }

            /// Every record of the board, kind by kind, and its cycle.
            pub fn records(&self) -> impl Iterator<Item = &dyn AnyRecord> {
                let tables: Vec<Box<dyn Iterator<Item = &dyn AnyRecord> + '_>> = vec![
                    Box::new(std::iter::once(&self.cycle as &dyn AnyRecord)),
                    $( Box::new(self.$table.rows().iter().map(|row| row as &dyn AnyRecord)), )+
                ];
                tables.into_iter().flatten()
            }
        }
    };
}

crate::tables! { [summaries] {} }
