//! What a list needs to know of any record: its line, its owner, its date, where it stands.

use crate::domain::{
    Blocker, Board, Decision, Dependency, Id, Intake, Item, Kind, LaunchCriterion, Metric, Moment, Person,
    Ref, Risk, Step, SuccessCriterion,
    record::Record,
    rules::{
        dependency_graph, measure,
        urgency::{self, Standing, Stands},
    },
};

/// A record as lists see it.
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
    /// What it is ranked by: a risk's score, a decision's impact times its cost, a blocker's impact.
    pub score: u8,
    /// Whether the cycle's named constraint caused it.
    pub is_by_constraint: bool,
}

fn of<E: Stands>(record: &E, now: Moment, score: u8) -> Entry<'_> {
    Entry {
        reference: record.reference(),
        line: record.line(),
        owner: record.held_by(),
        standing: record.standing(now),
        date: record.date(),
        score,
        is_by_constraint: false,
    }
}

/// The record that the store knows by this reference, as lists see it.
pub fn entry(board: &Board, stored: Ref, now: Moment) -> Option<Entry<'_>> {
    let number = stored.number;
    match stored.kind {
        Kind::Decision => board
            .decisions
            .get(Id::<Decision>::new(number))
            .map(|it| of(it, now, dependency_graph::weight(it))),
        Kind::Blocker => {
            let blocker = board.blockers.get(Id::<Blocker>::new(number))?;
            let is_by_constraint = blocker.by_constraint == Some(true);
            Some(Entry { is_by_constraint, ..of(blocker, now, blocker.impact.unwrap_or(0)) })
        }
        Kind::Risk => board.risks.get(Id::<Risk>::new(number)).map(|it| of(it, now, it.score())),
        Kind::Dependency => board.dependencies.get(Id::<Dependency>::new(number)).map(|it| of(it, now, 0)),
        Kind::Step => board.steps.get(Id::<Step>::new(number)).map(|it| of(it, now, 0)),
        Kind::Item => board.items.get(Id::<Item>::new(number)).map(|it| of(it, now, 0)),
        Kind::SuccessCriterion => {
            let success = board.successes.get(Id::<SuccessCriterion>::new(number))?;
            let metric = board.metrics.get(success.metric);
            let entry = of(success, now, 0);
            Some(if success.is_missed(metric, now, |it| measure::reads(board, it)) {
                Entry { standing: Standing::Late, ..entry }
            } else {
                entry
            })
        }
        Kind::LaunchCriterion => {
            board.launch_criteria.get(Id::<LaunchCriterion>::new(number)).map(|it| of(it, now, 0))
        }
        Kind::Intake => board.intake.get(Id::<Intake>::new(number)).map(|it| of(it, now, 0)),
        Kind::Metric => {
            let metric = board.metrics.get(Id::<Metric>::new(number))?;
            let standing = urgency::metric_standing(metric, measure::reads(board, metric));
            Some(Entry { standing, ..of(metric, now, 0) })
        }
        // A charter can lack something, and then stands in a list too.
        Kind::Cycle => Some(&board.cycle).filter(|cycle| cycle.id.number() == number).map(|cycle| Entry {
            reference: cycle.reference(),
            line: &cycle.name,
            owner: Some(cycle.sign_off),
            standing: Standing::Open,
            date: None,
            score: 0,
            is_by_constraint: false,
        }),
        Kind::Person
        | Kind::Criterion
        | Kind::Evidence
        | Kind::Reading
        | Kind::Note
        | Kind::Import
        | Kind::OutcomeCheck
        | Kind::Sighting
        | Kind::Event
        | Kind::Review
        | Kind::SignOff => None,
    }
}
