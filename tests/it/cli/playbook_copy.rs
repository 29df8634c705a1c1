//! A cycle whose copy of its playbook cannot be read: it is shown, it takes nothing, and it says what to type.
#![expect(clippy::disallowed_types, reason = "stands for whatever damaged the file")]

use crate::cli_harness::Bench;
use rusqlite::Connection;

/// A board whose copy somebody else's program has spoilt.
fn spoilt() -> Bench {
    let bench = Bench::new();
    bench.does("decision add \"Ship?\"");
    let other = Connection::open(bench.db()).unwrap();
    other.execute("UPDATE cycle SET playbook_copy = '{\"escalation\": 12}'", []).unwrap();
    bench
}

#[test]
fn it_is_looked_at_with_a_word_on_what_is_wrong_and_the_cure() {
    let bench = spoilt();
    let ran = bench.types("decision ls");
    assert!(ran.exit == 0 && ran.out.contains("Ship?"), "{ran:?}");
    assert!(ran.err.contains("copy of its playbook cannot be read"), "{}", ran.err);
    assert!(ran.err.contains("gonogo doctor --mend"), "{}", ran.err);
}

#[test]
fn it_takes_nothing_and_nothing_goes_up_by_the_usual_terms_instead() {
    let bench = spoilt();
    for line in
        ["decision add \"Another?\"", "undo", "decision approve D-1 --by jo --why minutes --filter yes"]
    {
        // Weeks later, when the usual terms would have escalated.
        let said = bench.refuses(&format!("{line} --now 2026-03-20T09:00:00Z"));
        assert!(said.starts_with("exit 1") && said.contains("gonogo doctor --mend"), "{line}: {said}");
    }
    assert!(!bench.log().contains(&"clock.escalate".to_owned()));
}

#[test]
fn the_doctor_says_so_and_brings_the_copy_back_from_the_log() {
    let bench = spoilt();
    let ran = bench.types("doctor");
    assert!(ran.exit == 10 && ran.out.contains("copy of its playbook cannot be read"), "{ran:?}");
    let before = bench.log();
    let said = bench.does("doctor --mend");
    assert!(said.contains("the board is sound") && said.contains("is back as the log keeps it"), "{said}");
    assert_eq!(bench.log(), before, "nothing happened");
    bench.does("decision add \"Another?\"");
    assert_eq!(bench.types("decision ls").err, "");
}
