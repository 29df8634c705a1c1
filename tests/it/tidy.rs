//! Rules of the code that the compiler cannot check: who may import whom, how large a file grows, what a file says
//! of itself, where SQL lives.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Lines beyond which a file holds two things.
const LONGEST: usize = 600;

/// Which rooms each room may import; everything may import itself.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("input", &[]),
    ("import", &[]),
    ("playbook", &["domain"]),
    ("report", &["domain"]),
    ("store", &["domain"]),
    ("ops", &["domain", "playbook", "store", "import"]),
    ("demo", &["domain", "playbook", "store", "ops"]),
    ("app", &["domain", "playbook", "store", "ops", "input"]),
    ("ui", &["domain", "app", "store", "ops", "input"]),
    ("terminal", &["domain", "playbook", "store", "ops", "app", "ui", "input", "demo"]),
    ("cli", &["domain", "playbook", "store", "ops", "import", "report", "demo", "terminal", "ui", "app"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["src", "tests/it", "benches", "examples"] {
        sources(&root().join(folder), &mut found);
    }
    let name = |path: &Path| path.strip_prefix(root()).unwrap().display().to_string();
    found.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn is_test(name: &str) -> bool {
    name.starts_with("tests/") || name.ends_with("tests.rs") || name.contains("/tests/") || is_fixture(name)
}

/// Boards made by hand, which only tests draw, and what the tests of a room share.
fn is_fixture(name: &str) -> bool {
    name.ends_with("/fixture.rs") || name.contains("/fixture/") || name.ends_with("/test_support.rs")
}

#[test]
fn every_file_opens_with_what_it_is() {
    for (name, text) in all() {
        assert!(text.starts_with("//! "), "{name} does not open with `//! `");
    }
}

#[test]
fn no_file_is_a_drawer() {
    for (name, text) in all().into_iter().filter(|(name, _)| !is_test(name)) {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{name} has {lines} lines; two rooms in one?");
    }
}

#[test]
fn rooms_import_only_what_lies_below_them() {
    for (name, text) in all().into_iter().filter(|(name, _)| name.starts_with("src/") && !is_test(name)) {
        let room = name.trim_start_matches("src/").split(['/', '.']).next().unwrap().to_owned();
        let Some((_, allowed)) = EDGES.iter().find(|(from, _)| *from == room) else { continue };
        // Tests in a file may use whatever they need.
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for (from, _) in EDGES.iter().filter(|(from, _)| *from != room && !allowed.contains(from)) {
            for way in [format!("crate::{from}::"), format!("crate::{{{from}::"), format!("    {from}::{{")] {
                let imports = code.lines().take_while(|line| !line.starts_with("impl")).any(|line| {
                    let is_use =
                        line.starts_with("use ") || line.starts_with("    ") || line.starts_with("pub use");
                    is_use && line.contains(&way) && !line.trim_start().starts_with("//")
                });
                assert!(!imports, "{name} imports {from}, which lies above {room} or beside it");
            }
        }
    }
}

#[test]
fn sql_lives_in_the_store_only() {
    let words = ["SELECT ", "INSERT INTO", "UPDATE \"", "DELETE FROM", "PRAGMA "];
    for (name, text) in all() {
        if name.starts_with("src/store") || is_test(&name) || name.starts_with("benches") {
            continue;
        }
        for word in words {
            assert!(!text.contains(word), "{name} speaks SQL: {word}");
        }
    }
}

#[test]
fn only_the_executor_writes() {
    for (name, text) in all() {
        let may = name.starts_with("src/store") || name == "src/ops/executor.rs" || is_test(&name);
        assert!(may || !text.contains(".store.write("), "{name} writes past the executor");
    }
}
