//! Every page of help has examples, and each of them does what it says on a copy of the demo, as JSON by its schema.

use crate::cli_harness::Bench;
use std::{collections::BTreeSet, path::Path};

/// The moment at which the demo is written and the examples are done.
const NOW: &str = "2026-11-28T10:00:00Z";

/// What stands under a heading of a page of help, until the next blank line.
fn section<'a>(help: &'a str, heading: &str) -> Vec<&'a str> {
    let mut lines = help.lines().skip_while(|line| *line != heading);
    lines.next();
    lines.take_while(|line| !line.is_empty()).collect()
}

/// Every page of help below a command, with its examples.
fn pages(bench: &Bench, path: &str, into: &mut Vec<(String, Vec<String>)>) {
    let help = bench.does(&format!("{path} --help"));
    let mut examples: Vec<String> = Vec::new();
    for line in section(&help, "Examples:") {
        // A long one goes on in the next line.
        match (line.strip_prefix("  gonogo "), examples.last_mut()) {
            (Some(example), _) => examples.push(example.to_owned()),
            (None, Some(last)) => last.extend([" ", line.trim()]),
            (None, None) => panic!("{path}: {line}"),
        }
    }
    into.push((path.to_owned(), examples));
    for line in section(&help, "Commands:") {
        if line.starts_with("  ") && !line.starts_with("   ") {
            let verb = line.split_whitespace().next().unwrap();
            pages(bench, format!("{path} {verb}").trim(), into);
        }
    }
}

/// A folder with the demo as its board, to take copies of.
fn demo(bench: &Bench) {
    bench.does(&format!("demo --print --db demo.db --now {NOW}"));
}

/// Runs an example on a copy of the demo of its own.
fn run(bench: &Bench, board: &Path, line: &str, at: usize) {
    let copy = format!("board-{at}");
    let folder = bench.path(&copy);
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(board, folder.join("gonogo.db")).unwrap();
    std::fs::write(
        folder.join("register.csv"),
        "Risk,Likelihood,Impact,Owner\nMails are late,3,2,jo\nPhones time out,2,4,li\n",
    )
    .unwrap();
    let words = crate::cli_harness::split(line);
    let words: Vec<&str> = words.iter().map(String::as_str).chain(["--json"]).collect();
    let mut program = bench.program();
    program.current_dir(&folder).env_remove("GONOGO_DB").env("GONOGO_NOW", NOW).args(&words);
    let ran = crate::cli_harness::finish(&mut program);
    // A rule may say no to it on this board; it is never typed wrong, and names nothing that is not there.
    assert!(matches!(ran.exit, 0 | 1 | 10 | 20), "gonogo {line}: {ran:?}");
    crate::json_contract::holds(&words, ran.exit, &ran.out, &ran.err);
}

#[test]
fn every_page_of_help_has_examples_and_each_does_what_it_says() {
    let bench = Bench::bare();
    let mut all = Vec::new();
    pages(&bench, "", &mut all);
    let lacking: Vec<&str> = all
        .iter()
        .skip(1)
        .filter(|(_, examples)| examples.is_empty())
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(lacking, Vec::<&str>::new(), "pages without examples");
    for (path, examples) in all.iter().skip(1) {
        assert!(examples.iter().all(|line| line.starts_with(path.as_str())), "{path}: {examples:?}");
    }
    demo(&bench);
    let board = bench.path("demo.db");
    let lines: BTreeSet<&String> = all.iter().flat_map(|(_, examples)| examples).collect();
    assert!(lines.len() > 150, "{}", lines.len());
    for (at, line) in lines.into_iter().enumerate() {
        run(&bench, &board, line, at);
    }
}
