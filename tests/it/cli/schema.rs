//! The JSON Schema that is given out: it lies in the documents, it has every command, and it can say no.

use crate::{cli_harness::Bench, json_contract};
use serde_json::json;

#[test]
fn the_schema_among_the_documents_is_the_program_s() {
    assert!(
        include_str!("../../../data/schema/gonogo-1.json") == Bench::bare().does("schema"),
        "the schema has changed: cargo run -q -- schema > data/schema/gonogo-1.json"
    );
}

#[test]
fn a_document_with_more_or_less_than_its_schema_has_is_found_out() {
    let bench = Bench::new();
    let command = ["gaps", "--json"];
    let document = bench.runs(&command).document();
    assert_eq!(json_contract::faults(&command, &document), Vec::<String>::new());
    let spoilt = |spoil: &dyn Fn(&mut serde_json::Value)| {
        let mut document = document.clone();
        spoil(&mut document);
        json_contract::faults(&command, &document).len()
    };
    assert_eq!(spoilt(&|it| it["more"] = json!(1)), 1);
    assert_eq!(spoilt(&|it| it["data"][0]["more"] = json!(1)), 1);
    assert_eq!(spoilt(&|it| it["at"] = json!("yesterday")), 1);
    assert_eq!(spoilt(&|it| it["data"][0]["id"] = json!(7)), 1);
    assert_eq!(spoilt(&|it| drop(it["data"][0].as_object_mut().unwrap().remove("lacks"))), 1);
}

#[test]
fn a_command_that_is_not_there_has_no_schema() {
    assert!(Bench::bare().refuses("schema frobnicate").starts_with("exit 4"));
}
