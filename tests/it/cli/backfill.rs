//! Facts that are written down later than they happened: they count from their day on, and say when they were recorded.

use crate::cli_harness::Bench;

/// Thursday of the second week, 10:00 in Berlin.
const LATER: &str = "--now 2026-03-12T09:00:00Z";

fn later(bench: &Bench, line: &str) -> String {
    bench.does(&format!("{line} {LATER}"))
}

#[test]
fn a_review_that_is_logged_later_was_held_on_its_day() {
    let bench = Bench::new();
    let said = later(
        &bench,
        "review log weekly --on \"9 mar\" --answer target=yes --answer headline=yes \
         --answer safeguard=yes --answer \"decision=none because nothing was open\"",
    );
    assert!(said.contains("weekly review held; the one of Mon 9 Mar 10:00"), "{said}");
    let listed = later(&bench, "review ls");
    let line = listed.lines().find(|line| line.starts_with("V-1")).unwrap();
    assert!(line.contains("held 9 Mar by maya, recorded 12 Mar"), "{line}");
    let json = bench.types(&format!("review ls --json {LATER}")).json();
    let held = json.as_array().unwrap().iter().find(|it| it["id"] == "V-1").unwrap();
    assert_eq!(held["held_at"], "2026-03-08T23:00:00Z");
    assert_eq!(held["recorded_at"], "2026-03-12T09:00:00Z");
}

#[test]
fn a_blocker_counts_from_the_day_it_was_raised_to_the_day_it_was_resolved() {
    let bench = Bench::new();
    let add = "blocker add \"Cert expired\" --fallback \"buy one\" --owner maya --due 2026-03-20";
    let said = later(&bench, &format!("{add} --on \"3 mar\""));
    assert!(said.starts_with("added B-1, raised on Tue 3 Mar"), "{said}");
    // Raised on the 3rd, its first review was that of the 9th, and it goes up at that of the 16th.
    let shown = bench.types("blocker show B-1 --json --now 2026-03-16T09:00:00Z").json();
    assert_eq!(shown["escalated_at"], "2026-03-16T09:00:00Z");
    assert_eq!(shown["recorded_at"], "2026-03-12T09:00:00Z");
    assert!(later(&bench, "blocker ls").contains("of 3 Mar, recorded 12 Mar"));
    later(&bench, &format!("{add} --on 2026-02-24"));
    let shown = bench.types(&format!("blocker show B-2 --json {LATER}")).json();
    assert_eq!(shown["escalated_at"], "2026-03-09T09:00:00Z", "its window has run out meanwhile");
    let said = bench.refuses(&format!("blocker resolve B-1 --how renewed --on 2026-03-02 {LATER}"));
    assert!(said.starts_with("exit 1\n") && said.contains("it was raised on Tue 3 Mar"), "{said}");
    later(&bench, "blocker resolve B-1 --how renewed --on mon");
    later(&bench, "blocker resolve B-2 --how renewed --on \"3 mar\"");
    let shown = bench.types(&format!("blocker show B-1 --json {LATER}")).json();
    assert_eq!(shown["resolved_at"], "2026-03-08T23:00:00Z", "Monday is the last one");
    assert_eq!(shown["escalated_at"], serde_json::Value::Null);
    // What the clock recorded meanwhile stays on record.
    let shown = bench.types(&format!("blocker show B-2 --json {LATER}")).json();
    assert_eq!(shown["escalated_at"], "2026-03-09T09:00:00Z");
    assert_eq!(shown["state"], "resolved");
    assert_eq!(bench.types("doctor").exit, 0);
}

#[test]
fn the_window_of_a_risk_runs_from_the_day_it_appeared() {
    let bench = Bench::new();
    bench.does(
        "risk add \"Wrong stock\" --owner jo --chance 3 --impact 3 --mitigation isolate-48h --metric M-1",
    );
    let said = later(&bench, "risk appear R-7 --on \"10 mar\"");
    assert!(said.contains("is isolated, owner jo, until Thu 12 Mar 00:00"), "{said}");
    assert!(later(&bench, "risk ls").contains("of 10 Mar, recorded 12 Mar"), "{}", later(&bench, "risk ls"));
    let due = later(&bench, "due");
    assert!(due.contains("late") || due.contains('\u{2212}'), "{due}");
}

#[test]
fn an_approval_and_a_reading_count_for_their_day() {
    let bench = Bench::new();
    later(&bench, "decision add \"Which PSP?\" --owner maya");
    later(&bench, "decision evidence D-1 \"ran both\" --kind test");
    later(
        &bench,
        "decision approve D-1 --by maya --choice both --why \"said so\" --accept \"it pays\" --non-negotiable \
         --filter yes --on yesterday",
    );
    let shown = bench.types(&format!("decision show D-1 --json {LATER}")).json();
    assert_eq!(
        (&shown["decided_at"], &shown["recorded_at"]),
        (&"2026-03-10T23:00:00Z".into(), &"2026-03-12T09:00:00Z".into())
    );
    assert!(later(&bench, "decision ls --all").contains("of 11 Mar, recorded 12 Mar"));
    later(&bench, "metric read M-1 4 --on 2026-03-10");
    let show = later(&bench, "metric show M-1");
    assert!(show.contains("Tue 10 Mar 09:00  4  recorded 12 Mar"), "{show}");
}

#[test]
fn a_fact_never_lies_ahead() {
    let bench = Bench::new();
    bench.does("blocker add \"Cert\" --fallback \"buy one\" --owner maya --due 2026-03-20");
    for line in [
        "review log standup --on 2026-03-13",
        "metric read M-1 4 --on 2026-03-13",
        "blocker add \"Key\" --fallback \"none other\" --on tomorrow",
        "blocker resolve B-1 --how done --on +1d",
        "risk appear R-1 --on \"fri 13 mar\"",
        "review log standup --on launch",
    ] {
        let said = bench.refuses(&format!("{line} {LATER}"));
        assert!(said.starts_with("exit 2\n") || said.starts_with("exit 1\n"), "{line}: {said}");
        assert!(said.contains("ahead") || said.contains("nothing can have been read"), "{line}: {said}");
    }
}

/// Monday of the fifth week: four weeks after the start, and the board is only made now.
const WEEK_FIVE: &str = "--now 2026-03-30T12:00:00Z";

#[test]
fn a_cycle_that_is_written_down_in_week_four_misses_nothing_that_was_held() {
    let bench = Bench::bare();
    let does = |line: &str| bench.does(&format!("{line} {WEEK_FIVE}"));
    does(
        "cycle new --simulation --playbook engineering-managers-launch-readiness --name Checkout --start 2026-03-02 \
         --launch 2026-04-24 --sign-off maya --narrative jo --escalation jo,ana --zone Europe/Berlin",
    );
    for day in ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"] {
        does(&format!(
            "review log weekly --on {day} --answer target=yes --answer headline=yes --answer safeguard=yes \
             --answer \"decision=none because nothing was open\""
        ));
    }
    does("blocker add \"Cert expired\" --fallback \"buy one\" --owner maya --due 2026-04-10 --on 2026-03-03");
    does("blocker resolve B-1 --how renewed --on 2026-03-13");
    does("metric read M-1 6 --on 2026-03-09");
    does("metric read M-1 4 --on 2026-03-23");
    let listed = does("review ls");
    for (id, day) in [("V-1", "2 Mar"), ("V-2", "9 Mar"), ("V-3", "16 Mar"), ("V-4", "23 Mar")] {
        let line = listed.lines().find(|line| line.starts_with(id)).unwrap();
        assert!(line.contains(&format!("{day} 2026, 10:00")), "each fills its own slot: {line}");
        assert!(line.contains(&format!("held {day} by maya, recorded 30 Mar")), "{line}");
    }
    let verdict = bench.types(&format!("verdict --json {WEEK_FIVE}")).json();
    let reasons = verdict["the_gate"]["reasons"].to_string();
    assert!(!reasons.contains("review-missed"), "{reasons}");
    // It had gone up at the review of the 16th, had nobody resolved it on the 13th.
    let shown = bench.types(&format!("blocker show B-1 --json {WEEK_FIVE}")).json();
    assert_eq!(shown["resolved_at"], "2026-03-12T23:00:00Z", "{shown}");
    assert_eq!(bench.types(&format!("doctor {WEEK_FIVE}")).exit, 0);
}
