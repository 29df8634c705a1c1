//! What the screen counts, computed when the board changes and not once per frame. Knows no colours and no words.

use super::{App, asked, list::Row, tabs::TabId};
use crate::domain::{
    Board, Moment, Ref,
    decision::DecisionState,
    note::stored,
    record::Record,
    rules::{
        context::RuleContext,
        dependency_graph,
        evaluate::Findings,
        exit_criteria::{self, Check},
        isolation,
        review_status::Date,
        scope,
        verdict::{self, Verdict},
    },
    step::ItemState,
};
use std::collections::{BTreeMap, BTreeSet};

/// Decisions listed under a framework step; the rest is counted.
const LISTED: usize = 20;
/// Events kept for the charts, the latest.
const EVENTS: usize = 60;

/// The counts of the tab shown.
#[derive(Clone, Debug, Default)]
pub struct Glance {
    /// The verdict; on the overview only.
    pub verdict: Option<Verdict>,
    /// The framework steps, in order; on the overview and the framework only.
    pub steps: Vec<StepGlance>,
    /// Open risks by impact less one, then chance less one; on the overview and the risks only.
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
    /// The open blockers that wait for a decision, by its id; on the overview, the decisions
    /// and the lists that a rule answers only.
    pub waiting: BTreeMap<i64, Vec<Ref>>,
    /// The decisions that a risk keeps apart, by id; on the decisions only.
    pub isolated: BTreeSet<i64>,
    /// What waits for each decision and blocker; on the decisions, the blockers and the lists that a rule answers only.
    pub held_up: BTreeMap<Ref, Vec<Ref>>,
    /// What is lacking, or why something is due, by the store's reference; on the lists that a rule answers only.
    pub why: BTreeMap<Ref, String>,
    /// The dates of the cycle in order of time; on the calendar only.
    pub dates: Vec<Date>,
    /// The rows of such a list, until the list takes them.
    pub(super) asked: Vec<Row>,
    /// What decisions lack to be in build scope, by their ids; on the decisions and the scope only.
    pub scope: Vec<scope::Standing>,
    /// Decisions approved and blockers raised, oldest first, the latest few; for the charts.
    pub events: Vec<(Moment, Ref)>,
}

/// How a framework step stands.
#[derive(Clone, Debug, Default)]
pub struct StepGlance {
    /// The wording of its exit checks and how they stand.
    pub checks: Vec<(String, Check)>,
    /// Decisions of the step that are past their date.
    pub late: usize,
    /// How many decisions belong to it.
    pub count: usize,
    /// The first of them, open ones before the others.
    pub decisions: Vec<Ref>,
}

impl StepGlance {
    /// How many exit checks the board shows to be met.
    pub fn met(&self) -> usize {
        let is_met = |(_, check): &&(String, Check)| matches!(check, Check::Met);
        self.checks.iter().filter(is_met).count()
    }

    /// How many exit checks the board can answer.
    pub fn answerable(&self) -> usize {
        let is_known = |(_, check): &&(String, Check)| !matches!(check, Check::Unknown);
        self.checks.iter().filter(is_known).count()
    }
}

impl Glance {
    /// What a decision lacks to be in build scope; `None` when it is not about what is built.
    pub fn lacks(&self, decision: Ref) -> Option<scope::MissingRequirements> {
        let at = self.scope.binary_search_by_key(&decision, |standing| standing.decision).ok()?;
        Some(self.scope[at].lacks)
    }

    /// The counts that the app's tab shows.
    pub fn of(app: &App) -> Self {
        let board = &app.board;
        let is_overview = app.tab == TabId::Overview;
        let mut glance = Self {
            items_done: count(board.items.rows(), |item| item.state != ItemState::Todo),
            decisions: count(board.decisions.rows(), crate::domain::Decision::is_open),
            blockers: count(board.blockers.rows(), crate::domain::Blocker::is_open),
            risks: count(board.risks.rows(), crate::domain::Risk::is_open),
            intake: count(board.intake.rows(), |it| it.state == crate::domain::intake::IntakeState::Waiting),
            ..Self::default()
        };
        if is_overview || app.tab == TabId::Verdict {
            let facts = RuleContext::at(board, app.now);
            glance.verdict = Some(verdict::of(&facts, &Findings::of(&facts)));
        }
        if matches!(app.tab, TabId::Decisions | TabId::Scope) {
            glance.scope = scope::query(&RuleContext::at(board, app.now));
        }
        if app.tab.spec().source.is_asked() {
            asked::answer(app, &mut glance);
        }
        if is_overview || app.tab == TabId::Framework {
            glance.steps = steps(app);
        }
        if is_overview || app.tab == TabId::Risks {
            glance.heat = heat(board);
        }
        let is_asked = app.tab.spec().source.is_asked();
        if is_asked || matches!(app.tab, TabId::Decisions | TabId::Blockers) {
            glance.held_up = dependency_graph::waiting(board);
        }
        if is_overview || app.tab == TabId::Decisions || is_asked {
            glance.waiting = waiting(board);
        }
        if app.tab == TabId::Decisions {
            glance.isolated = isolation::isolated(board).into_keys().collect();
        }
        if is_overview || app.tab == TabId::Metrics {
            glance.events = events(board);
        }
        glance
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

fn steps(app: &App) -> Vec<StepGlance> {
    let board = &app.board;
    let mut steps: Vec<StepGlance> = board
        .steps
        .rows()
        .iter()
        .map(|step| StepGlance {
            checks: app
                .checks(step.number)
                .into_iter()
                .map(|(text, check)| (text.to_owned(), check))
                .collect::<Vec<(String, exit_criteria::Check)>>(),
            ..StepGlance::default()
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
                step.decisions.push(stored(decision));
            }
        }
    }
    steps
}
