//! A refusal says what is missing and how to mend it, and its exit code says what sort of refusal it is.
#![expect(clippy::too_many_lines, reason = "a snapshot is as long as what it shows")]

use crate::cli_harness::Bench;
use insta::assert_snapshot;

#[test]
fn without_a_board_it_says_how_to_start_one() {
    let bench = Bench::bare();
    for line in ["", "status", "blocker ls", "undo"] {
        let ran = bench.types(line);
        assert_eq!((ran.exit, ran.out.as_str()), (4, ""), "{line}");
        assert!(ran.err.contains("gonogo cycle new --help"), "{}", ran.err);
        assert!(!bench.db().exists(), "{line}: looking makes nothing");
    }
}

#[test]
fn a_rule_that_refuses_teaches() {
    let bench = Bench::new();
    assert_snapshot!(bench.refuses("blocker add x --due fri"), @r#"
    exit 1
    gonogo: a blocker needs a fallback
      type what you do instead, such as: ship without wallet (--fallback TEXT)
    "#);
    assert_snapshot!(bench.refuses("risk add \"carrier strikes\" --impact 4"), @r"
    exit 1
    gonogo: a risk needs a chance
      How likely is it, 1 to 5? (--chance TEXT)
    ");
    assert_snapshot!(bench.refuses("decision add \"Ship?\" --due \"next fri\""), @r"
    exit 2
    gonogo: `next fri` is ambiguous; type fri (6 Mar) or fri+1w (13 Mar)
      for example: fri, fri 5pm, +3d, 48h, 24 mar, review, launch-7d
    ");
    assert_snapshot!(bench.refuses("decision add \"Ship?\" --owner zoe"), @r#"
    exit 4
    gonogo: nobody here is called `zoe`
      known: maya, jo, ana; add somebody: gonogo person add "zoe"
    "#);
    assert_snapshot!(bench.refuses("check done P-7"), @r"
    exit 1
    gonogo: P-7: this item needs proof before it is ticked
      type a link or a line that shows it (--note TEXT)
    ");
    assert_snapshot!(bench.refuses("undo"), @r"
    exit 1
    gonogo: there is nothing of yours to undo
      see what was done, and by whom: gonogo log
    ");
    bench.does("decision add \"Ship?\"");
    assert_snapshot!(bench.refuses("decision approve D-1 --by jo --filter yes"), @r"
    exit 1
    gonogo: D-1: 3 things are missing: the approval is not documented; it has no acceptance criterion; nothing shows that it holds, so it stays open; D-2 asks maya by Mon 9 Mar 10:00
      give them all at once (--why TEXT --accept TEXT --evidence TEXT --evidence-kind test)
    ");
    assert_snapshot!(bench.refuses("decision drop D-1"), @r"
    exit 1
    gonogo: say why it goes
      type one line (--why TEXT)
    ");
    assert_snapshot!(bench.refuses("decision edit D-1"), @r"
    exit 1
    gonogo: D-1: there is nothing to change
      give at least one of --title, --owner, --due, --impact, --cost, --step, --options, --choice, --rationale, --proof, --protects, --effect, --filter, --filter-note, --request, --trade, --validation, --constraints, --behaviour, --edge-cases, --target, --measured, --waits-for, --target-metric, --target-value, --target-on
    ");
    assert_snapshot!(bench.refuses("decision ls --sort colour"), @r"
    exit 2
    gonogo: a decision has no field `colour` to sort by
      its fields: id, score, waiting, cycle, title, owner, due, state, impact, cost, step, options, choice, rationale, approved_by, proof, protects, effect, filter, filter_note, why, decided_at, opened, kind, about, change, request, trade, validation, constraints, behaviour, edge_cases, target, measured, handed_to, handed_at, returned_at, entered_at, left_at, escalated_at, escalated_to, recorded_at, recorded_by, first_due, out_by, out_at, waits_for, target_metric, target_value, target_on
    ");
    assert_snapshot!(bench.refuses("blocker show D-1"), @r"
    exit 1
    gonogo: D-1 is a decision, not a blocker
      blocker ids look like B-3
    ");
    assert_snapshot!(bench.refuses("--cycle other status"), @r#"
    exit 4
    gonogo: `other` names no single cycle
      there are: CY-1 "Checkout"
    "#);
    assert_snapshot!(bench.refuses("metric read M-1 4 --on \"12 nov\""), @r"
    exit 1
    gonogo: nothing can have been read on Thu 12 Nov 2026, 09:00 CET
      a day that has been is yesterday, last fri, 3 days ago or 2026-03-05
    ");
    assert_snapshot!(bench.refuses("--now soon status"), @r"
    exit 2
    gonogo: `soon` is not an instant; write 2026-03-05T10:00:00Z, or 2026-03-05 for 09:00 in the cycle's zone
      it was given with --now or $GONOGO_NOW
    ");
}

#[test]
fn what_is_not_there_exits_with_four() {
    let bench = Bench::new();
    assert_snapshot!(bench.refuses("decision show D-9"), @r"
    exit 4
    gonogo: there is no D-9 in this cycle
      see what is there: gonogo decision ls --all
    ");
    assert_snapshot!(bench.refuses("decision note 9 x"), @r"
    exit 4
    gonogo: there is no D-9 in this cycle
      see what is there: gonogo decision ls --all
    ");
    assert_snapshot!(bench.refuses("import nowhere.csv"), @r"
    exit 4
    gonogo: nowhere.csv: No such file or directory (os error 2)
    ");
}

#[test]
fn undoing_what_a_colleague_changed_since_is_a_conflict_that_names_them() {
    let bench = Bench::new();
    bench.does("decision add \"Ship?\"");
    bench.does("--as jo decision due D-1 +2w");
    assert_snapshot!(bench.refuses("undo"), @r"
    exit 3
    gonogo: D-1 was changed by jo meanwhile (first_due)
      look at it and decide again: gonogo log D-1
    ");
}

#[test]
fn what_is_typed_wrong_exits_with_two() {
    let bench = Bench::new();
    for line in ["frobnicate", "blocker", "decision show x", "risk score R-1 9 1", "--color pink status"] {
        assert_eq!(bench.types(line).exit, 2, "{line}");
    }
}

#[test]
fn what_is_named_and_not_there_is_not_found_and_what_cannot_be_read_is_usage() {
    let bench = Bench::new();
    bench.does("decision add \"Ship?\"");
    for line in [
        "--as nobody verdict",
        "--as nobody status",
        "decision ls --owner nobody",
        "decision assign D-1 nobody",
        "--cycle nothing verdict",
        "cycle use nothing",
        "playbook show nothing",
        "m nothing 4",
        "mine --as nobody",
    ] {
        assert_eq!(bench.types(line).exit, 4, "{line}");
    }
    for line in [
        "decision due D-1 \"31 feb\"",
        "decision add x --impact 9",
        "risk edit R-1 --mitigation nothing",
        "decision ls --sort nothing",
        "decision edit D-1 --waits-for nothing",
    ] {
        assert_eq!(bench.types(line).exit, 2, "{line}");
    }
}

#[test]
fn text_may_begin_with_a_dash_and_needs_no_quotes_at_the_end_of_a_command() {
    let bench = Bench::new();
    bench.does("blocker add \"-20% conversion\" --fallback \"- ship cards only\"");
    bench.does("b 1 waiting on cert");
    bench.does("b 1 \"-20% since friday\" --as jo");
    bench.does("--as jo b B-1 --json still waiting");
    bench.does("blocker note 1 \"-- nothing new\"");
    bench.does("blocker add printer is stuck fallback: print by hand");
    let shown = bench.does("blocker show B-1");
    for said in [
        "-20% conversion",
        "- ship cards only",
        "waiting on cert",
        "jo: -20% since friday",
        "jo: still waiting",
        "-- nothing new",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let shown = bench.does("blocker show B-2");
    assert!(shown.contains("printer is stuck") && shown.contains("print by hand"), "{shown}");
    for line in [
        "b 1 --txt",
        "blocker note 1 --notes x",
        "decision edit 1 --title --owner",
        "blocker resolve 1 --how --json",
    ] {
        let ran = bench.types(line);
        assert_eq!(ran.exit, 2, "{line}: {ran:?}");
        assert!(ran.err.contains("is a flag"), "{line}: {ran:?}");
    }
}

#[test]
fn a_file_that_is_no_board_is_left_alone() {
    let bench = Bench::bare();
    std::fs::write(bench.db(), "a letter to the landlord").unwrap();
    let refused = bench.refuses("decision add \"Ship?\"");
    assert!(refused.starts_with("exit 1\n") && refused.contains("is not a gonogo board"), "{refused}");
    assert_eq!(std::fs::read_to_string(bench.db()).unwrap(), "a letter to the landlord");
}

#[test]
fn a_cycle_that_is_refused_leaves_no_board_behind() {
    let bench = Bench::bare();
    let refused = bench.refuses(
        "cycle new --simulation --playbook engineering-managers-launch-readiness --name X --start 2026-03-24 --launch 2026-03-02 --sign-off me --narrative me --escalation me",
    );
    assert!(refused.contains("must lie after the start"), "{refused}");
    assert!(!bench.db().exists());
    let refused =
        bench.refuses("cycle new --playbook nope --name X --start today --launch +2w --sign-off me --narrative me --escalation me");
    assert!(refused.starts_with("exit 4\ngonogo: there is no playbook `nope`\n  there are: "), "{refused}");
    assert!(refused.contains("innovation-teams-launch-readiness"), "{refused}");
}

#[test]
fn a_faulty_playbook_is_named_with_its_line() {
    let bench = Bench::bare();
    std::fs::create_dir_all(bench.path("mine/playbooks")).unwrap();
    std::fs::write(bench.path("mine/playbooks/ours.toml"), "# ours\nindustry = ").unwrap();
    let ran = bench.types("playbook check mine");
    assert_eq!(ran.exit, 10);
    assert!(ran.out.contains("mine/playbooks/ours.toml:2:"), "{}", ran.out);
    assert_eq!(bench.types("playbook check").exit, 0);
}
