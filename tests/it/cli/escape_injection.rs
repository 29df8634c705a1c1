//! What strangers write into fields never commands a terminal, and a reader who leaves is no fault.

use crate::cli_harness::Bench;

const HOSTILE: &str =
    "pay \u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m \u{202e}oj\u{2066} li\u{200b}ne\r\nnext\ttab\u{7f}";

/// Whether a text has anything in it that a terminal obeys or that reorders what people see.
fn commands_a_terminal(text: &str) -> bool {
    text.chars().any(|c| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}')
    })
}

#[test]
fn stored_text_never_comes_out_raw() {
    let bench = Bench::new();
    let with = |line: &[&str]| {
        let ran = bench.runs(line);
        assert_eq!(ran.exit, 0, "{ran:?}");
        assert!(!commands_a_terminal(&ran.out), "{:?}", ran.out);
        assert!(!commands_a_terminal(&ran.err), "{:?}", ran.err);
    };
    with(&["blocker", "add", HOSTILE, "--fallback", HOSTILE, "--cause", HOSTILE]);
    with(&["blocker", "update", "B-1", HOSTILE]);
    with(&["blocker", "resolve", "B-1", "--how", HOSTILE]);
    with(&["person", "add", HOSTILE, "--function", HOSTILE]);
    with(&["intake", "add", HOSTILE]);
    for line in
        ["blocker ls --all", "blocker show B-1", "person ls", "intake ls", "status", "log", "search pay"]
    {
        let words: Vec<&str> = line.split(' ').collect();
        with(&words);
        with(&[&words[..], &["--json"]].concat());
        with(&[&words[..], &["--color", "never"]].concat());
    }
}

#[test]
fn what_was_typed_comes_back_clean_in_a_refusal() {
    let bench = Bench::new();
    for line in [
        &["decision", "add", "x", "--owner", HOSTILE][..],
        &["decision", "add", "x", "--due", HOSTILE],
        &["--as", HOSTILE, "decision", "add", "x"],
        &["--cycle", HOSTILE, "status"],
        &["playbook", "show", HOSTILE],
        &["decision", "show", HOSTILE],
        &["import", HOSTILE],
        &[HOSTILE],
        &["--json", "decision", "add", "x", "--owner", HOSTILE],
    ] {
        let ran = bench.runs(line);
        assert_ne!(ran.exit, 0);
        assert!(!commands_a_terminal(&ran.err), "{:?}", ran.err);
    }
}

#[test]
fn colour_is_only_ours() {
    let bench = Bench::new();
    assert!(!commands_a_terminal(&bench.does("status")), "a pipe gets no colour");
    assert!(bench.does("status --color always").contains("\u{1b}[1m"));
    assert!(!commands_a_terminal(&bench.does("status --color always --json")));
}

#[test]
#[expect(clippy::disallowed_types, reason = "a pipe that nobody reads has to be made by hand")]
fn a_reader_who_leaves_early_is_no_fault() {
    let bench = Bench::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let ended = std::process::Command::new(assert_cmd::cargo::cargo_bin("gonogo"))
        .args(["--db", bench.db().to_str().unwrap(), "status"])
        .env("HOME", bench.path(""))
        .stdout(writer)
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn words_that_are_no_text_are_refused_and_file_names_that_are_none_are_taken() {
    use std::os::unix::ffi::OsStrExt;
    let bench = Bench::new();
    let broken = std::ffi::OsStr::from_bytes(b"caf\xe9.db");
    let ran = crate::cli_harness::finish(bench.program().args(["decision", "add"]).arg(broken));
    assert_eq!(ran.exit, 2, "{ran:?}");
    let ran = crate::cli_harness::finish(bench.program().arg("--db").arg(broken).arg("status"));
    assert_eq!(ran.exit, 4, "{ran:?}");
}
