//! What the screen shows that is no field of a record: counts, rules, and the lists that a rule answers, each row with
//! why it is there. Worked out when the board changes and not once per frame, for the tab shown. Knows no colours.

use super::{App, list::Row, tabs::TabId};
use crate::domain::{
    Board, Moment, Ref,
    decision::DecisionState,
    note::stored,
    record::Record,
    rules::{
        catalog::RuleName,
        context::RuleContext,
        dependency_graph,
        due::{self, Due},
        evaluate::Findings,
        exit_criteria::{self, Check},
        isolation,
        ownership_gaps::gaps,
        responsibilities,
        review_status::{self, Date, Kept},
        scope,
        verdict::{self, Verdict},
    },
    step::ItemState,
    when::weekday_day,
};
use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

/// Decisions listed under a framework step; the rest is counted.
const LISTED: usize = 20;
/// Events kept for the charts, the latest.
const EVENTS: usize = 60;

/// The counts of the tab shown.
#[derive(Clone, Debug, Default)]
pub struct Derived {
    /// The verdict; on the overview only.
    pub verdict: Option<Verdict>,
    /// The framework steps, in order; on the overview and the framework only.
    pub steps: Vec<StepCounts>,
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
        let is_met = |(_, check): &&(String, Check)| matches!(check, Check::Met);
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

    /// The counts that the app's tab shows.
    pub fn of(app: &App) -> Self {
        let board = &app.board;
        let is_overview = app.tab == TabId::Overview;
        let mut derived = Self {
            items_done: count(board.items.rows(), |item| item.state != ItemState::Todo),
            decisions: count(board.decisions.rows(), crate::domain::Decision::is_open),
            blockers: count(board.blockers.rows(), crate::domain::Blocker::is_open),
            risks: count(board.risks.rows(), crate::domain::Risk::is_open),
            intake: count(board.intake.rows(), |it| it.state == crate::domain::intake::IntakeState::Waiting),
            ..Self::default()
        };
        // Several rules look at the same; what they share is worked out once, and only where one is asked.
        let context = OnceCell::new();
        let context = || context.get_or_init(|| RuleContext::at(board, app.now));
        if is_overview || app.tab == TabId::Verdict {
            derived.verdict = Some(verdict::of(context(), &Findings::of(context())));
        }
        if matches!(app.tab, TabId::Decisions | TabId::Scope) {
            derived.scope = scope::query(context());
        }
        if app.tab.spec().source.is_asked() {
            answer(app, context(), &mut derived);
        }
        if is_overview || app.tab == TabId::Framework {
            derived.steps = steps(app, context());
        }
        if is_overview || app.tab == TabId::Risks {
            derived.heat = heat(board);
        }
        let is_asked = app.tab.spec().source.is_asked();
        if is_asked || matches!(app.tab, TabId::Decisions | TabId::Blockers) {
            derived.held_up = dependency_graph::waiting(board);
        }
        if is_overview || app.tab == TabId::Decisions || is_asked {
            derived.waiting = waiting(board);
        }
        if app.tab == TabId::Decisions {
            derived.isolated = isolation::isolated(board).into_keys().collect();
        }
        if is_overview || app.tab == TabId::Metrics {
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
                step.decisions.push(stored(decision));
            }
        }
    }
    steps
}

/// Fills in the rows of the tab's list, and why each is there.
fn answer(app: &App, context: &RuleContext<'_>, derived: &mut Derived) {
    match app.tab {
        TabId::Verdict => {
            derived.asked = derived.verdict.as_ref().map(rules).unwrap_or_default();
        }
        TabId::Scope => build_scope(app, derived),
        TabId::Gaps => {
            for gap in gaps(context) {
                let lacks = gap.lacks.join(", ").replace('_', " ");
                push(derived, gap.subject, &lacks);
            }
        }
        TabId::Due => {
            for due in due::due(context) {
                if let Some(subject) = subject(app, &due) {
                    push(derived, subject, &why(app, &due));
                }
            }
        }
        TabId::Mine => {
            let Some(me) = app.me else { return };
            let mut listed = BTreeSet::new();
            for part in responsibilities::by_date(&app.board, me, app.now) {
                if listed.insert(part.subject()) {
                    derived.asked.push(Row::Record(part.subject()));
                }
                if !part.is_owner() {
                    tell(derived, part.subject(), part.word());
                }
            }
            for due in due::due(context).into_iter().filter(|due| due.owner == Some(me)) {
                if let Some(subject) = due.subject {
                    tell(derived, subject, &why(app, &due));
                }
            }
        }
        TabId::Calendar => dates(context, derived),
        TabId::Overview
        | TabId::Framework
        | TabId::Decisions
        | TabId::Blockers
        | TabId::Risks
        | TabId::Metrics
        | TabId::Playbook
        | TabId::Intake
        | TabId::Gate => {}
    }
}

/// Adds a row, or one more reason to a row that is there.
fn push(derived: &mut Derived, subject: Ref, why: &str) {
    if !derived.why.contains_key(&subject) {
        derived.asked.push(Row::Record(subject));
    }
    tell(derived, subject, why);
}

fn tell(derived: &mut Derived, subject: Ref, why: &str) {
    let known = derived.why.entry(subject).or_default();
    if !known.is_empty() {
        known.push_str("; ");
    }
    known.push_str(why);
}

/// What fails in this stretch of the cycle, then what fails at the gate, then what passes.
fn rules(verdict: &Verdict) -> Vec<Row> {
    let here = verdict.here.reasons.iter().map(|reason| reason.rule);
    let mut rows: Vec<RuleName> = here.collect();
    let all = verdict.gate.reasons.iter().map(|reason| reason.rule);
    for rule in all.chain(verdict.rules.iter().map(|explained| explained.rule)) {
        if !rows.contains(&rule) {
            rows.push(rule);
        }
    }
    rows.into_iter().map(Row::Rule).collect()
}

fn build_scope(app: &App, derived: &mut Derived) {
    let zone = app.board.cycle.tz();
    let mut standings = derived.scope.clone();
    standings.sort_by_key(|standing| (standing.lacks.iter().count(), standing.decision));
    for standing in standings {
        let entered = app.board.decisions.get(crate::domain::Id::new(standing.decision.number));
        let entered = entered.and_then(|decision| decision.entered_at);
        let why = match entered.filter(|_| standing.lacks.is_empty()) {
            Some(at) => format!("in scope since {}", weekday_day(at.day(zone))),
            None if standing.lacks.is_empty() => "in scope".to_owned(),
            None => format!("lacks {}", standing.lacks.words()),
        };
        push(derived, standing.decision, &why);
    }
}

/// What lies ahead or is overdue, soonest first, then what is over, latest first.
fn dates(facts: &RuleContext<'_>, derived: &mut Derived) {
    derived.dates = review_status::agenda(facts);
    let (open, over): (Vec<Date>, Vec<Date>) =
        derived.dates.iter().partition(|date| matches!(date.kept, Kept::Overdue | Kept::Ahead));
    let rows = open.iter().chain(over.iter().rev());
    derived.asked = rows.map(|date| Row::Date(date.entry.kind, date.entry.at)).collect();
}

/// The record a due thing is about; a missed review has its place in the checklist.
fn subject(app: &App, due: &Due) -> Option<Ref> {
    match due.review {
        None => due.subject,
        Some(review) => app.board.stored_ref(review_status::place(&app.board, review)),
    }
}

fn why(app: &App, due: &Due) -> String {
    let schedule = app.board.cycle.schedule();
    let day = |at: Moment| weekday_day(at.day(schedule.zone));
    let name = |review| schedule.name_of(review).to_lowercase();
    match (due.review, due.at) {
        (Some(review), Some(at)) => format!("{} of {} missed", name(review), day(at)),
        (Some(review), None) => format!("{} missed", name(review)),
        (None, _) => due.said(app.now, &app.board.terms.rhythm),
    }
}
