//! The log: it cannot be changed, a change behind its back shows, and questions to it are answered by index.

use super::*;
use rusqlite::Connection;

/// A board with some history, and another program that has the file open.
fn tampered(sql: &str) -> Vec<String> {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.does(retitle(1, "B?"));
    bench.does(Operation::Undo);
    let other = raw(&bench);
    other.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    other.execute_batch(sql).unwrap();
    bench.executor.store.examine().unwrap().problems
}

const NO_GUARDS: &str =
    "DROP TRIGGER operation_is_final; DROP TRIGGER operation_stays; DROP TRIGGER operation_is_new;
    DROP TRIGGER change_is_final; DROP TRIGGER change_stays; DROP TRIGGER change_is_new;";
const GUARDS: &str = include_str!("../migrations/0001_board.sql");

/// Tampers with the guards taken down and put up again.
fn tampered_carefully(sql: &str) -> Vec<String> {
    let guards = &GUARDS[GUARDS.find("CREATE TRIGGER").unwrap()..];
    tampered(&format!("{NO_GUARDS} {sql}; {guards}"))
}

#[test]
fn an_untouched_file_is_sound() {
    assert_eq!(tampered(""), Vec::<String>::new());
    assert_eq!(tampered_carefully(""), Vec::<String>::new());
}

#[test]
fn history_is_only_appended_to() {
    let bench = Bench::new();
    let other = raw(&bench);
    other.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    for sql in [
        "UPDATE operation SET payload = '{}'",
        "DELETE FROM operation",
        "UPDATE change SET after = '{}'",
        "DELETE FROM change",
        "INSERT OR REPLACE INTO change SELECT * FROM change LIMIT 1",
        "INSERT OR REPLACE INTO operation SELECT * FROM operation LIMIT 1",
        "INSERT OR REPLACE INTO operation SELECT 99, at, actor, via, name, cycle, payload, token, undoes, prev_hash, 'x', recorded_at, login, \"key\"
         FROM operation LIMIT 1",
    ] {
        let refused = other.execute_batch(sql).unwrap_err().to_string();
        assert!(
            refused.contains("history is only appended to"),
            "{sql}: {refused}"
        );
    }
}

#[test]
fn every_alteration_of_the_log_is_found() {
    for sql in [
        "UPDATE operation SET payload = '{}' WHERE seq = 4",
        "UPDATE operation SET actor = 2 WHERE seq = 4",
        "UPDATE operation SET at = at + 1 WHERE seq = 4",
        "UPDATE operation SET via = 'cli' WHERE seq = 4",
        "UPDATE operation SET token = 'x' WHERE seq = 4",
        "UPDATE operation SET cycle = NULL WHERE seq = 4",
        "UPDATE operation SET undoes = NULL WHERE seq = 6",
        "UPDATE operation SET prev_hash = '' WHERE seq = 4",
        "UPDATE change SET after = replace(after, 'A?', 'Z?') WHERE seq = 4",
        "UPDATE change SET before = NULL WHERE seq = 5",
        "UPDATE change SET about = 'D-1' WHERE seq = 4",
        "UPDATE change SET id = 2 WHERE seq = 5",
        "UPDATE change SET place = 900 WHERE seq = 3 AND place = 4",
        "DELETE FROM change WHERE seq = 5",
        "DELETE FROM change WHERE seq = 3 AND place = 2",
        "DELETE FROM operation WHERE seq = 4",
        "DELETE FROM change WHERE seq = 6; DELETE FROM operation WHERE seq = 6",
        "UPDATE operation SET seq = seq + 100 WHERE seq = 6; UPDATE change SET seq = 106 WHERE seq = 6",
        "UPDATE operation SET seq = 99 WHERE seq = 4; UPDATE operation SET seq = 4 WHERE seq = 5;
         UPDATE operation SET seq = 5 WHERE seq = 99",
        "UPDATE change SET after = 'no JSON' WHERE seq = 4",
    ] {
        assert_ne!(tampered_carefully(sql), Vec::<String>::new(), "{sql}");
    }
}

#[test]
fn a_row_changed_behind_the_log_is_named() {
    assert_eq!(tampered("UPDATE decision SET title = 'C?'"), ["decision 1 is not as the log tells"]);
    assert_eq!(tampered("DELETE FROM decision"), ["decision 1 is missing"]);
    let copy = "INSERT INTO person (name, handle, active) VALUES ('Eve', 'eve', 1)";
    assert_eq!(tampered(copy), ["person 4 is in no operation of the log"]);
}

#[test]
fn a_row_that_cannot_be_read_is_a_finding_and_hides_no_other() {
    let found = tampered("PRAGMA ignore_check_constraints = ON; UPDATE decision SET state = 'maybe'");
    assert!(found.iter().any(|problem| problem.contains("a decision cannot be read")), "{found:?}");
    assert!(found.iter().any(|problem| problem.contains("CHECK constraint failed in decision")), "{found:?}");
}

#[test]
fn a_missing_guard_is_found() {
    assert_eq!(tampered("DROP TRIGGER change_stays"), ["the trigger change_stays is missing or altered"]);
}

/// What SQLite says it will do for a question.
fn plan(connection: &Connection, sql: &str) -> String {
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let count = statement.parameter_count();
    let lines = statement
        .query_map(rusqlite::params_from_iter(vec![1; count]), |row| row.get::<_, String>(3))
        .unwrap();
    lines.collect::<Result<Vec<_>, _>>().unwrap().join("\n")
}

#[test]
fn the_history_of_one_record_and_the_changes_of_one_operation_are_found_by_index() {
    let connection = memory();
    // Asked once for each operation by an examination, which would be quadratic otherwise.
    let changes = plan(&connection, integrity::CHANGES);
    assert!(changes.starts_with("SEARCH change USING PRIMARY KEY"), "{changes}");
    for clause in [super::super::oplog::OF_RECORD, super::super::oplog::SINCE] {
        let sql = format!("SELECT seq FROM operation {clause} ORDER BY seq DESC LIMIT 10");
        let plan = plan(&connection, &sql);
        assert!(!plan.contains("SCAN"), "{plan}");
    }
}

#[test]
fn the_history_of_a_decision_has_its_criteria_also_when_they_are_edited() {
    use crate::ops::decision;
    let mut bench = Bench::new();
    let added = bench.does(self::decision("A?")).seq;
    let criterion = bench.does(decision::Criterion {
        subject: Ref::new(Kind::Decision, 1),
        text: "40 labels".into(),
        non_negotiable: false,
        why: None,
    });
    let edited = bench.does(common::Op::Edit {
        subject: Ref::new(Kind::Criterion, 1),
        set: Fields::from([("text".to_owned(), Value::text("50 labels"))]),
    });
    let history = bench.executor.store.history(Id::new(1), Some(Ref::new(Kind::Decision, 1)), 10).unwrap();
    let seqs: Vec<i64> = history.iter().map(|logged| logged.seq).collect();
    assert_eq!(seqs, [edited.seq, criterion.seq, added]);
}

#[test]
fn an_entry_keeps_the_account_it_was_written_from_and_shows_when_that_is_changed() {
    let account = Account { login: Some("jo".into()), key: Some("SHA256:abc".into()) };
    let mut bench = Bench::new();
    bench.executor = second(&bench).from_account(account.clone());
    bench.does(decision("A?"));
    let logged = bench.executor.store.since(Id::new(1), 0).unwrap();
    assert_eq!(logged.last().unwrap().account, account);
    assert_eq!(bench.executor.store.examine().unwrap().problems, Vec::<String>::new());
    let other = raw(&bench);
    let guards = &GUARDS[GUARDS.find("CREATE TRIGGER").unwrap()..];
    other.execute_batch(&format!("{NO_GUARDS} UPDATE operation SET login = 'maya'; {guards}")).unwrap();
    let problems = bench.executor.store.examine().unwrap().problems;
    assert!(problems.iter().any(|it| it.contains("the log was altered")), "{problems:?}");
}
