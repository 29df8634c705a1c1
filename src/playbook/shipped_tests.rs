//! Holds the shipped playbooks to the facts they stand for.

use super::*;
use crate::domain::mitigation::Mitigation;

const ENGINEERING_LAUNCH: &str = "engineering-managers-launch-readiness";
const ENGINEERING_ALIGNMENT: &str = "engineering-managers-stakeholder-alignment";
const INNOVATION_ALIGNMENT: &str = "innovation-teams-stakeholder-alignment";
const INNOVATION_LAUNCH: &str = "innovation-teams-launch-readiness";

fn playbook(slug: &str) -> Playbook {
    find(slug, None).unwrap()
}

#[test]
fn every_shipped_playbook_composes_and_has_the_full_count() {
    let slugs: Vec<_> = shipped().into_iter().map(|playbook| playbook.slug).collect();
    assert_eq!(slugs, [ENGINEERING_LAUNCH, ENGINEERING_ALIGNMENT, INNOVATION_ALIGNMENT, INNOVATION_LAUNCH]);
    for checked in check_dir(None) {
        let counts = checked.result.unwrap().to_string();
        assert_eq!(counts, "6 steps 16 items 6 metrics 5 patterns/15 practices 6 risks 3 features");
    }
    assert_eq!(check_dir(None).len(), 4);
}

#[test]
fn only_the_fourth_combination_is_derived() {
    let derived: Vec<_> = shipped().into_iter().filter(|one| one.derived).map(|one| one.slug).collect();
    assert_eq!(derived, [INNOVATION_LAUNCH]);
}

#[test]
fn a_playbook_survives_being_stored_with_its_cycle() {
    for playbook in shipped() {
        let stored = serde_json::to_string(&playbook).unwrap();
        assert_eq!(serde_json::from_str::<Playbook>(&stored).unwrap(), playbook);
        // A cycle may keep a copy from when there was a knob that nothing reads any longer.
        let older = stored.replace("\"window_hours\"", "\"stage_days\":14,\"window_hours\"");
        assert_ne!(older, stored);
        assert_eq!(serde_json::from_str::<Playbook>(&older).unwrap(), playbook);
    }
}

#[test]
fn no_composed_text_keeps_a_slot_or_ends_a_sentence_twice() {
    for playbook in shipped() {
        let stored = serde_json::to_string(&playbook.items).unwrap()
            + &serde_json::to_string(&playbook.patterns).unwrap()
            + &playbook.steps.iter().map(|step| step.guidance.as_str()).collect::<String>();
        for broken in ["..", "?.", " .", " ,", "  ", "{feature", "{metric", "{safeguard"] {
            assert!(!stored.contains(broken), "{} has `{broken}`", playbook.slug);
        }
    }
}

#[test]
fn each_role_reads_its_own_headline_impact_and_closing_metric() {
    let metrics = |slug: &str| {
        let charter = playbook(slug).charter;
        [charter.headline_metric, charter.impact_metric, charter.closing_metric, charter.closure_metric]
            .map(|named| named.text)
    };
    let engineering = [
        "Handoff Defect Rate",
        "On-time Delivery Confidence",
        "Rework Hours After Approval",
        "On-time Delivery Confidence",
    ];
    let innovation = [
        "Post-pilot Execution Stability",
        "Validated Hypothesis Ratio",
        "Transition Readiness Scores",
        "Post-pilot Execution Stability",
    ];
    assert_eq!(metrics(ENGINEERING_LAUNCH), engineering);
    assert_eq!(metrics(ENGINEERING_ALIGNMENT), engineering);
    assert_eq!(metrics(INNOVATION_ALIGNMENT), innovation);
    assert_eq!(metrics(INNOVATION_LAUNCH), innovation);
}

#[test]
fn risks_are_treated_as_the_playbooks_row_says() {
    let expect = |slug: &str, rows: &str| {
        let risks = playbook(slug).risks;
        let found: Vec<_> =
            risks.iter().map(|risk| format!("{}: {}", risk.mitigation.key(), risk.name)).collect();
        assert_eq!(found, rows.trim().lines().map(str::trim).collect::<Vec<_>>(), "{slug}");
    };
    expect(
        ENGINEERING_LAUNCH,
        "fallback-first: Edge scenarios are discovered after release deployment
        criteria-checkpoint: Readiness gates lack measurable acceptance signals
        structured-escalation: Owner responsibilities remain ambiguous at handoff
        cadence-integration: Support burden spikes immediately after launch
        isolate-48h: Implementation starts before assumptions are closed
        pre-commitment-gate: Scope boundaries shifting during sprint execution",
    );
    expect(
        ENGINEERING_ALIGNMENT,
        "fallback-first: Meetings end without owner-level decisions
        criteria-checkpoint: Feedback loops reopen previously approved scope
        structured-escalation: Implementation starts with unresolved disagreements
        cadence-integration: Release timelines shift due to alignment gaps
        isolate-48h: Implementation starts before assumptions are closed
        pre-commitment-gate: Scope boundaries shifting during sprint execution",
    );
    expect(
        INNOVATION_ALIGNMENT,
        "structured-escalation: Meetings end without owner-level decisions
        cadence-integration: Feedback loops reopen previously approved scope
        isolate-48h: Implementation starts with unresolved disagreements
        pre-commitment-gate: Release timelines shift due to alignment gaps
        fallback-first: Prototype momentum without practical rollout criteria
        criteria-checkpoint: Unclear transition from pilot to delivery",
    );
}

#[test]
fn plans_carry_the_safeguard_criteria_track_metric_and_signal_of_their_playbook() {
    let plan = |slug: &str, risk: &str| playbook(slug).risk(risk).unwrap().plan.clone();
    let key = |named: Option<Named>| named.unwrap().key;
    assert_eq!(key(plan(ENGINEERING_LAUNCH, "late-edge-scenarios").safeguard), "decision-log");
    assert_eq!(key(plan(INNOVATION_ALIGNMENT, "pilot-momentum").safeguard), "launch-checkpoints");
    assert_eq!(key(plan(ENGINEERING_LAUNCH, "unmeasured-gates").track), "escalation-ownership");
    assert_eq!(key(plan(ENGINEERING_ALIGNMENT, "reopened-scope").track), "approval-criteria");
    assert_eq!(key(plan(INNOVATION_ALIGNMENT, "unclear-transition").track), "scope-handoff");
    assert_eq!(key(plan(ENGINEERING_ALIGNMENT, "open-disagreements").metric), "delivery-confidence");
    assert_eq!(key(plan(INNOVATION_ALIGNMENT, "open-disagreements").metric), "execution-stability");
    for (slug, risk) in [(ENGINEERING_LAUNCH, "moving-scope"), (INNOVATION_ALIGNMENT, "shifting-timelines")] {
        assert_eq!(plan(slug, risk).signal.unwrap().pair, "scope-churn");
    }
    let criteria = plan(INNOVATION_ALIGNMENT, "unclear-transition").criteria.unwrap();
    assert!(criteria.contains("buyer impact"), "{criteria}");
}

/// Expects six metrics, each as its name, its pair, and words of that pair's target signal.
fn expect_metrics(slug: &str, rows: &str) {
    let playbook = playbook(slug);
    assert_eq!((playbook.metrics.len(), rows.lines().count()), (6, 6));
    for (metric, row) in playbook.metrics.iter().zip(rows.lines()) {
        let [name, pair, signal] = row.split(" | ").map(str::trim).collect::<Vec<_>>()[..] else {
            panic!("{row}")
        };
        assert_eq!((metric.name.as_str(), metric.pair.as_str()), (name, pair), "{slug}");
        assert!(metric.target.statement.contains(signal), "{name}: {}", metric.target.statement);
        let pair = playbook.pair(pair).unwrap();
        assert_eq!((&metric.condition, &metric.preserved), (&pair.condition, &pair.outcome), "{name}");
    }
}

#[test]
fn every_metric_is_read_under_its_pair_and_aims_at_the_objectives_signal() {
    expect_metrics(
        ENGINEERING_LAUNCH,
        "Rework Hours After Approval | scope-churn | support and delivery agree
        Handoff Defect Rate | untested-states | after launch matches
        Scope Volatility Per Sprint | shifting-promotions | release reviews close
        On-time Delivery Confidence | handoff-friction | exception handling
        Decision Closure Rate | scope-churn | support and delivery agree
        Exception-state Completion Quality | untested-states | after launch matches",
    );
    expect_metrics(
        ENGINEERING_ALIGNMENT,
        "Rework Hours After Approval | scope-churn | handoff packages
        Handoff Defect Rate | untested-states | earlier in planning
        Scope Volatility Per Sprint | shifting-promotions | approvals take less time
        On-time Delivery Confidence | handoff-friction | clear decision owners
        Decision Closure Rate | scope-churn | handoff packages
        Exception-state Completion Quality | untested-states | earlier in planning",
    );
    expect_metrics(
        INNOVATION_ALIGNMENT,
        "Pilot Decision Velocity | shifting-promotions | approvals take less time
        Validated Hypothesis Ratio | handoff-friction | clear decision owners
        Transition Readiness Scores | scope-churn | handoff packages
        Post-pilot Execution Stability | untested-states | earlier in planning
        Decision Closure Rate | shifting-promotions | approvals take less time
        Exception-state Completion Quality | handoff-friction | clear decision owners",
    );
}

#[test]
fn the_clock_escalates_decisions_only_where_engineering_seeks_alignment() {
    for playbook in shipped() {
        let decisions_too = playbook.escalation.includes == [Escalates::Blocker, Escalates::Decision];
        assert_eq!(decisions_too, playbook.slug == ENGINEERING_ALIGNMENT, "{}", playbook.slug);
        assert!(playbook.escalation.includes.contains(&Escalates::Blocker));
        assert_eq!(playbook.escalation.after_cycles.get(), 1);
    }
}

#[test]
fn the_charter_takes_each_choice_from_the_right_list() {
    let expect = |slug: &str, outcomes: &str, pressures: &str, rest: &str| {
        let charter = playbook(slug).charter;
        let keys = |named: [&Named; 3]| named.map(|named| named.key.as_str()).join(" ");
        let kept = [&charter.protected_outcome, &charter.messaging_outcome, &charter.closing_outcome];
        assert_eq!(keys(kept), outcomes, "{slug}");
        assert_eq!(
            keys([&charter.tested_first, &charter.drill_scenario, &charter.pressure]),
            pressures,
            "{slug}"
        );
        assert_eq!(keys([&charter.safeguard, &charter.warning_sign, &charter.midpoint_risk]), rest, "{slug}");
        assert_eq!(charter.weekly_target.pair, charter.drill_scenario.key, "{slug}");
    };
    let (churn, states) = ("scope-churn", "untested-states");
    let (promotions, friction) = ("shifting-promotions", "handoff-friction");
    for (slug, rest) in [
        (ENGINEERING_LAUNCH, "launch-checkpoints unmeasured-gates support-spike"),
        (ENGINEERING_ALIGNMENT, "launch-checkpoints reopened-scope shifting-timelines"),
    ] {
        expect(slug, &format!("{states} {friction} {churn}"), &format!("{churn} {friction} {states}"), rest);
    }
    for (slug, rest) in [
        (INNOVATION_ALIGNMENT, "decision-log shifting-timelines reopened-scope"),
        (INNOVATION_LAUNCH, "decision-log support-spike unmeasured-gates"),
    ] {
        expect(
            slug,
            &format!("{friction} {states} {promotions}"),
            &format!("{promotions} {states} {friction}"),
            rest,
        );
    }
}

#[test]
fn the_two_market_signals_swap_places_between_the_roles() {
    for playbook in shipped() {
        let charter = &playbook.charter;
        let signals = [charter.market_signal.key.as_str(), charter.states_signal.key.as_str()];
        let mut expected = ["conversion-swings", "buyer-confidence"];
        if playbook.role.key == "innovation-teams" {
            expected.reverse();
        }
        assert_eq!(signals, expected, "{}", playbook.slug);
    }
}

#[test]
fn every_playbook_treats_its_six_risks_in_six_ways() {
    for playbook in shipped() {
        let mut ways: Vec<_> = playbook.risks.iter().map(|risk| risk.mitigation).collect();
        ways.sort();
        assert_eq!(ways, Mitigation::ALL, "{}", playbook.slug);
    }
}

#[test]
fn steps_carry_their_titles_and_the_rails_short_names() {
    let shorts = |slug: &str| playbook(slug).steps.into_iter().map(|step| step.short).collect::<Vec<_>>();
    let launch = ["Scope", "Risk", "Ownership", "Evidence", "Build scope", "Post-release"];
    let alignment = ["Criteria", "Dependencies", "Owners", "Evidence", "Package", "Review"];
    assert_eq!(shorts(ENGINEERING_LAUNCH), launch);
    assert_eq!(shorts(INNOVATION_LAUNCH), launch);
    assert_eq!(shorts(ENGINEERING_ALIGNMENT), alignment);
    assert_eq!(shorts(INNOVATION_ALIGNMENT), alignment);
    assert_eq!(playbook(ENGINEERING_LAUNCH).steps[2].title, "Lock decision ownership");
    assert_eq!(playbook(INNOVATION_ALIGNMENT).steps[5].title, "Schedule post-launch review");
}

#[test]
fn exactly_the_unpassable_rules_are_hard() {
    let severity = playbook(ENGINEERING_LAUNCH).severity;
    let hard: Vec<_> = severity.iter().filter(|(_, one)| **one == Severity::Hard).map(|(id, _)| id).collect();
    let unpassable = [
        "blocker-accountable",
        "build-scope-entry",
        "decision-accountable",
        "drill-gaps",
        "drill-held",
        "evidence-demonstrable",
        "evidence-held",
        "launch-criteria",
    ];
    assert_eq!(hard, unpassable);
}

#[test]
fn the_kinds_of_review_are_those_that_a_copy_without_any_has() {
    let usual = crate::domain::review::usual();
    for playbook in shipped() {
        assert_eq!(playbook.reviews.len(), usual.len());
        for (kind, usual) in playbook.reviews.iter().zip(usual) {
            assert_eq!((&kind.key, &kind.name, kind.entry), (&usual.key, &usual.name, usual.entry));
            assert_eq!((&kind.meets, kind.keys(true)), (&usual.meets, usual.keys(true)), "{}", kind.key);
            assert!(kind.steps.len() <= 16, "a form has room for sixteen");
            let sets = |kind: &crate::domain::review::ReviewKind| {
                kind.steps.iter().filter_map(|step| step.sets.clone()).collect::<Vec<_>>()
            };
            assert_eq!(sets(kind), sets(usual), "{}", kind.key);
        }
        let completes = playbook.items.iter().flat_map(|item| &item.reviews);
        assert_eq!(
            completes.count(),
            10,
            "kick-off, messaging, evidence, weekly, monthly, midpoint, drill, …"
        );
    }
}
