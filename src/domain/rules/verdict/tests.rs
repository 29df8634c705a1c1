//! Every rule of the verdict fires on what it is about and is silent once that is mended; what the verdict says of it.

mod cases;

use super::super::fixture::*;
use super::*;
use crate::domain::{
    Blocker, Decision, Dependency, Id, Intake, Kind, Ref, Risk, Table,
    decision::{Answer, DecisionKind, DecisionState, EvidenceKind, ScopeChange},
    id::Ids,
    intake::IntakeState,
    launch_criterion::LaunchState,
    metric::OutcomeState,
    mitigation::Mitigation,
    risk::RiskState,
    success_criterion::SuccessState,
};
use cases::{Case, cases};
use chrono::Duration;
use std::collections::BTreeSet;

const fn a(kind: Kind, number: i64) -> Ref {
    Ref::new(kind, number)
}

fn rules(line: &VerdictLine) -> BTreeSet<RuleName> {
    let all = line.reasons.iter().flat_map(|reason| std::iter::once(&reason.rule).chain(&reason.also));
    all.copied().collect()
}

fn late(board: &Board) -> Verdict {
    verdict(board, late_in_the_cycle())
}

#[test]
fn a_board_on_which_everything_is_as_it_should_be_is_a_go() {
    let verdict = late(&sound());
    assert_eq!(verdict.gate, VerdictLine { call: Call::Go, reasons: Vec::new() });
    assert_eq!(verdict.here, verdict.gate);
    assert_eq!((verdict.phase, verdict.look_again, verdict.in_scope), (Phase::BeforeLaunch, None, 1));
    assert!(verdict.rules.iter().all(|rule| rule.passes && rule.is_due));
}

#[test]
fn each_rule_fires_on_what_it_is_about_and_mending_that_removes_its_reason_alone() {
    for Case { rule, breaks, named: (item, owner), along, mends } in cases() {
        let mut board = sound();
        breaks(&mut board);
        let broken = late(&board);
        // What a step asks for makes it incomplete again.
        let mut expected: BTreeSet<RuleName> = along.iter().copied().chain([RuleName::StepsDone]).collect();
        mends(&mut board);
        let mended = late(&board);
        assert!(rules(&mended.gate).is_subset(&expected), "{rule:?} {:?}", mended.gate.reasons);
        assert!(mended.rules[rule as usize].passes, "{rule:?}: {}", mended.rules[rule as usize].facts);
        expected.insert(rule);
        let found = rules(&broken.gate);
        assert!(found.contains(&rule) && found.is_subset(&expected), "{rule:?} {:?}", broken.gate.reasons);
        let speaks = |reason: &&Reason| reason.rule == rule || reason.also.contains(&rule);
        let reason = broken.gate.reasons.iter().find(speaks).unwrap();
        assert_eq!(reason.items, [item], "{rule:?}");
        assert_eq!(reason.owners, owner.into_iter().collect::<Vec<_>>(), "{rule:?}");
        assert!(
            !reason.clears.text().is_empty() && reason.clears.command().is_none_or(|it| !it.contains("ID")),
            "{rule:?}: {:?}",
            reason.clears
        );
        assert!(!broken.rules[rule as usize].passes);
        let is_hard = HARD.contains(&rule);
        assert!(reason.rule != rule || is_hard == (reason.severity == Severity::Hard), "{rule:?}");
        let hard = found.iter().any(|rule| HARD.contains(rule));
        assert_eq!(broken.gate.call, if hard { Call::NoGo } else { Call::Conditional }, "{rule:?}");
        assert_eq!(broken.look_again.is_some(), hard);
    }
}

#[test]
fn every_rule_has_a_case() {
    let tested: BTreeSet<RuleName> = cases().iter().map(|case| case.rule).collect();
    assert_eq!(tested, RuleName::ALL.iter().copied().collect());
}

#[test]
fn without_a_reason_it_is_a_go_with_a_condition_conditional_with_a_hard_one_a_no_go() {
    let mut board = sound();
    edit(&mut board.steps, 12, |it| it.state = StepState::Open);
    let conditional = late(&board);
    assert_eq!((conditional.gate.call, conditional.here.call), (Call::Conditional, Call::Conditional));
    assert_eq!(conditional.look_again, None);
    edit(&mut board.launch_criteria, 1, |it| it.state = LaunchState::Unknown);
    let no_go = late(&board);
    assert_eq!(no_go.gate.call, Call::NoGo);
    let order: Vec<RuleName> = no_go.gate.reasons.iter().map(|reason| reason.rule).collect();
    assert_eq!(order, [RuleName::LaunchCriteria, RuleName::StepsDone], "hard reasons come first");
    assert_eq!(no_go.look_again, Some(berlin("2026-02-23 10:00")), "the next scheduled review");
}

#[test]
fn a_rule_is_as_hard_as_the_playbook_says() {
    let mut board = sound();
    edit(&mut board.steps, 12, |it| it.state = StepState::Open);
    board.policy.severity.insert("steps-done".to_owned(), Severity::Hard);
    assert_eq!(late(&board).gate.call, Call::NoGo);
    board.policy.severity.remove("steps-done");
    assert_eq!(late(&board).gate.call, Call::Conditional);
}

fn override_of(rules: &str, until: Moment) -> SignOff {
    SignOff {
        id: Id::new(1),
        kind: SignOffKind::Override,
        verdict: "NO-GO".into(),
        rules: rules.into(),
        why: "the sale is on Friday".into(),
        accepts: Some("guests may have to call".into()),
        until: Some(until),
        at: late_in_the_cycle() - Duration::hours(1),
        by: MAYA,
        ..SignOff::blank()
    }
}

#[test]
fn an_override_covers_its_rules_and_no_others_and_only_until_its_date() {
    let mut board = sound();
    edit(&mut board.launch_criteria, 1, |it| it.state = LaunchState::Fail);
    let until = berlin("2026-02-18 10:00");
    put(&mut board.sign_offs, override_of("drill-gaps,launch-criteria", until));
    let covered = late(&board);
    assert_eq!(covered.gate.call, Call::Conditional);
    let reason = &covered.gate.reasons[0];
    assert_eq!((reason.rule, reason.severity), (RuleName::LaunchCriteria, Severity::Condition));
    assert_eq!(
        reason.overridden.as_deref(),
        Some("maya takes it on until Wed 18 Feb 10:00: the sale is on Friday")
    );
    assert!(covered.record[0].contains("accepts: guests may have to call"), "{:?}", covered.record);
    let at = |board: &Board, moment| verdict(board, moment).gate.call;
    assert_eq!(at(&board, until - Duration::milliseconds(1)), Call::Conditional);
    assert_eq!(at(&board, until), Call::NoGo, "it ends with its date");
    assert_eq!(at(&board, late_in_the_cycle() - Duration::hours(2)), Call::NoGo, "it was not there yet");
    board.cycle.demonstrable = None;
    assert_eq!(late(&board).gate.call, Call::NoGo, "another hard rule is not covered");
    assert_eq!(rules(&late(&board).gate).len(), 2);
}

#[test]
fn a_signature_covers_nothing() {
    let mut board = sound();
    edit(&mut board.launch_criteria, 1, |it| it.state = LaunchState::Fail);
    let until = berlin("2026-02-18 10:00");
    put(&mut board.sign_offs, SignOff { kind: SignOffKind::Signed, ..override_of("launch-criteria", until) });
    assert_eq!(late(&board).gate.call, Call::NoGo);
}

#[test]
fn the_newest_override_of_a_rule_is_the_one_that_is_named() {
    let mut board = sound();
    board.cycle.demonstrable = None;
    put(&mut board.sign_offs, override_of("evidence-demonstrable", berlin("2026-02-18 10:00")));
    let newer = override_of("evidence-demonstrable", berlin("2026-02-19 10:00"));
    put(&mut board.sign_offs, SignOff { id: Id::new(2), why: "once more".into(), ..newer });
    let overridden = late(&board).gate.reasons[0].overridden.clone().unwrap();
    assert!(overridden.ends_with("until Thu 19 Feb 10:00: once more"), "{overridden}");
}

#[test]
fn reasons_come_hard_first_then_by_date_then_by_number_however_many_there_are() {
    let mut board = sound();
    let open = |id: i64| Decision { due: berlin("2026-02-10 17:00"), ..open_decision(id) };
    for id in 10..80 {
        put(&mut board.decisions, open(id));
    }
    put(&mut board.decisions, Decision { due: berlin("2026-02-09 17:00"), owner: ANA, ..open_decision(99) });
    edit(&mut board.steps, 11, |it| it.state = StepState::Open);
    edit(&mut board.launch_criteria, 1, |it| it.state = LaunchState::Fail);
    let gate = late(&board).gate;
    let told: Vec<String> = gate.reasons.iter().map(|it| it.subject().unwrap().to_string()).collect();
    assert_eq!(told[0], "G-1", "hard first, though it has no date");
    assert_eq!(told[1], "D-99", "then by date");
    assert_eq!(told[2..72], (10..80).map(|id| format!("D-{id}")).collect::<Vec<_>>());
    assert_eq!(told[72..], ["S-1", "S-4"], "what has no date comes last; step 4 does not hold any more");
    assert_eq!(gate.to_clear(), "1 must clear, 73 conditions");
}

#[test]
fn a_record_stands_in_one_reason_the_gravest_and_names_the_others_there() {
    let mut board = sound();
    let at = Some(berlin("2026-02-16 10:00"));
    let due = berlin("2026-02-12 10:00");
    let late_one = Blocker { due, tell_by: at, escalated_at: at, escalated_to: Some(ANA), ..open_blocker(2) };
    put(&mut board.blockers, late_one);
    let verdict = late(&board);
    assert_eq!(verdict.gate.reasons.len(), 1, "{:?}", verdict.gate.reasons);
    let reason = &verdict.gate.reasons[0];
    assert_eq!(
        reason.text(),
        "B-2 The payment certificate: was due Thu 12 Feb 10:00, and its fallback has not started; also: escalated, \
         stakeholders are not told yet"
    );
    assert_eq!((reason.owned_by().as_str(), reason.clears.command()), ("jo", Some("blocker fallback B-2")));
    // What an older rule would say twice is told once in the line of the phase too.
    assert_eq!(verdict.here.reasons.len(), 1);
}

#[test]
fn no_record_stands_in_two_reasons_whatever_fails() {
    for Case { breaks, .. } in cases() {
        let mut board = sound();
        breaks(&mut board);
        edit(&mut board.items, 109, |it| it.state = ItemState::Todo);
        let gate = late(&board).gate;
        // What is about the cycle as a whole is told where it is mended, beside nothing that is about that record alone.
        let alone: Vec<Ref> = gate.reasons.iter().filter_map(Reason::subject).collect();
        let places: BTreeSet<Ref> = alone.iter().copied().collect();
        for place in places {
            let here = || gate.reasons.iter().filter(|it| it.subject() == Some(place));
            let wholes = here().filter(|it| super::super::catalog::is_about_the_cycle(it.rule)).count();
            assert!(here().count() == wholes || here().count() == 1, "{place}: {:?}", gate.reasons);
        }
    }
}

#[test]
fn what_a_rule_about_the_cycle_says_takes_in_the_item_where_it_is_mended() {
    let mut board = sound();
    without(&mut board.reviews, |it| &*it.kind == "drill");
    edit(&mut board.items, 113, |it| it.state = ItemState::Todo);
    let gate = late(&board).gate;
    let told: Vec<String> = gate.reasons.iter().map(Reason::text).collect();
    assert_eq!(told, ["P-13: the escalation drill was not held; also: not done"]);
}

#[test]
fn an_owner_that_is_nobody_is_said_plainly() {
    let mut board = sound();
    edit(&mut board.items, 113, |it| it.owner = None);
    without(&mut board.reviews, |it| &*it.kind == "drill");
    let reason = &late(&board).gate.reasons[0];
    assert_eq!((reason.owners.len(), reason.owned_by().as_str()), (0, "nobody"));
}

#[test]
fn what_the_playbook_brought_and_nobody_has_touched_is_one_reason() {
    let mut board = sound();
    for id in 2..=4 {
        put(
            &mut board.metrics,
            crate::domain::Metric {
                id: Id::new(id),
                title: "Rework".into(),
                ..crate::domain::Metric::blank()
            },
        );
    }
    for id in [103, 104] {
        edit(&mut board.items, id, |it| {
            (it.state, it.owner, it.due) = (ItemState::Todo, None, Some(berlin("2026-02-19 17:00")));
        });
    }
    let gate = late(&board).gate;
    let told: Vec<String> = gate.reasons.iter().map(Reason::text).collect();
    assert_eq!(told, ["set up: 3 metrics need an owner and a decision, 2 checklist items are not done"]);
    assert_eq!((gate.reasons[0].key(), gate.reasons[0].items.len()), ("set-up", 5));
    // One that somebody has taken on, and one whose day has passed, are reasons of their own.
    edit(&mut board.metrics, 3, |it| it.owner = Some(ANA));
    edit(&mut board.items, 104, |it| it.due = Some(berlin("2026-02-16 17:00")));
    let told: Vec<String> = late(&board).gate.reasons.iter().map(Reason::text).collect();
    assert_eq!(
        told,
        [
            "P-4: not done, was due Mon 16 Feb 17:00",
            "M-3 Rework: lacks a decision",
            "set up: 2 metrics need an owner and a decision, P-3 is not done",
        ]
    );
}

#[test]
fn the_line_of_the_phase_asks_only_for_what_belongs_to_it() {
    let mut board = sound();
    edit(&mut board.launch_criteria, 1, |it| it.state = LaunchState::Unknown);
    board.cycle.post_launch = None;
    edit(&mut board.steps, 14, |it| it.state = StepState::Open);
    edit(&mut board.steps, 11, |it| it.state = StepState::Open);
    let asked = |moment: &str| rules(&verdict(&board, berlin(moment)).here);
    assert_eq!(asked("2026-01-06 12:00"), BTreeSet::new());
    let steps = |moment: &str| {
        let verdict = verdict(&board, berlin(moment));
        let about = verdict.here.reasons.iter().filter(|reason| reason.rule == RuleName::StepsDone);
        about.filter_map(Reason::subject).map(|item| item.number).collect::<Vec<_>>()
    };
    assert_eq!(steps("2026-01-11 23:59"), Vec::<i64>::new());
    assert_eq!(steps("2026-01-12 00:00"), [1], "before build");
    assert_eq!(steps("2026-02-13 00:00"), [1, 4]);
    let all = BTreeSet::from([RuleName::StepsDone, RuleName::LaunchCriteria, RuleName::PostLaunchOwner]);
    assert_eq!(asked("2026-02-13 12:00"), all);
    let reviews = BTreeSet::from([RuleName::EvidenceHeld, RuleName::DrillHeld, RuleName::MessagingChecked]);
    let gate = rules(&verdict(&board, berlin("2026-01-06 12:00")).gate);
    assert_eq!(gate, all.union(&reviews).copied().collect(), "the gate asks at any time");
}

#[test]
fn a_review_is_asked_for_by_the_phase_once_its_date_has_passed() {
    let mut board = sound();
    without(&mut board.reviews, |it| ["evidence", "drill", "messaging", "midpoint"].contains(&&*it.kind));
    let here = |moment: &str| rules(&verdict(&board, berlin(moment)).here);
    assert_eq!(here("2026-01-28 10:00"), BTreeSet::new());
    assert_eq!(here("2026-01-28 10:01"), BTreeSet::from([RuleName::MidpointAudit]));
    let before = BTreeSet::from([RuleName::MidpointAudit, RuleName::MessagingChecked]);
    assert_eq!(here("2026-02-13 10:00"), before);
    let after = [RuleName::EvidenceHeld, RuleName::DrillHeld].into();
    assert_eq!(here("2026-02-13 10:01"), before.union(&after).copied().collect());
}

#[test]
fn a_tick_by_hand_meets_no_rule_about_a_review() {
    let mut board = sound();
    without(&mut board.reviews, |it| &*it.kind != "weekly");
    for id in 101..=116 {
        edit(&mut board.items, id, |it| it.state = ItemState::Done);
    }
    let gate = late(&board).gate;
    assert_eq!(gate.call, Call::NoGo);
    let found =
        [RuleName::EvidenceHeld, RuleName::DrillHeld, RuleName::MidpointAudit, RuleName::MessagingChecked];
    assert_eq!(rules(&gate), found.into());
}

#[test]
fn the_midpoint_of_a_cycle_that_was_written_down_after_it_is_nothing_to_catch_up_on() {
    let mut board = sound();
    board.cycle.opened = berlin("2026-01-28 10:01");
    without(&mut board.reviews, |it| &*it.kind == "midpoint" || it.at < berlin("2026-02-01 10:00"));
    assert_eq!(late(&board).gate, VerdictLine { call: Call::Go, reasons: Vec::new() });
}

#[test]
fn a_cycle_with_one_skipped_weekly_is_a_go_once_another_was_held() {
    let mut board = sound();
    without(&mut board.reviews, |it| it.slot == Some(berlin("2026-02-09 10:00")));
    assert_eq!(late(&board).gate.call, Call::Go);
    assert_eq!(
        verdict(&board, berlin("2026-02-11 10:00"))
            .gate
            .reasons
            .iter()
            .filter(|it| it.rule == RuleName::ReviewMissed)
            .count(),
        1
    );
}

#[test]
fn what_belongs_after_launch_keeps_nobody_from_launching_until_it_is_late() {
    let board = sound();
    assert!(rules(&late(&board).gate).is_empty(), "items 14 to 16 are open");
    let after = verdict(&board, berlin("2026-03-06 17:01"));
    assert_eq!(after.gate.reasons.iter().filter(|it| it.rule == RuleName::ItemsDone).count(), 3);
}

#[test]
fn what_a_tradeoff_took_out_is_not_missed_in_scope() {
    let mut board = sound();
    put(&mut board.decisions, approved(3));
    put(&mut board.criteria, criterion(3, 3));
    put(&mut board.evidence, evidence(3, 3, EvidenceKind::Test));
    assert_eq!(late(&board).in_scope, 2);
    let removal = Decision {
        kind: DecisionKind::Tradeoff,
        change: Some(ScopeChange::Remove),
        about: Some(Id::new(1)),
        ..approved(4)
    };
    put(&mut board.decisions, removal);
    let verdict = late(&board);
    assert_eq!((verdict.in_scope, verdict.gate.call), (1, Call::Go), "{:?}", verdict.gate.reasons);
}

#[test]
fn an_isolated_decision_past_its_own_date_is_late_before_its_window_is_over_and_isolated_after() {
    let mut board = sound();
    edit(&mut board.decisions, 2, |it| it.due = berlin("2026-02-16 17:00"));
    put(&mut board.risks, isolating(2, Some(2), berlin("2026-02-16 12:00")));
    let found = rules(&late(&board).gate);
    assert!(found.contains(&RuleName::DecisionOverdue) && !found.contains(&RuleName::IsolatedOverdue));
    let found = rules(&verdict(&board, berlin("2026-02-18 12:01")).gate);
    assert!(!found.contains(&RuleName::DecisionOverdue) && found.contains(&RuleName::IsolatedOverdue));
}

#[test]
fn the_record_keeps_overridden_steps_and_waivers() {
    let mut board = sound();
    edit(&mut board.steps, 12, |it| it.override_why = Some("the test ran elsewhere".into()));
    edit(&mut board.items, 103, |it| {
        (it.state, it.done_by, it.why) = (ItemState::Waived, Some(ANA), Some("no leads here".into()));
    });
    assert_eq!(
        late(&board).record,
        [
            "S-2 was completed by maya with checks open: the test ran elsewhere",
            "P-3 was waived by ana: no leads here",
            "P-1 was ticked, before this rule",
        ]
    );
}

#[test]
fn many_things_of_one_kind_on_record_are_one_line() {
    let mut board = sound();
    let passed = |id: i64| crate::domain::Event {
        id: Id::new(id),
        subject: a(Kind::LaunchCriterion, id),
        kind: EventKind::GateChanged,
        at: late_in_the_cycle(),
        by: Some(JO),
        why: Some(format!("passed G-{id}: run {id}").into()),
        ..crate::domain::Event::blank()
    };
    (1..=3).for_each(|id| put(&mut board.events, passed(id)));
    assert_eq!(late(&board).record[0], "jo passed G-1: run 1 (Tue 17 Feb 12:00)", "few are told each");
    (4..=20).for_each(|id| put(&mut board.events, passed(id)));
    let record = late(&board).record;
    assert_eq!(
        record[0],
        "jo passed 20 launch criteria: G-1, G-2, G-3, G-4, G-5 and 15 more; why stands in the history of each"
    );
    assert_eq!(record.iter().filter(|line| line.contains("passed")).count(), 1);
}

#[test]
fn what_an_older_copy_of_a_playbook_does_not_know_is_a_condition() {
    assert_eq!(severity(&Board::empty(cycle()), RuleName::DrillGaps), Severity::Hard);
}

#[test]
fn a_risk_without_a_sighting_is_looked_at_only_when_it_is_the_warning_sign() {
    let mut board = sound();
    let other = Risk { id: Id::new(2), title: "anything".into(), ..board.risks.rows()[0].clone() };
    put(&mut board.risks, other);
    let looked = |board: &Board| late(board).rules[RuleName::WarningSign as usize].facts.clone();
    assert_eq!(looked(&board), "none of 1: warning sign shows");
}
