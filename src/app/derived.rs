//! What the screen shows that is no field of a record: counts, rules, and the lists that a rule answers, each row with
//! why it is there. Worked out when the board changes and not once per frame, for the tab shown. Knows no colours.

use super::{
    App,
    list::{Row, Rows},
};
use crate::domain::{
    AnyRecord, Board, Moment, Ref,
    decision::DecisionState,
    record::Record,
    rules::{
        context::RuleContext,
        dependency_graph,
        evaluate::Findings,
        exit_criteria::{self, Check},
        isolation,
        measure::{self, Gauges},
        next::Next,
        review_status::Date,
        scope,
        verdict::{self, Verdict},
    },
    step::ItemState,
    summary::Values,
};
use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

/// What a tab may want to be worked out while it is shown; the rest is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derives {
    /// [`Derived::verdict`].
    Verdict,
    /// [`Derived::steps`].
    Steps,
    /// [`Derived::waiting`].
    Waiting,
    /// [`Derived::held_up`].
    HeldUp,
    /// [`Derived::isolated`].
    Isolated,
    /// [`Derived::scope`].
    Scope,
    /// [`Derived::events`].
    Events,
    /// `Derived::gauges`, which other tabs work out only for the metric they show in full.
    Gauges,
}

/// Decisions listed under a framework step; the rest is counted.
const LISTED: usize = 20;
/// Events kept for the charts, the latest.
const EVENTS: usize = 60;

/// The counts of the tab shown; what its [`Derives`] do not name is empty.
#[derive(Clone, Debug, Default)]
pub struct Derived {
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// The framework steps, in order.
    pub steps: Vec<StepCounts>,
    /// Open risks by impact less one, then chance less one.
    pub heat: [[usize; 5]; 5],
    /// Checklist items that are done or waived.
    pub items_done: usize,
    /// Decisions that are open.
    pub decisions: usize,
    /// Blockers that are open.
    pub blockers: usize,
    /// Risks that are open.
    pub risks: usize,
    /// Notes that wait in the intake.
    pub intake: usize,
    /// The open blockers that wait for a decision, by its id.
    pub waiting: BTreeMap<i64, Vec<Ref>>,
    /// The decisions that a risk keeps apart, by id.
    pub isolated: BTreeSet<i64>,
    /// What waits for each decision and blocker.
    pub held_up: BTreeMap<Ref, Vec<Ref>>,
    /// What there is to do about a record, by the store's reference; where the list of what to do next is shown.
    pub next: BTreeMap<Ref, Next>,
    /// What is lacking, or why something is due, by the store's reference; where a rule found the rows.
    pub why: BTreeMap<Ref, String>,
    /// The dates of the cycle in order of time, where the rows are dates.
    pub dates: Vec<Date>,
    /// The rows that a rule found, until the list takes them.
    pub(super) found: Vec<Row>,
    /// What decisions lack to be in build scope, by their ids.
    pub scope: Vec<scope::Standing>,
    /// What metrics read, as summaries need it.
    pub(super) values: Values,
    /// Everything that is shown about metrics, once it is asked for.
    pub(super) gauges: OnceCell<Gauges>,
    /// Decisions approved and blockers raised, oldest first, the latest few; for the charts.
    pub events: Vec<(Moment, Ref)>,
}

/// How a framework step stands.
#[derive(Clone, Debug, Default)]
pub struct StepCounts {
    /// The wording of its exit checks and how they stand.
    pub checks: Vec<(String, Check)>,
    /// Decisions of the step that are past their date.
    pub late: usize,
    /// How many decisions belong to it.
    pub count: usize,
    /// The first of them, open ones before the others.
    pub decisions: Vec<Ref>,
}

impl StepCounts {
    /// How many exit checks the board shows to be met.
    pub fn met(&self) -> usize {
        let is_met = |(_, check): &&(String, Check)| matches!(check, Check::Met | Check::NoneHere);
        self.checks.iter().filter(is_met).count()
    }

    /// How many exit checks the board can answer.
    pub fn answerable(&self) -> usize {
        let is_known = |(_, check): &&(String, Check)| !matches!(check, Check::Unknown);
        self.checks.iter().filter(is_known).count()
    }
}

impl Derived {
    /// What a decision lacks to be in build scope; `None` when it is not about what is built.
    pub fn lacks(&self, decision: Ref) -> Option<scope::MissingRequirements> {
        let at = self.scope.binary_search_by_key(&decision, |standing| standing.decision).ok()?;
        Some(self.scope[at].lacks)
    }

    /// Adds a row to what a rule found, or one more reason to a row that is there.
    pub(super) fn find(&mut self, subject: Ref, why: &str) {
        if !self.why.contains_key(&subject) {
            self.found.push(Row::Record(subject));
        }
        self.explain(subject, why);
    }

    /// Says why a row is there, after what was said already.
    pub(super) fn explain(&mut self, subject: Ref, why: &str) {
        let known = self.why.entry(subject).or_default();
        if !known.is_empty() {
            known.push_str("; ");
        }
        known.push_str(why);
    }

    /// What the app's tab shows.
    pub fn of(app: &App) -> Self {
        let board = &app.board;
        let shows = |what: Derives| app.tab.derives().contains(&what);
        let mut derived = Self {
            items_done: count(board.items.rows(), |item| item.state != ItemState::Todo),
            decisions: count(board.decisions.rows(), crate::domain::Decision::is_open),
            blockers: count(board.blockers.rows(), crate::domain::Blocker::is_open),
            risks: count(board.risks.rows(), crate::domain::Risk::is_open),
            intake: count(board.intake.rows(), |it| it.state == crate::domain::intake::IntakeState::Waiting),
            // Wherever a risk is shown in full, its map stands beside it.
            heat: heat(board),
            ..Self::default()
        };
        // Several rules look at the same; what they share is worked out once, and only where one is asked.
        let context = OnceCell::new();
        let context = || context.get_or_init(|| RuleContext::at(board, app.now));
        if shows(Derives::Verdict) {
            derived.verdict = Some(verdict::from_findings(context(), &Findings::of(context())));
        }
        if shows(Derives::Scope) {
            derived.scope = scope::query(context());
        }
        if let Rows::Found(find) = app.tab.spec().rows {
            find(app, context(), &mut derived);
        }
        if shows(Derives::Steps) {
            derived.steps = steps(app, context());
        }
        if shows(Derives::HeldUp) {
            derived.held_up = dependency_graph::waiting(board);
        }
        if shows(Derives::Waiting) {
            derived.waiting = waiting(board);
        }
        if shows(Derives::Isolated) {
            derived.isolated = isolation::isolated(board).into_keys().collect();
        }
        if shows(Derives::Gauges) {
            let gauges = measure::gauges(context());
            derived.values = Values::of(&gauges);
            derived.gauges = OnceCell::from(gauges);
        }
        if shows(Derives::Events) {
            derived.events = events(board);
        }
        derived
    }
}

fn count<E>(rows: &[E], is_meant: impl Fn(&E) -> bool) -> usize {
    rows.iter().filter(|row| is_meant(row)).count()
}

fn heat(board: &Board) -> [[usize; 5]; 5] {
    let mut heat = [[0; 5]; 5];
    for risk in board.risks.rows().iter().filter(|risk| risk.is_open()) {
        let place = |score: u8| usize::from(score.clamp(1, 5) - 1);
        heat[place(risk.impact)][place(risk.chance)] += 1;
    }
    heat
}

fn waiting(board: &Board) -> BTreeMap<i64, Vec<Ref>> {
    let mut waiting: BTreeMap<i64, Vec<Ref>> = BTreeMap::new();
    for blocker in board.blockers.rows().iter().filter(|blocker| blocker.is_open()) {
        if let Some(decision) = blocker.decision {
            waiting.entry(decision.number()).or_default().push(blocker.reference());
        }
    }
    waiting
}

fn events(board: &Board) -> Vec<(Moment, Ref)> {
    let approved = board
        .decisions
        .rows()
        .iter()
        .filter(|decision| decision.state == DecisionState::Approved)
        .filter_map(|decision| Some((decision.decided_at?, decision.reference())));
    let raised = board.blockers.rows().iter().map(|blocker| (blocker.opened, blocker.reference()));
    let mut events: Vec<(Moment, Ref)> = approved.chain(raised).collect();
    events.sort_unstable();
    events.split_off(events.len().saturating_sub(EVENTS))
}

fn steps(app: &App, context: &RuleContext<'_>) -> Vec<StepCounts> {
    let board = &app.board;
    let mut steps: Vec<StepCounts> = board
        .steps
        .rows()
        .iter()
        .map(|step| StepCounts {
            checks: exit_criteria::checks(context, step.number)
                .into_iter()
                .map(|(text, check)| (text.to_owned(), check))
                .collect::<Vec<(String, exit_criteria::Check)>>(),
            ..StepCounts::default()
        })
        .collect();
    for wants_open in [true, false] {
        let rows = board.decisions.rows().iter();
        for decision in rows.filter(|decision| decision.is_open() == wants_open) {
            let at = decision.step.and_then(|step| usize::try_from(step - 1).ok());
            let Some(step) = at.and_then(|at| steps.get_mut(at)) else {
                continue;
            };
            step.count += 1;
            step.late += usize::from(decision.is_late(app.now));
            if step.decisions.len() < LISTED {
                step.decisions.push(decision.stored());
            }
        }
    }
    steps
}
