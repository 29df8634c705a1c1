//! Each exit check, met and open.

use super::super::fixture::*;
use super::*;
use crate::domain::{
    Board, Evidence, Table, decision::EvidenceKind, decision::ScopeChange, id::Refs, mitigation::Mitigation,
    policy::ExitCheck, success_criterion::SuccessState,
};
use std::collections::BTreeSet;

fn d(number: i64) -> Ref {
    Ref::new(Kind::Decision, number)
}

fn b(number: i64) -> Ref {
    Ref::new(Kind::Blocker, number)
}

const CHARTER: Ref = Ref::new(Kind::Cycle, 1);

fn answer(board: &Board, id: &str) -> Check {
    check(&RuleContext::at(board, late_in_the_cycle()), id)
}

/// A check, what opens it, and the records that stand in its way then.
type Case = (&'static str, fn(&mut Board), Vec<Ref>);

fn decision(board: &mut Board, change: fn(&mut Decision)) {
    edit(&mut board.decisions, 2, change);
}

fn cases() -> Vec<Case> {
    vec![
        ("one-outcome", |board| board.cycle.outcome = "  ".into(), vec![CHARTER]),
        ("success-criterion", |board| board.successes = Table::default(), vec![CHARTER]),
        (
            "success-criterion",
            |board| edit(&mut board.successes, 1, |it| it.state = SuccessState::Dropped),
            vec![CHARTER],
        ),
        ("criteria-before-scope", |board| board.successes = Table::default(), vec![CHARTER]),
        (
            "criteria-before-scope",
            |board| edit(&mut board.successes, 1, |it| it.opened = berlin("2026-01-10 12:01")),
            vec![d(1)],
        ),
        ("all-scored", |board| decision(board, |it| it.impact = None), vec![d(2)]),
        ("all-scored", |board| decision(board, |it| it.cost = None), vec![d(2)]),
        (
            "all-scored",
            |board| put(&mut board.blockers, Blocker { impact: None, ..open_blocker(2) }),
            vec![b(2)],
        ),
        ("condition-tested", |board| board.cycle.pressure_test = None, vec![CHARTER]),
        ("top-blockers-owned", |board| top(board, SAM), vec![b(2)]),
        ("no-open-without-owner", |board| decision(board, |it| it.owner = SAM), vec![d(2)]),
        (
            "no-open-without-owner",
            |board| put(&mut board.blockers, Blocker { owner: SAM, ..open_blocker(2) }),
            vec![b(2)],
        ),
        ("filter-answered", |board| decision(board, |it| it.filter = None), vec![d(2)]),
        ("evidence-not-assumption", |board| without(&mut board.evidence, |_| true), vec![d(2)]),
        (
            "evidence-not-assumption",
            |board| edit(&mut board.evidence, 2, |it| it.kind = EvidenceKind::Assumption),
            vec![d(2)],
        ),
        (
            "gaps-followed-up",
            |board| edit(&mut board.evidence, 2, |it| it.kind = EvidenceKind::Assumption),
            vec![d(2)],
        ),
        (
            "package-complete",
            |board| edit(&mut board.decisions, 1, |it| it.edge_cases = Some(" ".into())),
            vec![d(1)],
        ),
        ("safeguard-active", |board| board.cycle.safeguard_owner = None, vec![CHARTER]),
        ("safeguard-active", |board| board.cycle.safeguard_owner = Some(SAM), vec![CHARTER]),
        ("safeguard-active", |board| board.cycle.safeguard_on = Some(day("2026-02-18")), vec![CHARTER]),
        ("safeguard-active", |board| board.cycle.safeguard_on = None, vec![CHARTER]),
        ("checkpoint-dated", |board| board.cycle.checkpoint_on = Some(day("2026-02-20")), vec![CHARTER]),
        ("checkpoint-owned", |board| board.cycle.checkpoint_owner = None, vec![CHARTER]),
        ("checkpoint-owned", |board| board.cycle.checkpoint_owner = Some(SAM), vec![CHARTER]),
        ("direction-expected", |board| board.cycle.checkpoint_expects = None, vec![CHARTER]),
    ]
}

/// A blocker that holds up a decision and lies with this person.
fn top(board: &mut Board, owner: Id<crate::domain::Person>) {
    put(&mut board.blockers, Blocker { owner, ..open_blocker(2) });
    edit(&mut board.decisions, 2, |it| it.waits_for = Some(Refs(vec![Ref::new(Kind::Blocker, 2)])));
}

/// This decision first.
fn first(id: i64) -> Refs {
    Refs(vec![Ref::new(Kind::Decision, id)])
}

#[test]
fn every_check_is_met_on_a_sound_board_and_each_opens_on_what_it_asks_for() {
    for &id in CHECKS {
        assert_eq!(answer(&sound(), id), Check::Met, "{id}");
    }
    for (id, opens, items) in cases() {
        let mut board = sound();
        opens(&mut board);
        assert_eq!(answer(&board, id), Check::Open(items), "{id}");
    }
}

#[test]
fn every_check_has_a_case_but_the_one_that_the_file_keeps() {
    let tested: BTreeSet<&str> = cases().iter().map(|(id, ..)| *id).collect();
    let kept = BTreeSet::from(["no-open-without-due"]);
    assert_eq!(&tested | &kept, CHECKS.iter().copied().collect());
    assert!(tested.is_disjoint(&kept));
}

#[test]
fn a_check_that_nobody_knows_is_left_to_whoever_completes_the_step() {
    assert_eq!(answer(&sound(), "moon-is-full"), Check::Unknown);
    let mut board = sound();
    board.policy.steps[0].checks =
        vec![ExitCheck { id: "moon-is-full".into(), text: "The moon is full".into() }];
    let facts = RuleContext::at(&board, late_in_the_cycle());
    assert_eq!(checks(&facts, 1), [("The moon is full", Check::Unknown)]);
    assert_eq!(open(&facts, 1), []);
    assert_eq!(open(&facts, 7), [], "there is no such step");
}

#[test]
fn the_open_checks_of_a_step_come_with_their_wording() {
    let mut board = sound();
    edit(&mut board.decisions, 2, |it| it.owner = SAM);
    let facts = RuleContext::at(&board, late_in_the_cycle());
    assert_eq!(open(&facts, 3), [("the check no-open-without-owner".to_owned(), vec![d(2)])]);
    assert_eq!(open(&facts, 1), []);
}

#[test]
fn what_is_decided_or_put_off_is_not_in_review() {
    for state in [DecisionState::Rejected, DecisionState::Dropped, DecisionState::Deferred] {
        let mut board = sound();
        edit(&mut board.decisions, 2, |it| {
            (it.state, it.filter, it.impact) = (state, None, None);
        });
        assert_eq!(answer(&board, "filter-answered"), Check::Met);
        assert_eq!(answer(&board, "all-scored"), Check::Met);
    }
    let mut board = sound();
    let kind = DecisionKind::FollowUp;
    edit(&mut board.decisions, 2, |it| (it.kind, it.filter, it.impact) = (kind, None, None));
    without(&mut board.evidence, |it| it.id == Id::new(2));
    for id in ["filter-answered", "all-scored", "evidence-not-assumption"] {
        assert_eq!(answer(&board, id), Check::Met, "a follow-up asks, it is not asked: {id}");
    }
}

#[test]
fn a_success_criterion_that_replaces_a_dropped_one_was_not_late() {
    let mut board = sound();
    let first = board.successes.rows()[0].clone();
    edit(&mut board.successes, 1, |it| it.state = SuccessState::Dropped);
    let opened = berlin("2026-01-20 12:00");
    put(&mut board.successes, crate::domain::SuccessCriterion { id: Id::new(2), opened, ..first });
    assert_eq!(answer(&board, "criteria-before-scope"), Check::Met);
}

#[test]
fn a_follow_up_with_somebody_who_is_here_closes_the_gap() {
    let follow_up = |change: fn(&mut Decision)| {
        let mut board = sound();
        edit(&mut board.evidence, 2, |it| it.kind = EvidenceKind::Assumption);
        let (kind, about) = (DecisionKind::FollowUp, Some(Id::new(2)));
        let mut follow_up = Decision { kind, about, ..open_decision(3) };
        change(&mut follow_up);
        put(&mut board.decisions, follow_up);
        answer(&board, "gaps-followed-up")
    };
    assert_eq!(follow_up(|_| ()), Check::Met);
    for change in [
        (|it: &mut Decision| it.owner = SAM) as fn(&mut Decision),
        |it| it.about = Some(Id::new(1)),
        |it| it.state = DecisionState::Approved,
        |it| it.kind = DecisionKind::Choice,
    ] {
        assert_eq!(follow_up(change), Check::Open(vec![d(2)]));
    }
    let mut board = sound();
    board.evidence =
        Table::new(vec![Evidence { decision: Id::new(1), ..evidence(1, 1, EvidenceKind::Test) }]);
    assert_eq!(answer(&board, "gaps-followed-up"), Check::Met, "no evidence at all is another check");
}

#[test]
fn only_what_is_built_needs_a_package() {
    let mut board = sound();
    let bare = |id| Decision { constraints: None, ..approved(id) };
    put(&mut board.decisions, Decision { kind: DecisionKind::FollowUp, ..bare(3) });
    let (kind, change) = (DecisionKind::Tradeoff, Some(ScopeChange::Narrow));
    put(&mut board.decisions, Decision { kind, change, ..bare(4) });
    put(&mut board.decisions, Decision { state: DecisionState::Open, ..bare(5) });
    assert_eq!(answer(&board, "package-complete"), Check::Met);
    put(&mut board.decisions, bare(6));
    assert_eq!(answer(&board, "package-complete"), Check::Open(vec![d(6)]));
}

#[test]
fn of_what_holds_up_others_only_the_five_first_that_are_open_are_asked() {
    let mut board = sound();
    // Six closed decisions that three others each once waited for.
    for id in 11..=16 {
        put(&mut board.decisions, approved(id));
        for waits in 0..3 {
            put(
                &mut board.decisions,
                Decision { waits_for: Some(first(id)), ..open_decision(id * 10 + waits) },
            );
        }
    }
    top(&mut board, SAM);
    assert_eq!(
        answer(&board, "top-blockers-owned"),
        Check::Open(vec![b(2)]),
        "what is decided holds up nothing"
    );
    // Five open ones that hold up as much and have owners: of equals the one without comes first.
    for id in 21..=25 {
        put(&mut board.decisions, open_decision(id));
        put(&mut board.decisions, Decision { waits_for: Some(first(id)), ..open_decision(id * 10) });
    }
    assert_eq!(answer(&board, "top-blockers-owned"), Check::Open(vec![b(2)]));
    // Five that hold up more.
    for id in 21..=25 {
        put(&mut board.decisions, Decision { waits_for: Some(first(id)), ..open_decision(id * 10 + 1) });
    }
    assert_eq!(answer(&board, "top-blockers-owned"), Check::Met);
    edit(&mut board.decisions, 24, |it| it.owner = SAM);
    assert_eq!(answer(&board, "top-blockers-owned"), Check::Open(vec![d(24)]));
}

#[test]
fn the_checks_of_every_shipped_playbook_are_known() {
    for playbook in crate::playbook::shipped() {
        for asked in playbook.steps.iter().flat_map(|step| &step.checks) {
            assert!(CHECKS.contains(&asked.id.as_str()), "{} asks {}", playbook.slug, asked.id);
        }
        assert!(playbook.risks.iter().any(|risk| risk.mitigation == Mitigation::IsolateWithin48h));
    }
}

/// The sound board without anything that was ever decided or stood in the way.
fn bare() -> Board {
    let mut board = sound();
    (board.decisions, board.blockers) = (Table::default(), Table::default());
    board
}

#[test]
fn a_check_that_never_had_a_record_to_look_at_is_nothing_yet_and_settled_ones_pass() {
    let of_records = [
        "all-scored",
        "top-blockers-owned",
        "no-open-without-owner",
        "no-open-without-due",
        "filter-answered",
        "evidence-not-assumption",
        "gaps-followed-up",
        "package-complete",
    ];
    for id in of_records {
        assert_eq!(answer(&bare(), id), Check::Nothing, "{id}");
        let mut settled = sound();
        edit(&mut settled.decisions, 2, |it| {
            (it.state, it.decided_at) = (DecisionState::Rejected, Some(late_in_the_cycle()));
        });
        assert_eq!(answer(&settled, id), Check::Met, "{id}");
    }
    let others = CHECKS.iter().filter(|id| !of_records.contains(id));
    assert!(others.map(|id| answer(&bare(), id)).all(|check| check != Check::Nothing));
}

#[test]
fn none_here_passes_what_has_looked_at_nothing_until_a_record_appears() {
    let mut board = bare();
    edit(&mut board.steps, 13, |it| {
        (it.none_why, it.none_by) = (Some("one person decides".into()), Some(JO));
    });
    let of = |board: &Board| -> Vec<Check> {
        let facts = RuleContext::at(board, late_in_the_cycle());
        checks(&facts, 3).into_iter().map(|(_, check)| check).collect()
    };
    assert_eq!(of(&board), [Check::NoneHere, Check::NoneHere]);
    put(&mut board.blockers, Blocker { owner: SAM, ..open_blocker(2) });
    assert_eq!(of(&board), [Check::Open(vec![b(2)]), Check::Met], "it looks at what there is");
}

#[test]
fn a_completed_step_whose_checks_fail_again_says_so_until_it_is_mended_or_overridden() {
    let mut board = sound();
    let fails = |board: &Board| {
        let facts = RuleContext::at(board, late_in_the_cycle());
        fails_again(&facts, board.steps.rows().iter().find(|step| step.number == 4).unwrap())
    };
    assert!(!fails(&board));
    edit(&mut board.evidence, 2, |it| it.kind = EvidenceKind::Assumption);
    assert!(fails(&board));
    let open = [("the check".to_owned(), vec![d(2)])];
    let mut step = board.steps.rows().iter().find(|step| step.number == 4).unwrap().clone();
    assert!(step.complete(None, &open, JO, late_in_the_cycle()).is_err(), "it says what fails");
    step.complete(Some("measured elsewhere"), &open, JO, late_in_the_cycle()).unwrap();
    assert!(step.complete(Some("again"), &open, JO, late_in_the_cycle()).is_err(), "it stands on record");
    put(&mut board.steps, step);
    assert!(!fails(&board));
}
