//! What the report commands answer: the verdict, build scope, gaps, what is due, what is mine.

use crate::cli_harness::Bench;
use insta::assert_snapshot;
use serde_json::Value;

/// The same words a week later.
fn later(bench: &Bench, line: &str) -> crate::cli_harness::Ran {
    bench.types(&format!("--now 2026-03-16T09:00:00Z {line}"))
}

fn keys(object: &Value) -> String {
    object.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_verdict_says_two_lines_and_exits_by_the_gate() {
    let bench = Bench::new();
    let ran = bench.types("verdict");
    assert_eq!(ran.exit, 20, "{ran:?}");
    let heads: Vec<&str> = ran.out.lines().take(3).collect();
    assert_snapshot!(heads.join("\n"), @r"
    Checkout
    the gate    launch Tue 24 Mar  NO-GO  5 must clear, 6 conditions; look again on Mon 9 Mar 2026, 10:00 CET, in 7 days
    this phase  kick-off           GO     nothing to clear
    ");
    assert!(ran.out.contains("to clear it: "), "{}", ran.out);
    let late = later(&bench, "verdict").out;
    let phase = late.lines().nth(2).unwrap();
    assert!(phase.starts_with("this phase  midpoint           NO-GO"), "{late}");
}

#[test]
fn an_override_makes_hard_reasons_conditions_until_it_ends() {
    let bench = Bench::new();
    let refused = bench.refuses("verdict sign --why \"all is well\"");
    assert!(refused.starts_with("exit 1") && refused.contains("NO-GO"), "{refused}");
    let other = bench.refuses("--as jo verdict sign --why x");
    assert!(other.contains("maya signs the verdict"), "{other}");
    bench.does("verdict override --why \"the sale is fixed\" --accepts \"some refunds\" --until +7d");
    let ran = bench.types("verdict");
    assert_eq!(ran.exit, 10, "{ran:?}");
    assert!(ran.out.contains("overridden: maya takes it on until"), "{}", ran.out);
    assert!(ran.out.contains("on record"), "{}", ran.out);
    assert_eq!(later(&bench, "verdict").exit, 20, "it has ended");
}

#[test]
fn scripts_get_all_of_the_verdict_under_stable_keys() {
    let bench = Bench::new();
    let verdict = bench.types("verdict --json").json();
    assert_eq!(keys(&verdict), "in_scope record rules the_gate this_phase");
    assert_eq!(keys(&verdict["the_gate"]), "call launch look_again reasons");
    assert_eq!(keys(&verdict["this_phase"]), "call phase reasons");
    let reason = &verdict["the_gate"]["reasons"][0];
    assert_eq!(keys(reason), "also clears items overridden owners rule severity text");
    assert_eq!(reason["severity"], "hard");
    assert_eq!(keys(&verdict["rules"][0]), "asked_from asked_now clears facts passes rule severity source");
    let explained = bench.types("verdict --explain").out;
    for rule in verdict["rules"].as_array().unwrap() {
        assert!(explained.contains(rule["rule"].as_str().unwrap()), "{rule} {explained}");
    }
}

#[test]
fn status_begins_with_the_verdict() {
    let bench = Bench::new();
    let status = bench.does("status");
    assert!(status.starts_with("simulation\nthe gate "), "{status}");
    assert!(status.lines().nth(2).unwrap().starts_with("this phase  kick-off"), "{status}");
    let short = bench.does("status --short");
    assert!(short.contains("gate NO-GO") && short.lines().count() == 1, "{short}");
    let json = bench.types("status --json").json();
    assert_eq!(json["verdict"]["the_gate"]["call"], "no-go");
}

#[test]
fn build_scope_says_what_the_rest_lacks() {
    let bench = Bench::new();
    bench.does("decision add \"Ship without wallet?\"");
    let shown = bench.does("scope");
    assert_eq!(shown, bench.does("scope ls"));
    assert_snapshot!(shown, @r"
    in build scope: 0

    in review: 1
      D-1  Ship without wallet?  lacks a success criterion of the cycle, an approval, an acceptance criterion, evidence beyond assumptions, a yes to the filter question

    scope is not committed; gonogo scope commit, once the assumptions were looked at
    ");
    let json = bench.types("scope --json").json();
    assert_eq!(keys(&json), "baseline carried_over committed in_review in_scope since_commitment");
    assert_eq!(keys(&json["in_review"][0]), "id lacks owner since title");
    assert_eq!(json["since_commitment"]["adds"], 0);
}

#[test]
fn every_request_has_its_decision_or_is_unlinked() {
    let bench = Bench::new();
    assert!(bench.does("scope log").starts_with("nobody asked"));
    bench.does("decision add \"Bundles?\" --request \"sales call\"");
    bench.does("intake add \"gift cards in CHF request: steering of 3 March\"");
    bench.does("intake add \"a note that nobody asked for\"");
    assert_snapshot!(bench.does("scope log"), @r"
    sales call           D-1  in review  lacks success, approval, criteria, evidence, filter  Bundles?
    steering of 3 March  N-1  waiting    UNLINKED                                             gift cards in CHF
    ");
    let log = bench.types("scope log --json").json();
    assert_eq!(keys(&log[0]), "decision id linked request result state title");
    assert_eq!(log[1]["linked"], false);
    bench.does("intake complete N-1 --owner jo --due fri");
    let log = bench.types("scope log --json").json();
    assert_eq!(log.as_array().unwrap().len(), 2, "{log}");
    assert_eq!((&log[1]["decision"], &log[1]["linked"]), (&"D-2".into(), &true.into()));
}

#[test]
fn gaps_are_grouped_and_exit_with_10() {
    let bench = Bench::new();
    let ran = bench.types("gaps");
    assert_eq!(ran.exit, 10);
    assert!(ran.out.starts_with("risks: ") || ran.out.starts_with("metrics: "), "{}", ran.out);
    assert!(ran.out.contains("\nsteps: 6\n") && ran.out.contains("\nchecklist items: 16\n"), "{}", ran.out);
    let gaps = bench.types("gaps --json").json();
    assert_eq!(keys(&gaps[0]), "id kind lacks owner title");
}

#[test]
fn what_is_due_can_drive_a_timer() {
    let bench = Bench::new();
    bench.does("decision add \"Ship?\" --due fri --owner jo");
    bench.does("decision add \"Soon?\" --due tomorrow");
    let calm = bench.types("due --exit-code");
    assert_eq!(calm.exit, 0, "what is only soon does not press: {calm:?}");
    assert!(calm.out.contains("due soon"), "{calm:?}");
    assert_eq!(later(&bench, "due").exit, 0, "without the flag it is a list");
    assert_eq!(later(&bench, "due --exit-code").exit, 10);
    let stranger = later(&bench, "--as nobody due --exit-code");
    assert_eq!(
        stranger.exit, 4,
        "who asks must be known, so that silence is never taken for calm: {stranger:?}"
    );
    let jo = later(&bench, "--as jo due --mine");
    assert!(jo.out.contains("D-1") && !jo.out.contains("D-2"), "{jo:?}");
    let due = later(&bench, "due --json").json();
    assert_eq!(keys(&due[0]), "at escalated_at escalated_to id left owner review title why");
    let reviews = due.as_array().unwrap().iter().filter(|due| due["why"] == "missed-review");
    assert_eq!(reviews.count(), 2, "{due}");
}

#[test]
fn a_window_is_counted_down_in_hours_and_minutes() {
    let bench = Bench::new();
    let added = bench.types(
        "risk add \"carrier strikes\" --chance 4 --impact 5 --mitigation isolate-48h --metric M-1 --owner jo --json",
    );
    let id = added.json()["id"].as_str().unwrap().to_owned();
    bench.does(&format!("risk appear {id}"));
    let shown = bench.does("--now 2026-03-02T09:01:00Z due");
    assert!(shown.contains("48-hour window  47:59"), "{shown}");
}

#[test]
fn mine_is_what_i_own_by_date() {
    let bench = Bench::new();
    bench.does("decision add \"Later?\" --due +9d --owner jo");
    bench.does("decision add \"Sooner?\" --due fri --owner jo");
    assert_snapshot!(bench.does("--as jo mine"), @r"
    D-2   Fri 6 Mar 17:00 (4d)   Sooner?
    D-1   Wed 11 Mar 17:00 (9d)  Later?
    CY-1                         tells the customer story: Checkout
    CY-1                         is on the escalation path: Checkout
    4 open things are jo's
    ");
    let mine = bench.types("--as jo mine --json").json();
    assert_eq!(keys(&mine[0]), "due escalated_at escalated_to id kind late owner part title");
}

#[test]
fn the_log_shows_what_the_clock_has_due_and_then_what_it_did() {
    let bench = Bench::new();
    bench.does("blocker add \"stuck\" --fallback wait");
    assert!(!bench.does("log").contains("clock"), "nothing is due yet");
    let due = later(&bench, "log B-1").out;
    assert!(due.starts_with("due  Mon 9 Mar 10:00  clock  clock  clock.escalate  B-1 to jo; due, "), "{due}");
    let json = later(&bench, "log --json").json();
    assert_eq!((&json[0]["seq"], &json[0]["by"]), (&Value::Null, &"clock".into()));
    assert_eq!(keys(&json[0]), keys(&json[1]), "it reads like any other");
    later(&bench, "b 1 \"still stuck\"");
    let written = later(&bench, "log B-1").out;
    assert!(!written.contains("due, written"), "{written}");
    assert!(written.contains("clock  clock  clock.escalate  B-1\n    escalated_at: Mon 9 Mar"), "{written}");
}

#[test]
fn search_finds_what_anybody_wrote_wherever_it_stands() {
    let bench = Bench::new();
    bench.does("decision add \"Ship?\"");
    bench.does("decision evidence D-1 \"two runs\" --kind test --link https://zebra.example/runs");
    bench.does("success add \"zebra success\" --metric M-1 --target 4");
    bench.does("launch add \"zebra launch\" --path \"guest checkout\"");
    bench.does("blocker add \"zebra blocker\" --fallback none");
    bench.does("metric read M-2 4 --note \"counted by zebra\"");
    bench.does("review log standup --note \"zebra was away\"");
    bench.does("cycle edit --pressure-test \"see zebra\"");
    std::fs::write(bench.path("risks.csv"), "ID,Risk,Colour\nX-1,late labels,zebra\n").unwrap();
    bench.does("import risks.csv --as risks");
    let found = bench.types("search ZEBRA --json").json();
    let mut ids: Vec<&str> =
        found.as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["B-1", "C-1", "CY-1", "D-1", "G-1", "M-2", "N-1", "V-1"]);
}

#[test]
fn the_own_list_shows_every_part_and_role_that_is_handed_over() {
    let bench = Bench::new();
    bench.does("blocker add \"PSP cert expired @jo due:fri\" --fallback \"cards only\" --reviewer ana");
    let listed = |person: &str| {
        let rows = bench.types(&format!("mine --json --as {person}")).json();
        let part = |row: &serde_json::Value| format!("{} {}", row["id"], row["part"]).replace('"', "");
        rows.as_array().unwrap().iter().map(part).collect::<Vec<_>>()
    };
    assert_eq!(listed("ana"), ["B-1 reviews", "CY-1 is on the escalation path"]);
    assert_eq!(listed("jo"), ["B-1 owns", "CY-1 tells the customer story", "CY-1 is on the escalation path"]);
    let said = bench.does("person off ana --hand-over jo");
    assert!(said.contains("2 open things now belong to jo"), "{said}");
    assert_eq!(listed("ana"), Vec::<String>::new());
    assert_eq!(listed("jo").len(), 4, "nobody is on the path twice");
}

#[test]
fn how_things_stand_is_a_page_to_pass_on() {
    let bench = Bench::new();
    bench.does(
        "blocker add \"Payment <b>cert</b> | see #12\" --fallback \"ship *cards* only\" --due tomorrow",
    );
    let markdown = later(&bench, "report status").out;
    assert!(markdown.starts_with("# Checkout\n\n**"), "{markdown}");
    let row = "| B-1 | −13d | maya | Payment \\<b\\>cert\\</b\\> \\| see \\#<!-- -->12 |";
    assert!(markdown.contains(row), "{markdown}");
    assert_eq!(later(&bench, "report status --format md").out, markdown, "the same board, the same bytes");
    let text = later(&bench, "report status --format txt").out;
    assert!(text.starts_with("Checkout\n========\n"), "{text}");
    assert!(text.contains("Payment <b>cert</b> | see #12"), "{text}");
    let json = later(&bench, "report status --json").json();
    assert_eq!((&json["format"], json["text"].as_str().unwrap()), (&Value::from("md"), &*markdown));
    let head = bench.types("doctor --json").json();
    assert!(
        markdown.trim_end().ends_with(')') && !head.is_null(),
        "the state of the log is named: {markdown}"
    );
}

#[test]
fn what_is_escalated_is_in_the_inbox_of_whom_it_went_to_and_of_its_owner() {
    let bench = Bench::new();
    bench.does("blocker add \"PSP cert expired @jo due:fri\" --fallback \"cards only\"");
    bench.does("person add lena");
    bench.does("blocker escalate B-1 --to lena");
    let said = "escalated to lena since Mon 2 Mar 10:00 from jo: PSP cert expired";
    let words = [
        ("mine --as lena", 1),
        ("mine --as jo", 1),
        ("due", 1),
        ("due --mine --as lena", 1),
        ("due --mine --as maya", 0),
    ];
    for (command, times) in words {
        let out = bench.does(command);
        assert_eq!(out.matches(said).count(), times, "{command}: {out}");
        assert_eq!(out.matches("B-1").count(), times, "{command}: {out}");
    }
    for command in ["mine --json --as lena", "due --json"] {
        let rows = bench.types(command).json();
        let row = rows.as_array().unwrap().iter().find(|row| row["id"] == "B-1").unwrap();
        let told = (&row["escalated_to"], &row["escalated_at"], &row["owner"]);
        assert_eq!(told, (&"lena".into(), &"2026-03-02T09:00:00Z".into(), &"jo".into()), "{command}");
    }
    assert!(bench.does("blocker ls").contains("escalated to lena"));
    assert_eq!(bench.types("due --exit-code --as lena").exit, 10, "it is hers to act on");
    bench.does("blocker resolve B-1 --how renewed");
    assert!(!bench.does("mine --as lena").contains("B-1"));
}

#[test]
fn the_window_of_a_decision_approved_before_is_in_its_owners_inbox_and_in_due_and_in_the_verdict() {
    let bench = Bench::new();
    bench.does("decision add \"Ship without wallet?\" --due 20mar --owner jo");
    bench.does("decision evidence D-1 \"two runs\" --kind test");
    bench.does("decision approve D-1 --choice yes --why \"call of 1 March\" --filter yes --accept \"pays in one step\"");
    let after = "--now 2026-03-02T10:00:00Z";
    bench.does(&format!(
        "risk add \"late labels @maya chance:2 impact:4\" --mitigation isolate-48h --metric M-1 --decision D-1 {after}"
    ));
    bench.does(&format!("risk appear R-7 {after}"));
    let at = |command: &str, now: &str| bench.types(&format!("{command} --now {now}")).out;
    let (within, over) = ("2026-03-03T10:00:00Z", "2026-03-05T10:00:00Z");
    let mine = at("mine --as jo", within);
    assert!(mine.contains("D-1   Wed 4 Mar 11:00 (1d)"), "{mine}");
    assert!(mine.contains("48-hour window, 24:00 left: Ship without wallet?"), "{mine}");
    assert!(at("mine --as jo", over).contains("48 hours are over: Ship without wallet?"));
    assert!(!at("mine --as ana", over).contains("D-1"));
    assert!(at("decision ls", within).contains("isolated by R-7"), "{}", at("decision ls", within));
    for (now, left) in [(within, "24:00"), (over, "\u{2212}1d")] {
        let due = at("due", now);
        let row = due.lines().find(|line| line.contains("D-1")).unwrap_or_else(|| panic!("{due}"));
        assert!(row.starts_with("48-hour window") && row.contains(left) && row.contains("jo"), "{row}");
    }
    let overdue = |now: &str| {
        let verdict = bench.types(&format!("verdict --json --now {now}")).json().to_string();
        verdict.contains("past its window")
    };
    assert!(overdue(over), "{}", at("verdict", over));
    // Deciding it again, or containing the risk, ends it.
    bench.does(&format!("risk mitigate R-7 --how relabelled --now {within}"));
    assert!(!at("due", over).contains("D-1") && !at("mine --as jo", over).contains("D-1"));
}

#[test]
fn a_decision_that_the_clock_escalated_is_marked_with_whom_it_went_to() {
    let bench = Bench::bare();
    bench.does(
        "cycle new --simulation --playbook engineering-managers-stakeholder-alignment --name Checkout \
         --start 2026-03-02 --launch 2026-03-24 --sign-off maya --narrative jo --escalation jo,ana --zone Europe/Berlin",
    );
    bench.does("decision add \"Ship?\" --due 20mar");
    assert!(
        later(&bench, "decision ls").out.contains("escalated to jo"),
        "{}",
        later(&bench, "decision ls").out
    );
    let mine = later(&bench, "mine --as jo").out;
    assert!(mine.contains("escalated to jo since Mon 9 Mar 10:00 from maya: Ship?"), "{mine}");
}
