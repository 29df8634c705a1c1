//! A board for the tests of rules: a cycle in Berlin from 5 January to 20 February 2026 in which everything is as it
//! should be, so that a test breaks one thing and sees what comes of it.

use crate::domain::{
    Blocker, Board, Criterion, Cycle, Day, Decision, Dependency, Evidence, Id, Intake, Item, LaunchCriterion,
    Metric, Moment, OutcomeCheck, Person, Policy, Reading, Record, Review, Risk, Sighting, Step,
    SuccessCriterion, Table,
    blocker::BlockerState,
    decision::{Answer, DecisionState, EvidenceKind},
    id::Ids,
    intake::IntakeState,
    launch_criterion::LaunchState,
    metric::{Better, OutcomeState},
    mitigation::Mitigation,
    policy::{Chosen, Escalates, Escalation, ExitCheck, Gate, Severity, StepPolicy, Tied},
    risk::RiskState,
    rules::{catalog::RuleName, exit_criteria::CHECKS},
    step::{ItemState, Phase, StepState},
    when::Zone,
};
use chrono::NaiveTime;
use std::num::NonZeroU32;

pub(crate) const MAYA: Id<Person> = Id::new(1);
pub(crate) const JO: Id<Person> = Id::new(2);
pub(crate) const ANA: Id<Person> = Id::new(3);
/// Has left.
pub(crate) const SAM: Id<Person> = Id::new(4);

/// The rules that are hard in every shipped playbook.
pub(crate) const HARD: [RuleName; 8] = [
    RuleName::EvidenceHeld,
    RuleName::DrillHeld,
    RuleName::DecisionAccountable,
    RuleName::BlockerAccountable,
    RuleName::BuildScopeEntry,
    RuleName::LaunchCriteria,
    RuleName::EvidenceDemonstrable,
    RuleName::DrillGaps,
];

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// A moment by the clock on a wall in Berlin: `2026-02-17 12:00`.
pub(crate) fn berlin(text: &str) -> Moment {
    let (date, time) = text.split_once(' ').unwrap();
    day(date).at(NaiveTime::parse_from_str(time, "%H:%M").unwrap(), Zone::parse("Europe/Berlin").unwrap())
}

/// Three days before launch, when everything is asked for: Tuesday 17 February, noon.
pub(crate) fn late_in_the_cycle() -> Moment {
    berlin("2026-02-17 12:00")
}

/// Adds a record, or puts it in the place of the one with its id.
pub(crate) fn put<E: Record>(table: &mut Table<E>, row: E) {
    let mut rows: Vec<E> = table.rows().iter().filter(|other| other.id() != row.id()).cloned().collect();
    rows.push(row);
    *table = Table::new(rows);
}

/// Changes the record with this id.
pub(crate) fn edit<E: Record>(table: &mut Table<E>, id: i64, change: impl FnOnce(&mut E)) {
    let mut row = table.rows().iter().find(|row| row.id().number() == id).unwrap().clone();
    change(&mut row);
    put(table, row);
}

/// Takes out the records that are meant.
pub(crate) fn without<E: Record>(table: &mut Table<E>, is_meant: impl Fn(&E) -> bool) {
    *table = Table::new(table.rows().iter().filter(|row| !is_meant(row)).cloned().collect());
}

fn person(id: Id<Person>, name: &str, active: bool) -> Person {
    let handle = name.to_lowercase();
    Person { id, name: name.into(), handle: handle.as_str().into(), active, ..Person::blank() }
}

pub(crate) fn cycle() -> Cycle {
    Cycle {
        id: Id::new(1),
        name: "Checkout 2.0".into(),
        outcome: "guests pay in one step".into(),
        non_negotiable: "limits are known before building".into(),
        start: day("2026-01-05"),
        launch: day("2026-02-20"),
        zone: "Europe/Berlin".into(),
        review_every: 7,
        review_at: "10:00".into(),
        review_on: "mon".into(),
        sign_off: MAYA,
        narrative: Some(JO),
        escalation: Ids(vec![JO, ANA]),
        opened: berlin("2026-01-05 08:00"),
        safeguard_owner: Some(JO),
        safeguard_on: Some(day("2026-01-06")),
        pressure_test: Some("load run of 9 January".into()),
        post_launch: Some(ANA),
        checkpoint_on: Some(day("2026-02-27")),
        checkpoint_owner: Some(ANA),
        checkpoint_expects: Some("fewer defects".into()),
        achievable: Some(Answer::Yes),
        achievable_at: Some(berlin("2026-01-13 12:00")),
        baseline: Some(1),
        committed_at: Some(berlin("2026-01-14 12:00")),
        demonstrable: Some(Answer::Yes),
        demonstrable_at: Some(berlin("2026-02-13 12:00")),
        ..Cycle::blank()
    }
}

pub(crate) fn policy() -> Policy {
    let severity = RuleName::ALL.iter().map(|rule| {
        let severity = if HARD.contains(rule) { Severity::Hard } else { Severity::Condition };
        (rule.key().to_owned(), severity)
    });
    let asked = |id: &&str| ExitCheck { id: (*id).to_owned(), text: format!("the check {id}") };
    let step = |ids: &[&str]| StepPolicy { checks: ids.iter().map(asked).collect() };
    let mut policy = Policy {
        escalation: Escalation {
            after_cycles: NonZeroU32::MIN,
            includes: vec![Escalates::Blocker, Escalates::Decision],
        },
        severity: severity.collect(),
        gate: Gate { criteria: Tied::Each },
        steps: vec![
            step(&CHECKS[..3]),
            step(&CHECKS[3..6]),
            step(&CHECKS[6..8]),
            step(&CHECKS[8..11]),
            step(&CHECKS[11..13]),
            step(&CHECKS[13..]),
        ],
        ..Policy::default()
    };
    policy.charter.warning_sign =
        Chosen { key: "unmeasured-gates".into(), text: "gates nobody measures".into() };
    policy
}

/// An approved choice that lacks nothing but its criterion and its evidence, which are records of their own.
pub(crate) fn approved(id: i64) -> Decision {
    Decision {
        id: Id::new(id),
        cycle: Id::new(1),
        title: "Ship without the wallet?".into(),
        owner: JO,
        due: berlin("2026-01-12 17:00"),
        state: DecisionState::Approved,
        impact: Some(4),
        cost: Some(2),
        choice: Some("yes".into()),
        approved_by: Some(MAYA),
        proof: Some("minutes of 10 January".into()),
        filter: Some(Answer::Yes),
        decided_at: Some(berlin("2026-01-10 12:00")),
        entered_at: Some(berlin("2026-01-10 12:00")),
        opened: berlin("2026-01-06 09:00"),
        constraints: Some("one page".into()),
        behaviour: Some("guests pay".into()),
        edge_cases: Some("no card".into()),
        target_metric: Some(Id::new(1)),
        target_value: Some(90.0),
        target_on: Day::parse("2026-03-06").ok(),
        measured: Some("in the funnel".into()),
        ..Decision::blank()
    }
}

/// An open choice of Jo's that is due two days after [`late_in_the_cycle`].
pub(crate) fn open_decision(id: i64) -> Decision {
    Decision {
        id: Id::new(id),
        cycle: Id::new(1),
        title: "Print labels at night?".into(),
        owner: JO,
        due: berlin("2026-02-19 17:00"),
        impact: Some(3),
        cost: Some(3),
        filter: Some(Answer::Yes),
        opened: berlin("2026-02-16 11:00"),
        ..Decision::blank()
    }
}

/// An open blocker of Jo's that is due two days after [`late_in_the_cycle`].
pub(crate) fn open_blocker(id: i64) -> Blocker {
    Blocker {
        id: Id::new(id),
        cycle: Id::new(1),
        title: "The payment certificate".into(),
        owner: JO,
        due: berlin("2026-02-19 17:00"),
        fallback: "cards only".into(),
        impact: Some(4),
        opened: berlin("2026-02-16 11:00"),
        ..Blocker::blank()
    }
}

pub(crate) fn criterion(id: i64, decision: i64) -> Criterion {
    Criterion {
        id: Id::new(id),
        decision: Id::new(decision),
        text: "40 labels a day".into(),
        non_negotiable: true,
        ..Criterion::blank()
    }
}

pub(crate) fn evidence(id: i64, decision: i64, kind: EvidenceKind) -> Evidence {
    let (id, decision) = (Id::new(id), Id::new(decision));
    Evidence { id, decision, text: "the pilot".into(), kind, by: JO, ..Evidence::blank() }
}

/// A risk of the isolating type that appeared and touches a decision.
pub(crate) fn isolating(id: i64, decision: Option<i64>, appeared: Moment) -> Risk {
    Risk {
        id: Id::new(id),
        title: "building before assumptions are closed".into(),
        owner: JO,
        chance: 3,
        impact: 3,
        state: RiskState::Appeared,
        mitigation: Some(Mitigation::IsolateWithin48h),
        metric: Some(Id::new(1)),
        decision: decision.map(Id::new),
        appeared_at: Some(appeared),
        ..Risk::blank()
    }
}

pub(crate) fn held(id: i64, kind: &str, slot: Option<Moment>, at: Moment) -> Review {
    Review { id: Id::new(id), cycle: Id::new(1), kind: kind.into(), slot, at, by: MAYA, ..Review::blank() }
}

/// A board on which every rule passes [late in the cycle](late_in_the_cycle).
pub(crate) fn sound() -> Board {
    let mut board = Board { policy: policy(), ..Board::empty(cycle()) };
    board.people = Table::new(vec![
        person(MAYA, "Maya", true),
        person(JO, "Jo", true),
        person(ANA, "Ana", true),
        person(SAM, "Sam", false),
    ]);
    framework(&mut board);
    measures(&mut board);
    board.decisions = Table::new(vec![approved(1), open_decision(2)]);
    board.criteria = Table::new(vec![criterion(1, 1)]);
    board.evidence = Table::new(vec![evidence(1, 1, EvidenceKind::Test), evidence(2, 2, EvidenceKind::Data)]);
    let resolved = Some(berlin("2026-02-16 15:00"));
    board.blockers =
        Table::new(vec![Blocker { state: BlockerState::Resolved, resolved_at: resolved, ..open_blocker(1) }]);
    board.risks = Table::new(vec![Risk {
        id: Id::new(1),
        title: "gates nobody measures".into(),
        key: Some("unmeasured-gates".into()),
        owner: JO,
        chance: 2,
        impact: 3,
        mitigation: Some(Mitigation::CadenceIntegration),
        criteria: Some("each gate has a number".into()),
        cadence: Some("every weekly review".into()),
        ..Risk::blank()
    }]);
    board.dependencies = Table::new(vec![Dependency {
        id: Id::new(1),
        title: "label texts".into(),
        owner: ANA,
        due: berlin("2026-02-20 08:00"),
        from_function: Some("design".into()),
        to_function: Some("delivery".into()),
        metric: Some(Id::new(1)),
        promised: Some(day("2026-02-18")),
        forecast: Some(day("2026-02-18")),
        response: Some("print them by hand".into()),
        ..Dependency::blank()
    }]);
    board.intake = Table::new(vec![Intake {
        id: Id::new(1),
        title: "labels look wrong".into(),
        known: "{}".into(),
        state: IntakeState::Done,
        ..Intake::blank()
    }]);
    board
}

fn framework(board: &mut Board) {
    let step = |number: i64| Step {
        id: Id::new(10 + number),
        number,
        owner: Some(JO),
        state: StepState::Done,
        done_at: Some(berlin("2026-02-10 12:00")),
        done_by: Some(MAYA),
        ..Step::blank()
    };
    board.steps = Table::new((1..=6).map(step).collect());
    let item = |number: i64| Item {
        id: Id::new(100 + number),
        number,
        key: Some(format!("P{number}").into()),
        phase: match number {
            1..=3 => Phase::KickOff,
            4 | 5 | 7 | 8 | 10 => Phase::BeforeBuild,
            11 | 12 => Phase::Midpoint,
            6 | 9 | 13 => Phase::BeforeLaunch,
            _ => Phase::AfterLaunch,
        },
        owner: Some(ANA),
        due: Some(berlin(if number > 13 { "2026-03-06 17:00" } else { "2026-02-15 17:00" })),
        state: if number > 13 { ItemState::Todo } else { ItemState::Done },
        ..Item::blank()
    };
    board.items = Table::new((1..=16).map(item).collect());
    let schedule = board.cycle.schedule();
    let slots = schedule.reviews().take_while(|slot| *slot < late_in_the_cycle());
    let weekly = (1..).zip(slots).map(|(id, slot)| held(id, "weekly", Some(slot), slot));
    let audit = berlin("2026-01-28 10:00");
    let audit = held(50, "midpoint", Some(audit), audit);
    let once = [(51, "evidence", "2026-02-13 10:00"), (52, "drill", "2026-02-13 10:00")];
    let once = once.into_iter().chain([(53, "messaging", "2026-02-12 10:00")]);
    let once = once.map(|(id, kind, at)| held(id, kind, None, berlin(at)));
    board.reviews = Table::new(weekly.chain([audit]).chain(once).collect());
}

fn measures(board: &mut Board) {
    board.metrics = Table::new(vec![Metric {
        id: Id::new(1),
        title: "Handoff Defect Rate".into(),
        better: Better::Up,
        owner: Some(JO),
        decisions: Ids(vec![Id::new(1)]),
        ..Metric::blank()
    }]);
    let (metric, at) = (Id::new(1), berlin("2026-02-10 09:00"));
    board.readings =
        Table::new(vec![Reading { id: Id::new(1), metric, value: 90.0, at, by: JO, ..Reading::blank() }]);
    board.successes = Table::new(vec![SuccessCriterion {
        id: Id::new(1),
        title: "nine of ten packages are right".into(),
        owner: ANA,
        metric,
        target: 80.0,
        due: berlin("2026-02-12 17:00"),
        opened: berlin("2026-01-06 08:00"),
        ..SuccessCriterion::blank()
    }]);
    board.launch_criteria = Table::new(vec![LaunchCriterion {
        id: Id::new(1),
        title: "a guest can pay".into(),
        path: "guest checkout".into(),
        owner: JO,
        state: LaunchState::Pass,
        ..LaunchCriterion::blank()
    }]);
    let state = OutcomeState::Held;
    board.outcomes =
        Table::new(vec![OutcomeCheck { id: Id::new(1), metric, state, at, by: JO, ..OutcomeCheck::blank() }]);
    board.sightings = Table::new(vec![Sighting {
        id: Id::new(1),
        risk: Id::new(1),
        seen: false,
        at,
        by: JO,
        ..Sighting::blank()
    }]);
}
