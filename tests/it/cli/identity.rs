//! Who runs a command: somebody named, somebody known by their login, somebody new.

use crate::cli_harness::{Bench, finish};

#[test]
fn a_new_login_joins_under_its_name_and_is_told_once() {
    let bench = Bench::new();
    let add = |title: &str| {
        finish(bench.program().env_remove("GONOGO_AS").args(["decision", "add", title, "--json"]))
    };
    let first = finish(bench.program().env_remove("GONOGO_AS").args(["decision", "add", "One?"]));
    assert_eq!(first.exit, 0, "{first:?}");
    assert!(first.err.contains("you are new on this board"), "{}", first.err);
    let second = add("Two?");
    assert_eq!(second.err, "");
    assert_eq!(bench.log().iter().filter(|name| *name == "person.join").count(), 2);
}

#[test]
fn a_new_login_at_a_terminal_is_asked_once_who_it_is() {
    let bench = Bench::new();
    let screen = bench.at_a_terminal(&[], &["decision", "add", "Ship?"], "Li Wei\ndesign\n");
    assert!(screen.contains("You are new here. What is your name?"), "{screen}");
    assert!(screen.contains("owner = Li Wei"), "{screen}");
    let again = bench.at_a_terminal(&[], &["decision", "add", "When?"], "");
    assert!(!again.contains("What is your name?"), "{again}");
    let people = bench.types("person ls --json").json();
    let joined = people.as_array().unwrap().last().unwrap();
    assert_eq!((joined["handle"].as_str(), joined["function"].as_str()), (Some("li"), Some("design")));
}

#[test]
fn looking_does_not_join() {
    let bench = Bench::new();
    let log = bench.log();
    for noun in ["decision ls", "status", "log", "search x", "calendar"] {
        let ran = finish(bench.program().env_remove("GONOGO_AS").args(noun.split(' ')));
        assert_eq!((ran.exit, ran.err.as_str()), (0, ""), "{noun}");
    }
    assert_eq!(bench.log(), log);
}

#[test]
fn a_name_nobody_has_is_refused_with_who_is_known() {
    let bench = Bench::new();
    insta::assert_snapshot!(bench.refuses("--as zoe decision add x"), @r#"
    exit 4
    gonogo: nobody here is called `zoe`
      known: maya, jo, ana; add somebody: gonogo person add "zoe"
    "#);
    assert_eq!(bench.does("--as an decision add x").lines().nth(1), Some("  owner = ana"));
}
