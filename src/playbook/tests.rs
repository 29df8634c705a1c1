//! Holds the shipped playbooks to the facts they stand for, and breaks their files in every way that must be told.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::domain::mitigation::Mitigation::{self, *};

const ENGINEERING_LAUNCH: &str = "engineering-managers-launch-readiness";
const ENGINEERING_ALIGNMENT: &str = "engineering-managers-stakeholder-alignment";
const INNOVATION_ALIGNMENT: &str = "innovation-teams-stakeholder-alignment";
const INNOVATION_LAUNCH: &str = "innovation-teams-launch-readiness";

const METHOD: &str = "methods/launch-cycle.toml";
const ROLE: &str = "roles/engineering-managers.toml";
const OBJECTIVE: &str = "objectives/launch-readiness.toml";
const VARIANT: &str = "playbooks/engineering-managers-launch-readiness.toml";

fn playbook(slug: &str) -> Playbook {
    find(slug, None).unwrap()
}

/// Writes every shipped file into a folder, one of them changed.
fn team_folder(path: &str, change: impl Fn(&str) -> String) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in embedded::FILES {
        let target = dir.path().join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let changed = if *name == path {
            change(text)
        } else {
            (*text).to_owned()
        };
        assert!(
            *name != path || changed != *text,
            "the change must change something"
        );
        fs::write(target, changed).unwrap();
    }
    dir
}

/// Returns the faults of a changed collection, those of the changed file only.
fn faults_of(path: &str, change: impl Fn(&str) -> String) -> Vec<Fault> {
    let dir = team_folder(path, change);
    let faults = load_dir(dir.path()).unwrap_err();
    assert!(
        faults.iter().all(|fault| fault.file.ends_with(path)),
        "{faults:?}"
    );
    assert!(
        check_dir(Some(dir.path()))
            .iter()
            .any(|checked| checked.result.is_err())
    );
    faults
}

/// Asserts that a change yields exactly one fault, saying this, at the line holding that.
fn breaks(path: &str, change: impl Fn(&str) -> String + Copy, saying: &str, at: &str) {
    let faults = faults_of(path, change);
    let [fault] = faults.as_slice() else {
        panic!("one fault expected: {faults:?}")
    };
    assert!(fault.missing.contains(saying), "{fault}");
    let original = embedded::FILES.iter().find(|(name, _)| *name == path).unwrap().1;
    let line = change(original)
        .lines()
        .nth(fault.line.unwrap() - 1)
        .unwrap_or_default()
        .to_owned();
    assert!(line.contains(at), "{fault} points at `{line}`");
}

/// Takes out the block that starts with `header` and contains `with`, up to the next header.
fn without_block(text: &str, header: &str, with: &str) -> String {
    let at = text.find(with).unwrap();
    let start = text[..at].rfind(header).unwrap();
    let end = text[at..].find(header).map_or(text.len(), |end| at + end);
    format!("{}{}", &text[..start], &text[end..])
}

#[test]
fn every_shipped_playbook_composes_and_has_the_full_count() {
    let slugs: Vec<_> = shipped().into_iter().map(|playbook| playbook.slug).collect();
    assert_eq!(
        slugs,
        [
            ENGINEERING_LAUNCH,
            ENGINEERING_ALIGNMENT,
            INNOVATION_ALIGNMENT,
            INNOVATION_LAUNCH
        ]
    );
    for checked in check_dir(None) {
        let counts = checked.result.unwrap().to_string();
        assert_eq!(
            counts,
            "6 steps 16 items 6 metrics 5 patterns/15 practices 6 risks 3 features"
        );
    }
    assert_eq!(check_dir(None).len(), 4);
}

#[test]
fn only_the_fourth_combination_is_derived() {
    let derived: Vec<_> = shipped()
        .into_iter()
        .filter(|one| one.derived)
        .map(|one| one.slug)
        .collect();
    assert_eq!(derived, [INNOVATION_LAUNCH]);
}

#[test]
fn a_playbook_survives_being_stored_with_its_cycle() {
    for playbook in shipped() {
        let stored = serde_json::to_string(&playbook).unwrap();
        assert_eq!(serde_json::from_str::<Playbook>(&stored).unwrap(), playbook);
    }
}

#[test]
fn no_composed_text_keeps_a_slot_or_ends_a_sentence_twice() {
    for playbook in shipped() {
        let stored = serde_json::to_string(&playbook.items).unwrap()
            + &serde_json::to_string(&playbook.patterns).unwrap()
            + &playbook
                .steps
                .iter()
                .map(|step| step.guidance.as_str())
                .collect::<String>();
        for broken in ["..", "?.", " .", " ,", "  ", "{feature", "{metric", "{safeguard"] {
            assert!(!stored.contains(broken), "{} has `{broken}`", playbook.slug);
        }
    }
}

#[test]
fn each_role_reads_its_own_headline_impact_and_closing_metric() {
    let metrics = |slug: &str| {
        let charter = playbook(slug).charter;
        [
            charter.headline_metric,
            charter.impact_metric,
            charter.closing_metric,
            charter.closure_metric,
        ]
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
    let treated = |slug: &str| -> Vec<(String, Mitigation)> {
        playbook(slug)
            .risks
            .into_iter()
            .map(|risk| (risk.name, risk.mitigation))
            .collect()
    };
    let expect = |slug: &str, rows: [(&str, Mitigation); 6]| {
        assert_eq!(
            treated(slug),
            rows.map(|(name, mitigation)| (name.to_owned(), mitigation)),
            "{slug}"
        );
    };
    expect(
        ENGINEERING_LAUNCH,
        [
            (
                "Edge scenarios are discovered after release deployment",
                FallbackFirst,
            ),
            (
                "Readiness gates lack measurable acceptance signals",
                CriteriaCheckpoint,
            ),
            (
                "Owner responsibilities remain ambiguous at handoff",
                StructuredEscalation,
            ),
            (
                "Support burden spikes immediately after launch",
                CadenceIntegration,
            ),
            (
                "Implementation starts before assumptions are closed",
                IsolateWithin48h,
            ),
            (
                "Scope boundaries shifting during sprint execution",
                PreCommitmentGate,
            ),
        ],
    );
    expect(
        ENGINEERING_ALIGNMENT,
        [
            ("Meetings end without owner-level decisions", FallbackFirst),
            (
                "Feedback loops reopen previously approved scope",
                CriteriaCheckpoint,
            ),
            (
                "Implementation starts with unresolved disagreements",
                StructuredEscalation,
            ),
            (
                "Release timelines shift due to alignment gaps",
                CadenceIntegration,
            ),
            (
                "Implementation starts before assumptions are closed",
                IsolateWithin48h,
            ),
            (
                "Scope boundaries shifting during sprint execution",
                PreCommitmentGate,
            ),
        ],
    );
    expect(
        INNOVATION_ALIGNMENT,
        [
            ("Meetings end without owner-level decisions", StructuredEscalation),
            (
                "Feedback loops reopen previously approved scope",
                CadenceIntegration,
            ),
            (
                "Implementation starts with unresolved disagreements",
                IsolateWithin48h,
            ),
            ("Release timelines shift due to alignment gaps", PreCommitmentGate),
            (
                "Prototype momentum without practical rollout criteria",
                FallbackFirst,
            ),
            ("Unclear transition from pilot to delivery", CriteriaCheckpoint),
        ],
    );
}

#[test]
fn plans_carry_the_safeguard_criteria_track_metric_and_signal_of_their_playbook() {
    let plan = |slug: &str, risk: &str| playbook(slug).risk(risk).unwrap().plan.clone();
    let key = |named: Option<Named>| named.unwrap().key;
    assert_eq!(
        key(plan(ENGINEERING_LAUNCH, "late-edge-scenarios").safeguard),
        "decision-log"
    );
    assert_eq!(
        key(plan(INNOVATION_ALIGNMENT, "pilot-momentum").safeguard),
        "launch-checkpoints"
    );
    assert_eq!(
        key(plan(ENGINEERING_LAUNCH, "unmeasured-gates").track),
        "escalation-ownership"
    );
    assert_eq!(
        key(plan(ENGINEERING_ALIGNMENT, "reopened-scope").track),
        "approval-criteria"
    );
    assert_eq!(
        key(plan(INNOVATION_ALIGNMENT, "unclear-transition").track),
        "scope-handoff"
    );
    assert_eq!(
        key(plan(ENGINEERING_ALIGNMENT, "open-disagreements").metric),
        "delivery-confidence"
    );
    assert_eq!(
        key(plan(INNOVATION_ALIGNMENT, "open-disagreements").metric),
        "execution-stability"
    );
    for (slug, risk) in [
        (ENGINEERING_LAUNCH, "moving-scope"),
        (INNOVATION_ALIGNMENT, "shifting-timelines"),
    ] {
        assert_eq!(plan(slug, risk).signal.unwrap().pair, "scope-churn");
    }
    let criteria = plan(INNOVATION_ALIGNMENT, "unclear-transition").criteria.unwrap();
    assert!(criteria.contains("buyer impact"), "{criteria}");
}

/// Names the six metrics of a role, the pair of each, and a word of that pair's target signal.
fn expect_metrics(slug: &str, rows: [(&str, &str, &str); 6]) {
    let playbook = playbook(slug);
    assert_eq!(playbook.metrics.len(), 6);
    for (metric, (name, pair, signal)) in playbook.metrics.iter().zip(rows) {
        assert_eq!(
            (metric.name.as_str(), metric.pair.as_str()),
            (name, pair),
            "{slug}"
        );
        assert!(
            metric.target.statement.contains(signal),
            "{name}: {}",
            metric.target.statement
        );
        let pair = playbook.pair(pair).unwrap();
        assert_eq!(
            (&metric.condition, &metric.preserved),
            (&pair.condition, &pair.outcome),
            "{name}"
        );
    }
}

#[test]
fn every_metric_is_read_under_its_pair_and_aims_at_the_objectives_signal() {
    expect_metrics(
        ENGINEERING_LAUNCH,
        [
            (
                "Rework Hours After Approval",
                "scope-churn",
                "support and delivery agree",
            ),
            ("Handoff Defect Rate", "untested-states", "after launch matches"),
            (
                "Scope Volatility Per Sprint",
                "shifting-promotions",
                "release reviews close",
            ),
            (
                "On-time Delivery Confidence",
                "handoff-friction",
                "exception handling",
            ),
            (
                "Decision Closure Rate",
                "scope-churn",
                "support and delivery agree",
            ),
            (
                "Exception-state Completion Quality",
                "untested-states",
                "after launch matches",
            ),
        ],
    );
    expect_metrics(
        ENGINEERING_ALIGNMENT,
        [
            ("Rework Hours After Approval", "scope-churn", "handoff packages"),
            ("Handoff Defect Rate", "untested-states", "earlier in planning"),
            (
                "Scope Volatility Per Sprint",
                "shifting-promotions",
                "approvals take less time",
            ),
            (
                "On-time Delivery Confidence",
                "handoff-friction",
                "clear decision owners",
            ),
            ("Decision Closure Rate", "scope-churn", "handoff packages"),
            (
                "Exception-state Completion Quality",
                "untested-states",
                "earlier in planning",
            ),
        ],
    );
    expect_metrics(
        INNOVATION_ALIGNMENT,
        [
            (
                "Pilot Decision Velocity",
                "shifting-promotions",
                "approvals take less time",
            ),
            (
                "Validated Hypothesis Ratio",
                "handoff-friction",
                "clear decision owners",
            ),
            ("Transition Readiness Scores", "scope-churn", "handoff packages"),
            (
                "Post-pilot Execution Stability",
                "untested-states",
                "earlier in planning",
            ),
            (
                "Decision Closure Rate",
                "shifting-promotions",
                "approvals take less time",
            ),
            (
                "Exception-state Completion Quality",
                "handoff-friction",
                "clear decision owners",
            ),
        ],
    );
}

#[test]
fn the_clock_escalates_decisions_only_where_engineering_seeks_alignment() {
    for playbook in shipped() {
        let decisions_too = playbook.escalation.includes == [Escalates::Blocker, Escalates::Decision];
        assert_eq!(
            decisions_too,
            playbook.slug == ENGINEERING_ALIGNMENT,
            "{}",
            playbook.slug
        );
        assert!(playbook.escalation.includes.contains(&Escalates::Blocker));
        assert_eq!(playbook.escalation.after_cycles, 1);
    }
}

#[test]
fn the_charter_takes_each_choice_from_the_right_list() {
    let chosen = |slug: &str| {
        let charter = playbook(slug).charter;
        [
            charter.protected_outcome.key,
            charter.messaging_outcome.key,
            charter.closing_outcome.key,
            charter.tested_first.key,
            charter.drill_scenario.key,
            charter.weekly_target.pair,
            charter.safeguard.key,
            charter.warning_sign.key,
            charter.midpoint_risk.key,
        ]
    };
    assert_eq!(
        chosen(ENGINEERING_LAUNCH),
        [
            "untested-states",
            "handoff-friction",
            "scope-churn",
            "scope-churn",
            "handoff-friction",
            "handoff-friction",
            "launch-checkpoints",
            "unmeasured-gates",
            "support-spike",
        ]
    );
    let alignment = chosen(ENGINEERING_ALIGNMENT);
    assert_eq!(
        [&alignment[7], &alignment[8]],
        ["reopened-scope", "shifting-timelines"]
    );
    assert_eq!(
        chosen(INNOVATION_ALIGNMENT),
        [
            "handoff-friction",
            "untested-states",
            "shifting-promotions",
            "shifting-promotions",
            "untested-states",
            "untested-states",
            "decision-log",
            "shifting-timelines",
            "reopened-scope",
        ]
    );
}

#[test]
fn steps_carry_their_titles_and_the_rails_short_names() {
    let shorts = |slug: &str| {
        playbook(slug)
            .steps
            .into_iter()
            .map(|step| step.short)
            .collect::<Vec<_>>()
    };
    let launch = [
        "Scope",
        "Risk",
        "Ownership",
        "Evidence",
        "Build scope",
        "Post-release",
    ];
    let alignment = [
        "Criteria",
        "Dependencies",
        "Owners",
        "Evidence",
        "Package",
        "Review",
    ];
    assert_eq!(shorts(ENGINEERING_LAUNCH), launch);
    assert_eq!(shorts(INNOVATION_LAUNCH), launch);
    assert_eq!(shorts(ENGINEERING_ALIGNMENT), alignment);
    assert_eq!(shorts(INNOVATION_ALIGNMENT), alignment);
    assert_eq!(
        playbook(ENGINEERING_LAUNCH).steps[2].title,
        "Lock decision ownership"
    );
    assert_eq!(
        playbook(INNOVATION_ALIGNMENT).steps[5].title,
        "Schedule post-launch review"
    );
}

#[test]
fn exactly_the_unpassable_rules_are_hard() {
    let severity = playbook(ENGINEERING_LAUNCH).severity;
    let hard: Vec<_> = severity
        .iter()
        .filter(|(_, one)| **one == Severity::Hard)
        .map(|(id, _)| id)
        .collect();
    let unpassable = [
        "blocker-accountable",
        "build-scope-entry",
        "decision-accountable",
        "drill-gaps",
        "evidence-demonstrable",
        "launch-criteria",
    ];
    assert_eq!(hard, unpassable);
}

#[test]
fn an_unknown_playbook_is_refused_with_the_known_ones() {
    let refused = find("founders-launch-readiness", None).unwrap_err().to_string();
    assert!(
        refused.contains("`founders-launch-readiness`") && refused.contains(INNOVATION_LAUNCH),
        "{refused}"
    );
}

#[test]
fn a_teams_folder_may_use_shipped_axes_and_soften_a_rule() {
    let dir = tempfile::tempdir().unwrap();
    let text = embedded::FILES
        .iter()
        .find(|(name, _)| *name == VARIANT)
        .unwrap()
        .1;
    fs::create_dir(dir.path().join("playbooks")).unwrap();
    fs::write(
        dir.path().join("playbooks/spring.toml"),
        format!("{text}\n[severity]\ndrill-gaps = \"condition\"\n"),
    )
    .unwrap();
    let spring = find("spring", Some(dir.path())).unwrap();
    assert_eq!(spring.severity["drill-gaps"], Severity::Condition);
    assert_eq!(spring.metrics, playbook(ENGINEERING_LAUNCH).metrics);
    assert_eq!(load_dir(dir.path()).unwrap(), [spring]);
    assert!(find(INNOVATION_ALIGNMENT, Some(dir.path())).is_ok());
}

#[test]
fn an_empty_folder_says_what_it_should_hold() {
    let dir = tempfile::tempdir().unwrap();
    let faults = load_dir(dir.path()).unwrap_err();
    assert!(
        faults[0].to_string().contains("holds no playbook"),
        "{}",
        faults[0]
    );
    assert!(check_dir(Some(dir.path()))[0].result.is_err());
    assert!(load_dir(Path::new("/nowhere/at/all")).is_err());
}

#[test]
fn an_axis_nobody_uses_is_still_read() {
    let dir = team_folder(VARIANT, |text| {
        text.replace("after_cycles = 1", "after_cycles = 2")
    });
    fs::write(dir.path().join("roles/founders.toml"), "name = \"founders\"\n").unwrap();
    let broken: Vec<_> = check_dir(Some(dir.path()))
        .into_iter()
        .filter(|one| one.result.is_err())
        .collect();
    assert_eq!(broken.len(), 1);
    assert!(broken[0].name.ends_with("roles/founders.toml"), "{broken:?}");
}

#[test]
fn a_deleted_item_is_named_beside_the_one_before_it() {
    let change = |text: &str| without_block(text, "[[item]]", "key = \"P7\"");
    breaks(METHOD, change, "item P7 is missing", "\"P6\"");
    let change = |text: &str| without_block(text, "[[item]]", "key = \"P1\"");
    breaks(METHOD, change, "item P1 is missing", "\"P2\"");
}

#[test]
fn an_item_too_many_or_given_twice_is_named() {
    breaks(METHOD, |text| text.replace("\"P16\"", "\"P15\""), "", "P1");
}

#[test]
fn broken_toml_is_named_where_it_breaks() {
    breaks(
        ROLE,
        |text| text.replace("ritual = \"making", "ritual = making"),
        "",
        "ritual = making",
    );
}

#[test]
fn an_unknown_key_is_named_where_it_stands() {
    breaks(
        OBJECTIVE,
        |text| text.replace("window =", "windw ="),
        "windw",
        "windw",
    );
}

#[test]
fn a_missing_key_is_named() {
    let change = |text: &str| {
        text.replace("guard = \"agreeing", "# guard = \"agreeing")
            .replace("scope_# ", "# ")
    };
    breaks(ROLE, change, "scope_guard", "");
    breaks(
        METHOD,
        |text| text.replacen("phase = \"midpoint\"\n", "", 1),
        "phase",
        "[[item]]",
    );
}

#[test]
fn a_bad_date_rule_is_named_where_it_stands() {
    let change = |text: &str| text.replace("\"launch-5d\"", "\"launch-5w\"");
    breaks(METHOD, change, "`launch-5w` is not a date rule", "launch-5w");
}

#[test]
fn an_unknown_mitigation_is_named_where_it_stands() {
    let change = |text: &str| text.replace("\"isolate-48h\"", "\"isolate-24h\"");
    breaks(VARIANT, change, "isolate-24h", "isolate-24h");
}

#[test]
fn a_slot_nobody_fills_is_named_where_it_stands() {
    breaks(
        OBJECTIVE,
        |text| text.replace("{tested_target}", "{tested_aim}"),
        "`{tested_aim}`",
        "guidance",
    );
    let change = |text: &str| text.replacen("{safeguard.launch-criteria}", "{safeguard.luck}", 1);
    breaks(VARIANT, change, "`{safeguard.luck}`", "criteria");
}

#[test]
fn a_text_that_fills_others_has_no_slots_of_its_own() {
    let change = |text: &str| text.replace("\"making handoffs", "\"{outcome} by making handoffs");
    breaks(ROLE, change, "`{outcome}`", "ritual");
}

#[test]
fn a_wrong_count_is_named_for_every_list() {
    let step = |text: &str| without_block(text, "[[step]]", "title = \"Audit validation depth\"");
    breaks(
        OBJECTIVE,
        step,
        "6 steps are needed, here are 5",
        "Plan post-release validation",
    );
    let feature = |text: &str| without_block(text, "[[feature]]", "key = \"feedback\"");
    assert!(
        faults_of(OBJECTIVE, feature)
            .iter()
            .any(|fault| fault.missing.contains("3 features"))
    );
    let risk = |text: &str| without_block(text, "[[risk]]", "key = \"early-building\"");
    breaks(VARIANT, risk, "6 risks are needed, here are 5", "moving-scope");
    let metric = |text: &str| without_block(text, "[[shared_metric]]", "key = \"decision-closure\"");
    breaks(
        ROLE,
        metric,
        "6 metrics are needed, here are 5",
        "exception-completion",
    );
    let pattern = |text: &str| without_block(text, "[[pattern]]", "title = \"Validating and building");
    breaks(
        ROLE,
        pattern,
        "5 patterns are needed, here are 4",
        "Refining in the month",
    );
    let practice = |text: &str| {
        text.replace(
            "  \"Give every blocker one accountable reviewer and a date.\",\n",
            "",
        )
    };
    breaks(ROLE, practice, "3 practices, here are 2", "started afresh");
}

#[test]
fn an_id_nothing_computes_is_named_where_it_stands() {
    breaks(
        OBJECTIVE,
        |text| text.replace("\"all-scored\"", "\"some-scored\""),
        "`some-scored`",
        "some-scored",
    );
    breaks(
        ROLE,
        |text| text.replace("formula = \"rework-hours\"", "formula = \"toil\""),
        "`toil`",
        "toil",
    );
    breaks(METHOD, |text| text.replace("drill-gaps =", "drill-gap ="), "", "");
}

#[test]
fn a_key_that_leads_nowhere_is_named_with_the_known_ones() {
    let change = |text: &str| {
        text.replace(
            "drill_scenario = \"handoff-friction\"",
            "drill_scenario = \"rain\"",
        )
    };
    breaks(VARIANT, change, "known: scope-churn", "rain");
    let change = |text: &str| text.replace("role = \"engineering", "role = \"engineer");
    breaks(
        VARIANT,
        change,
        "there is no file roles/engineer-managers.toml",
        "role =",
    );
    let change = |text: &str| text.replacen("pair = \"scope-churn\"", "pair = \"scope-churns\"", 1);
    assert!(
        faults_of(OBJECTIVE, change)
            .iter()
            .any(|fault| fault.missing.contains("`scope-churn`"))
    );
}

#[test]
fn a_plan_states_what_its_mitigation_needs_and_nothing_else() {
    let change = |text: &str| text.replacen("track = \"escalation-ownership\"\n\n[[", "\n[[", 1);
    breaks(
        VARIANT,
        change,
        "criteria-checkpoint needs `track`",
        "unmeasured-gates",
    );
    let change = |text: &str| text.replace("\"isolate-48h\"\n", "\"isolate-48h\"\ncadence = \"daily\"\n");
    breaks(
        VARIANT,
        change,
        "isolate-48h has no use for `cadence`",
        "early-building",
    );
}
