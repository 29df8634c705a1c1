//! How long everything takes that is worked out anew after one change: verdict, gaps, the clock and build scope.
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use gonogo::domain::{
    Board, Change, Criterion, Decision, Dependency, Evidence, Fields, Id, Kind, Moment, Table, Value,
    decision::{Answer, DecisionState, EvidenceKind},
    policy::Escalates,
    rules::{context::RuleContext, escalation, evaluate::Findings, ownership_gaps, scope, verdict},
};
use std::time::{Duration, Instant};

const PARTS: [&str; 5] = ["verdict", "gaps", "clock", "scope", "all"];

/// Adds to the open records of a board what the rules look at besides: criteria and evidence of three decisions in
/// four, one dependency for each ten records, and as many decisions that are approved.
pub(crate) fn furnish(board: &mut Board, now: Moment) {
    let mut rng = fastrand::Rng::with_seed(super::generate::SEED);
    let last = board.decisions.rows().last().map_or(0, |decision| decision.id.number());
    let count = board.decisions.rows().len() + board.blockers.rows().len() + board.risks.rows().len();
    let mut decisions = board.decisions.rows().to_vec();
    let mut blockers = board.blockers.rows().to_vec();
    // Opened at any time of the last six weeks, so that the clock has escalated some and not others.
    let opened = decisions.iter_mut().map(|it| &mut it.opened);
    for opened in opened.chain(blockers.iter_mut().map(|it| &mut it.opened)) {
        *opened = now - chrono::Duration::minutes(rng.i64(0..6 * 7 * 24 * 60));
    }
    board.blockers = Table::new(blockers);
    board.policy.escalation.includes = vec![Escalates::Blocker, Escalates::Decision];
    let approved = |number: i64| Decision {
        id: Id::new(last + number),
        cycle: board.cycle.id,
        title: "Keep the old checkout for a week?".into(),
        owner: Id::new(1 + number % 12),
        due: now,
        state: DecisionState::Approved,
        filter: Some(Answer::Yes),
        entered_at: Some(now),
        ..Decision::blank()
    };
    decisions.extend((1..=count as i64 / 10).map(approved));
    let dependencies = (1..=count as i64 / 10).map(|number| Dependency {
        id: Id::new(number),
        cycle: board.cycle.id,
        title: "label texts".into(),
        owner: Id::new(1 + number % 12),
        due: now + chrono::Duration::hours(rng.i64(-48..400)),
        from_function: Some("design".into()),
        to_function: Some("delivery".into()),
        metric: Some(Id::new(1)),
        response: (number % 3 > 0).then(|| "print them by hand".into()),
        ..Dependency::blank()
    });
    board.dependencies = Table::new(dependencies.collect());
    back(board, &decisions, &mut rng);
    board.decisions = Table::new(decisions);
}

/// Gives three decisions in four criteria and evidence.
fn back(board: &mut Board, decisions: &[Decision], rng: &mut fastrand::Rng) {
    let (mut criteria, mut evidence) = (Vec::new(), Vec::new());
    for decision in decisions {
        if rng.u8(..4) == 0 {
            continue;
        }
        for _ in 0..rng.u8(1..4) {
            criteria.push(Criterion {
                id: Id::new(criteria.len() as i64 + 1),
                decision: decision.id,
                text: "40 a day, none later than 18:00".into(),
                non_negotiable: rng.u8(..8) > 0,
                ..Criterion::blank()
            });
        }
        let kind = if rng.u8(..4) == 0 { EvidenceKind::Assumption } else { EvidenceKind::Test };
        let id = Id::new(evidence.len() as i64 + 1);
        evidence.push(Evidence {
            id,
            decision: decision.id,
            text: "the pilot".into(),
            kind,
            ..Evidence::blank()
        });
    }
    (board.criteria, board.evidence) = (Table::new(criteria), Table::new(evidence));
}

/// The time of each part after one change.
fn recompute(board: &mut Board, change: &Change, now: Moment) -> [Duration; 5] {
    let start = Instant::now();
    board.apply(change).expect("the change fits");
    let mut laps = [Duration::ZERO; 5];
    let mut lap = Instant::now();
    let mut took = |part: usize| {
        laps[part] = lap.elapsed();
        lap = Instant::now();
    };
    escalation::apply_due_escalations(board, now);
    took(2);
    let facts = RuleContext::at(board, now);
    divan::black_box(verdict::from_findings(&facts, &Findings::of(&facts)));
    took(0);
    divan::black_box(ownership_gaps::gaps(&facts));
    took(1);
    divan::black_box(scope::query(&facts));
    took(3);
    laps[4] = start.elapsed();
    laps
}

/// Prints what it takes, in milliseconds, for each size.
#[expect(clippy::print_stdout, reason = "the table is what it is for")]
pub(crate) fn measure(sizes: &[usize], board: impl Fn(usize) -> Board, now: Moment) {
    println!("{:>8} {:>8} {:>9} {:>9}", "records", "part", "p50 ms", "p95 ms");
    for &size in sizes {
        let mut board = board(size);
        furnish(&mut board, now);
        let middle = board.decisions.rows()[board.decisions.rows().len() / 3].id;
        let owner = |number| Some(Fields::from([("owner".to_owned(), Value::Integer(number))]));
        let change = |to: i64| Change {
            kind: Kind::Decision,
            id: middle.number(),
            before: owner(0),
            after: owner(to),
        };
        let runs = if size > 20_000 { 100 } else { 400 };
        let mut taken: Vec<[Duration; 5]> =
            (0..runs).map(|run| recompute(&mut board, &change(1 + run % 12), now)).collect();
        for (part, name) in PARTS.iter().enumerate() {
            taken.sort_by_key(|laps| laps[part]);
            let at = |percent: usize| taken[taken.len() * percent / 100][part].as_secs_f64() * 1e3;
            println!("{size:>8} {name:>8} {:>9.3} {:>9.3}", at(50), at(95));
        }
    }
}
