//! What scripts get: one JSON document with stable keys, nothing else.
#![expect(clippy::too_many_lines, reason = "a snapshot is as long as what it shows")]

use crate::cli_harness::Bench;
use insta::assert_snapshot;
use serde_json::Value;
use std::fmt::Write as _;

fn keys(object: &Value) -> String {
    let keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    keys.join(" ")
}

#[test]
fn a_write_says_what_it_did_and_what_it_made() {
    let bench = Bench::new();
    assert_snapshot!(bench.does("--json decision add \"Ship?\" --due fri"), @r#"
    {
      "created": [
        "D-1"
      ],
      "done": "added D-1",
      "read": {
        "due": "Fri 6 Mar 2026, 17:00 CET, in 4 days 7 h",
        "owner": "maya"
      },
      "seq": 3
    }
    "#);
}

#[test]
fn lists_are_arrays_of_objects_with_the_names_of_the_fields() {
    let bench = Bench::new();
    bench.does("decision add \"Ship?\"");
    bench.does("blocker add \"stuck\" --fallback \"none needed\"");
    bench.does("intake add \"something\"");
    bench.does("dependency add \"texts\" --from-function design --to-function delivery --metric M-1");
    let mut shapes = String::new();
    for noun in
        ["decision", "blocker", "risk", "metric", "step", "check", "intake", "dependency", "person", "cycle"]
    {
        let list = bench.types(&format!("{noun} ls --json")).json();
        let _ = writeln!(shapes, "{noun}: {}", keys(&list[0]));
    }
    assert_snapshot!(shapes, @r"
    decision: about approved_by behaviour blocked_by change choice constraints cost cycle decided_at due edge_cases effect entered_at escalated_at escalated_to filter filter_note first_due handed_at handed_to id impact isolated_by kind left_at measured opened options out_at out_by owner proof protects rationale recorded_at recorded_by request returned_at state step target title trade validation waits_on why
    blocker: audience by_constraint cause cycle decision due escalated_at escalated_to fallback fallback_at fallback_by fallback_due function how id impact message opened owner recorded_at resolved_at reviewer state tell_by teller title told_at untold
    risk: appeared_at cadence chance checkpoint_on checkpoint_owner closed_at criteria cycle deadline decision fallback fallback_by how id impact key metric mitigated_at mitigation opened owner plan recorded_at safeguard signal signs state title track warning window_ends window_left
    metric: arrow baseline better condition course cycle decisions formula from how id key lacks max min now observations outcomes owner preserves rigor signal signal_proof signal_state target title unit
    step: cycle done_at done_by due guidance id number override_why owner short state title
    check: cycle done_at done_by due guidance id key needs_proof number owner phase proof state title why
    intake: became becomes cycle id known opened source state title why
    dependency: cycle due forecast from_function how id metric opened owner promised response slips_days state title to_function
    person: active function handle id login name
    cycle: achievable achievable_at achievable_by achievable_why baseline checkpoint_expects checkpoint_on checkpoint_owner committed_at committed_by constraint_named demonstrable demonstrable_at demonstrable_by demonstrable_proof escalation filter from_cycle id launch mandate market_signal name narrative non_negotiable opened outcome playbook post_launch pressure_test protected review_at review_every review_on safeguard_on safeguard_owner self_approval sign_off start state window zone
    ");
}

#[test]
fn one_record_comes_with_everything_that_belongs_to_it() {
    let bench = Bench::new();
    bench.does("decision add \"Ship?\"");
    bench.does("decision criterion D-1 \"40 labels a day\" --non-negotiable");
    bench.does("decision note D-1 \"asked ana\"");
    assert_snapshot!(bench.does("decision show D-1 --json"), @r#"
    {
      "about": null,
      "approved_by": null,
      "behaviour": null,
      "blocked_by": null,
      "change": null,
      "choice": null,
      "constraints": null,
      "cost": null,
      "criteria": [
        {
          "by": null,
          "non_negotiable": true,
          "number": 1,
          "state": "open",
          "text": "40 labels a day"
        }
      ],
      "cycle": "CY-1",
      "decided_at": null,
      "due": "2026-03-09T09:00:00Z",
      "edge_cases": null,
      "effect": null,
      "entered_at": null,
      "escalated_at": null,
      "escalated_to": null,
      "evidence": [],
      "filter": null,
      "filter_note": null,
      "first_due": null,
      "handed_at": null,
      "handed_to": null,
      "history": [
        {
          "at": "2026-03-02T09:00:00Z",
          "by": "maya",
          "changes": [
            {
              "after": {
                "at": "2026-03-02T09:00:00Z",
                "by": "maya",
                "cycle": "CY-1",
                "subject": "D-1",
                "text": "asked ana"
              },
              "before": null,
              "subject": "NO-1"
            }
          ],
          "name": "note",
          "seq": 5,
          "undoes": null,
          "via": "cli"
        },
        {
          "at": "2026-03-02T09:00:00Z",
          "by": "maya",
          "changes": [
            {
              "after": {
                "decision": "D-1",
                "met": null,
                "met_by": null,
                "non_negotiable": true,
                "text": "40 labels a day"
              },
              "before": null,
              "subject": "CR-1"
            }
          ],
          "name": "decision.criterion",
          "seq": 4,
          "undoes": null,
          "via": "cli"
        },
        {
          "at": "2026-03-02T09:00:00Z",
          "by": "maya",
          "changes": [
            {
              "after": {
                "about": null,
                "approved_by": null,
                "behaviour": null,
                "blocked_by": null,
                "change": null,
                "choice": null,
                "constraints": null,
                "cost": null,
                "cycle": "CY-1",
                "decided_at": null,
                "due": "2026-03-09T09:00:00Z",
                "edge_cases": null,
                "effect": null,
                "entered_at": null,
                "escalated_at": null,
                "escalated_to": null,
                "filter": null,
                "filter_note": null,
                "first_due": null,
                "handed_at": null,
                "handed_to": null,
                "impact": null,
                "kind": "choice",
                "left_at": null,
                "measured": null,
                "opened": "2026-03-02T09:00:00Z",
                "options": null,
                "out_at": null,
                "out_by": null,
                "owner": "maya",
                "proof": null,
                "protects": null,
                "rationale": null,
                "recorded_at": null,
                "recorded_by": null,
                "request": null,
                "returned_at": null,
                "state": "open",
                "step": null,
                "target": null,
                "title": "Ship?",
                "trade": null,
                "validation": null,
                "waits_on": null,
                "why": null
              },
              "before": null,
              "subject": "D-1"
            }
          ],
          "name": "decision.add",
          "seq": 3,
          "undoes": null,
          "via": "cli"
        }
      ],
      "id": "D-1",
      "impact": null,
      "isolated_by": null,
      "kind": "choice",
      "left_at": null,
      "measured": null,
      "notes": [
        {
          "at": "2026-03-02T09:00:00Z",
          "by": "maya",
          "text": "asked ana"
        }
      ],
      "opened": "2026-03-02T09:00:00Z",
      "options": null,
      "out_at": null,
      "out_by": null,
      "owner": "maya",
      "proof": null,
      "protects": null,
      "rationale": null,
      "recorded_at": null,
      "recorded_by": null,
      "request": null,
      "returned_at": null,
      "state": "open",
      "step": null,
      "target": null,
      "title": "Ship?",
      "trade": null,
      "validation": null,
      "waits_on": null,
      "why": null
    }
    "#);
    assert_snapshot!(keys(&bench.types("metric show 1 --json").json()), @"arrow baseline better condition course cycle decisions formula from history how id key lacks looks max measured min movement notes now observations outcomes owner preserves readings rigor signal signal_proof signal_state target title unit");
}

#[test]
fn a_refusal_is_one_document_on_standard_error() {
    let bench = Bench::new();
    assert_snapshot!(bench.refuses("--json blocker add x"), @r#"
    exit 1
    {
      "error": {
        "hint": {
          "action": null,
          "command": "--fallback TEXT",
          "text": "type what you do instead, such as: ship without wallet"
        },
        "reason": "a blocker needs a fallback",
        "rule": "blocker.fallback",
        "subject": null
      },
      "schema": "gonogo/1"
    }
    "#);
    assert_snapshot!(bench.refuses("--json decision show D-9"), @r#"
    exit 4
    {
      "error": {
        "hint": {
          "action": null,
          "command": "gonogo decision ls --all",
          "text": "see what is there"
        },
        "reason": "there is no D-9 in this cycle",
        "rule": "not_found",
        "subject": "D-9"
      },
      "schema": "gonogo/1"
    }
    "#);
    assert_snapshot!(bench.refuses("--json decision show x"), @r#"
    exit 2
    {
      "error": {
        "hint": {
          "action": null,
          "command": null,
          "text": "For more information, try '--help'."
        },
        "reason": "invalid value 'x' for '<ID>': `x` is no id: ids look like D-12, B-3, R-7, M-2, S-4, P-7, N-9, L-3, C-1 or G-2",
        "rule": "usage",
        "subject": null
      },
      "schema": "gonogo/1"
    }
    "#);
}

#[test]
fn the_rest_is_json_too() {
    let bench = Bench::new();
    for line in
        ["status", "log", "search scope", "calendar", "doctor", "playbook ls", "playbook check", "cycle show"]
    {
        bench.types(&format!("--json {line}")).json();
    }
    assert_snapshot!(keys(&bench.types("status --json").json()), @"countdown cycle incomplete intake late launch next open_blockers simulation verdict windows");
    assert_snapshot!(keys(&bench.types("log --json").json()[0]), @"at by changes key login name recorded_at seq undoes via");
}

/// The document is worked out only for scripts, so nothing that is decided may be decided in it.
#[test]
fn text_and_json_are_one_answer_with_one_exit_code() {
    let bench = Bench::new();
    bench.does("decision add late --due tomorrow --owner jo");
    bench.does("decision add scope-early --due +2w");
    bench.does("blocker add stuck --fallback none --due tomorrow");
    bench.does("risk add wobble --chance 4 --impact 4");
    bench.does(
        "dependency add api --from-function delivery --to-function support --metric M-1 --promised 10mar",
    );
    bench.does("intake add later");
    for line in [
        "decision ls",
        "blocker ls",
        "risk ls",
        "dependency ls",
        "dependency ls --by function",
        "intake ls",
        "step ls",
        "check ls",
        "metric ls",
        "success ls",
        "launch ls",
        "person ls",
        "cycle ls",
        "review ls",
        "status",
        "verdict",
        "gaps",
        "due",
        "due --exit-code",
        "mine",
        "search scope",
        "scope ls",
        "calendar",
        "stats reviews",
        "decision show D-1",
        "metric show M-1",
        "cycle show",
        "doctor",
        "decision ls --owner zed",
        "decision ls --sort nonsense",
        "decision show D-9",
        "search nothing-like-it",
    ] {
        let line = format!("--now 2026-03-09T09:00:00Z {line}");
        let (text, json) = (bench.types(&line), bench.types(&format!("--json {line}")));
        assert_eq!(text.exit, json.exit, "{line}: {text:?}");
        assert_eq!(text.out.is_empty(), json.out.is_empty(), "{line}");
        let Some(rows) =
            serde_json::from_str::<Value>(&json.out).ok().and_then(|all| all.as_array().cloned())
        else {
            continue;
        };
        // People and cycles go by their names.
        let called = |row: &Value| {
            ["handle", "name", "id"].iter().find_map(|key| Some(row[*key].as_str()?.to_owned()))
        };
        for name in rows.iter().filter_map(called) {
            assert!(text.out.contains(&name), "{line}: {name} is not in {}", text.out);
        }
    }
    for line in ["decision add x --due fri", "metric read M-1 3", "decision approve D-1"] {
        let (json, text) = (bench.types(&format!("--json {line}")), bench.types(line));
        assert_eq!(text.exit, json.exit, "{line}: {text:?}");
    }
}

#[test]
fn a_list_says_what_it_leaves_out_and_sorts_as_asked() {
    let bench = Bench::new();
    for (title, due) in [("c", "fri"), ("a", "+2w"), ("b", "tomorrow")] {
        bench.does(&format!("decision add {title} --due {due} --owner jo"));
    }
    bench.does("decision reject D-1 --why no");
    let titles = |line: &str| -> Vec<String> {
        let list = bench.types(&format!("{line} --json")).json();
        list.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles("decision ls"), ["a", "b"]);
    assert_eq!(titles("decision ls --all --sort title"), ["a", "b", "c"]);
    assert_eq!(titles("decision ls --sort due"), ["b", "a"]);
    assert_eq!(titles("decision ls --overdue --now 2026-03-05"), ["b"]);
    assert_eq!(titles("decision ls --owner me"), Vec::<String>::new());
    assert_snapshot!(bench.does("decision ls"), @r"
    ID   STATE  DUE                     OWNER  IMPACT  COST  TITLE
    D-2  open   Mon 16 Mar 17:00 (14d)  jo                   a
    D-3  open   Tue 3 Mar 17:00 (1d)    jo                   b
    2 decisions open, 1 closed not shown; --all shows them
    ");
}
