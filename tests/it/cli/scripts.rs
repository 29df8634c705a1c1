//! What scripts get: one JSON document with stable keys, nothing else.
#![expect(clippy::too_many_lines, reason = "a snapshot is as long as what it shows")]

use crate::cli_harness::Bench;
use insta::assert_snapshot;
use serde_json::{Value, json};

fn keys(object: &Value) -> String {
    let keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    keys.join(" ")
}

#[test]
fn an_answer_says_its_schema_its_cycle_and_its_moment_around_its_data() {
    let bench = Bench::new();
    let document = bench.types("gaps --json").document();
    assert_eq!(keys(&document), "at cycle data schema");
    assert_eq!(document["schema"], "gonogo/1");
    assert_eq!(document["cycle"], json!({ "id": "CY-1", "name": "Checkout" }));
    assert_eq!(document["at"], "2026-03-02T09:00:00Z");
    assert_eq!(bench.types("playbook ls --json").document()["cycle"], Value::Null, "no board was asked");
}

#[test]
fn a_write_answers_with_the_whole_record_as_it_stands_afterwards() {
    let bench = Bench::new();
    bench.does("decision add \"Ship?\" --due fri");
    bench.does("blocker add stuck --fallback \"ship without\"");
    let mut written =
        bench.types("decision criterion D-1 \"40 labels a day\" --non-negotiable --json").json();
    assert_eq!(written["criteria"][0]["text"], "40 labels a day");
    assert_eq!((&written["id"], &written["due"]), (&json!("D-1"), &json!("2026-03-06T16:00:00Z")));
    assert_eq!((&written["owner"], &written["seq"]), (&json!("maya"), &json!(5)));
    for said in ["seq", "done", "created", "read"] {
        assert!(written.as_object_mut().unwrap().remove(said).is_some(), "{said}");
    }
    let mut shown = bench.types("decision show D-1 --json").json();
    assert!(
        shown.as_object_mut().unwrap().remove("history").is_some_and(|it| it[0]["recorded_at"].is_string())
    );
    assert_eq!(written, shown);
    assert_eq!(bench.types("decision ls --json").json()[0], shown, "a list says as much");

    let added = bench.types("decision add \"And then?\" --json").json();
    assert_eq!((&added["id"], &added["done"]), (&json!("D-2"), &json!("added D-2")));
    assert_eq!(added["read"]["due"], "Mon 9 Mar 2026, 10:00 CET, in 7 days");
    let given = bench.types("decision assign D-1 D-2 jo --json").json();
    let owners: Vec<&Value> = given["records"].as_array().unwrap().iter().map(|it| &it["owner"]).collect();
    assert_eq!(owners, ["jo", "jo"]);
    assert_eq!(bench.types("b 1 waiting --json").json()["notes"][0]["text"], "waiting");
    assert_eq!(bench.types("metric read 1 5 --json").json()["readings"][0]["value"], 5.0);
    assert_eq!(bench.types("person add Sam --json").json()["handle"], "sam");
    assert_eq!(bench.types("cycle edit --window spring --json").json()["window"], "spring");
    assert_eq!(bench.types("check assign 1 jo --json").json()["records"][0]["id"], "P-1");
}

#[test]
fn what_is_taken_back_is_told_as_it_stands_or_as_gone() {
    let bench = Bench::new();
    bench.does("decision add \"Ship?\"");
    bench.does("decision note 1 word");
    let undone = bench.types("undo --json").json();
    assert_eq!((&undone["records"][0]["id"], &undone["removed"]), (&json!("D-1"), &json!([])));
    let undone = bench.types("undo --json").json();
    assert_eq!((&undone["records"], &undone["removed"]), (&json!([]), &json!(["D-1"])));
}

#[test]
fn what_a_note_keeps_for_later_is_told_in_the_words_of_scripts() {
    let bench = Bench::new();
    bench.does("intake add \"something @jo due:fri\"");
    let known = bench.types("intake show 1 --json").json()["known"].take();
    assert_eq!(known, json!({ "due": "2026-03-06T16:00:00Z", "owner": "jo" }));
}

#[test]
fn scripts_get_the_whole_log() {
    let bench = Bench::new();
    bench.does("decision add \"Ship?\"");
    for _ in 0..50 {
        bench.does("decision note 1 word");
    }
    assert_eq!(bench.types("log --json").json().as_array().unwrap().len(), 53);
    assert_eq!(bench.does("log").lines().count(), 51, "people get the newest, and are told");
    assert_eq!(bench.types("log --limit 2 --json").json().as_array().unwrap().len(), 2);
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
    assert_snapshot!(keys(&bench.types("status --json").json()), @"countdown incomplete intake late launch next open_blockers simulation verdict windows");
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
            serde_json::from_str::<Value>(&json.out).ok().and_then(|all| all["data"].as_array().cloned())
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
    assert_eq!(titles("decision ls"), ["b", "a"], "by date, as on the screen");
    assert_eq!(titles("decision ls --all --sort title"), ["a", "b", "c"]);
    assert_eq!(titles("decision ls --sort due"), ["b", "a"]);
    assert_eq!(titles("decision ls --sort -due"), ["a", "b"]);
    assert_eq!(titles("decision ls --all --sort=-title"), ["c", "b", "a"]);
    assert_eq!(titles("decision ls --sort -score").len(), 2);
    assert_eq!(titles("decision ls --overdue --now 2026-03-05"), ["b"]);
    assert_eq!(titles("decision ls --owner me"), Vec::<String>::new());
    assert_snapshot!(bench.does("decision ls"), @r"
    ID   STATE  DUE                     OWNER  IMPACT  COST  TITLE
    D-3  open   Tue 3 Mar 17:00 (1d)    jo                   b
    D-2  open   Mon 16 Mar 17:00 (14d)  jo                   a
    2 decisions open, 1 closed not shown; --all shows them
    ");
}
