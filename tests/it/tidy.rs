//! Rules of the code that the compiler cannot check: who may import whom, how large a file grows, what a file says
//! of itself, where SQL lives.

mod source;

use self::source::{Graph, Source};
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

/// The files of the product, read as tokens, by their name under `src/`. Test modules are not among them.
fn product() -> Vec<(String, Source)> {
    let files = all().into_iter().filter(|(name, _)| name.starts_with("src/") && !is_test(name));
    files
        .map(|(name, text)| {
            let source = Source::read(name.trim_start_matches("src/"), &text);
            (name, source)
        })
        .collect()
}

fn room(module: &[String]) -> &str {
    module.first().map_or("", String::as_str)
}

#[test]
fn rooms_name_only_what_lies_below_them() {
    let (names, sources): (Vec<_>, Vec<_>) = product().into_iter().unzip();
    let graph = Graph::as_written(&sources);
    for (name, source) in names.iter().zip(&sources) {
        let here = room(&source.module);
        let Some((_, allowed)) = EDGES.iter().find(|(from, _)| *from == here) else {
            assert!(source.module.len() < 2, "{name}: the room {here} has no line in the table of edges");
            continue;
        };
        for named in graph.named_by(&source.module) {
            let there = room(named);
            let is_room = EDGES.iter().any(|(room, _)| *room == there);
            assert!(
                !is_room || there == here || allowed.contains(&there),
                "{name} names {}, which lies above {here} or beside it",
                named.join("::")
            );
        }
    }
}

/// Modules that may name each other, and why that is one matter. What a line holds goes by prefix: `domain::when` is all
/// of its parts.
const CIRCLES: &[(&[&str], &str)] = &[
    (
        &[
            "domain::argument",
            "domain::id",
            "domain::record",
            "domain::refusal",
            "domain::remedy",
            "domain::value",
        ],
        "what a field holds, an id of a record among it, and how it is refused",
    ),
    (
        &["domain::blocker", "domain::decision", "domain::metric", "domain::risk"],
        "records name each other by the types of their ids",
    ),
    (&["domain::rules::context", "domain::rules::scope"], "the context holds what scope asks of a decision"),
    (&["app::action", "app::overlay", "app::palette"], "actions open the palette, which lists all actions"),
    (
        &["app::list", "app::action::spec", "app::derived", "app::layout"],
        "a list names the actions that open it, what is derived for it and how it lies; these name lists by their ids",
    ),
    (
        &["import::decode", "import::fault", "import::rating", "import::sheet"],
        "a fault carries what was read",
    ),
    (&["domain::when"], "days, zones and their words are one subject"),
    (&["store::file_identity", "store::migrate", "store::snapshot"], "who a file is hangs on its format"),
    (&["cli::open_tui", "cli::start"], "what opens the terminal, and what it is opened with"),
    (&["input::parse", "input::partial_sequence"], "a sequence and its beginning"),
    (&["ops::form", "ops::operation"], "an operation says what its form asks"),
    (&["ui::glyphs", "ui::theme"], "a theme holds its glyphs, a glyph its role"),
];

#[test]
fn modules_name_each_other_in_known_circles_only() {
    let (_, sources): (Vec<_>, Vec<_>) = product().into_iter().unzip();
    let found = Graph::to_where_it_stands(&sources).circles();
    let is_in = |module: &str, known: &[&str]| {
        known
            .iter()
            .any(|it| module == *it || module.strip_prefix(it).is_some_and(|rest| rest.starts_with("::")))
    };
    let holds = |circle: &[String], known: &[&str]| circle.iter().all(|module| is_in(module, known));
    for circle in &found {
        assert!(CIRCLES.iter().any(|(known, _)| holds(circle, known)), "a new circle: {circle:?}");
    }
    for (known, _) in CIRCLES {
        assert!(found.iter().any(|circle| holds(circle, known)), "no circle any more: {known:?}");
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
