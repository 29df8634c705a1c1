//! Holds what the program prints with `--json` to the schema it gives out: of an answer that of its command, of an error that
//! of errors.

use jsonschema::Validator;
use serde_json::Value;
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
};

/// Flags that are said with every command and take a value.
const WITH_VALUE: [&str; 6] = ["--db", "--as", "--now", "--cycle", "--color", "--theme"];

static VALIDATORS: LazyLock<Mutex<HashMap<String, Option<Arc<Validator>>>>> = LazyLock::new(Mutex::default);

/// The schema that the program gives out for a command, if there is such a command.
fn schema(command: &str) -> Option<Value> {
    let mut program = assert_cmd::Command::cargo_bin("gonogo").unwrap();
    let output = program.arg("schema").args(command.split_whitespace()).output().unwrap();
    output.status.success().then(|| serde_json::from_slice(&output.stdout).unwrap())
}

fn validator(command: &str) -> Option<Arc<Validator>> {
    let mut known = VALIDATORS.lock().unwrap();
    let found = known.entry(command.to_owned()).or_insert_with(|| {
        let schema = schema(command)?;
        Some(Arc::new(jsonschema::validator_for(&schema).unwrap()))
    });
    found.clone()
}

/// What is wrong with an error by the schema of errors.
fn faults_of_error(error: &Value) -> Vec<String> {
    static ERRORS: LazyLock<Validator> = LazyLock::new(|| {
        let all = schema("").unwrap();
        let of_errors = serde_json::json!({ "$ref": "#/$defs/error", "$defs": all["$defs"] });
        jsonschema::validator_for(&of_errors).unwrap()
    });
    ERRORS.iter_errors(error).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}

/// The words of a command line that no flag takes.
fn words<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    let mut words = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(&argument) = arguments.next() {
        if WITH_VALUE.contains(&argument) {
            arguments.next();
        } else if !argument.starts_with('-') {
            words.push(argument);
        }
    }
    words
}

/// What is wrong with a document by the schema of the command that printed it.
pub(crate) fn faults(arguments: &[&str], document: &Value) -> Vec<String> {
    let words = words(arguments);
    let two = words.iter().take(2).copied().collect::<Vec<_>>().join(" ");
    let one = words.first().copied().unwrap_or("status");
    let Some(validator) = validator(&two).filter(|_| !two.is_empty()).or_else(|| validator(one)) else {
        return vec![format!("`{two}` has no schema")];
    };
    validator.iter_errors(document).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}

/// Asserts that a run with `--json` printed one document, as its schema has it.
#[track_caller]
pub(crate) fn holds(arguments: &[&str], exit: i32, out: &str, err: &str) {
    let is_answer = matches!(exit, 0 | 10 | 20);
    let text = if is_answer { out } else { err };
    let document: Value =
        serde_json::from_str(text).unwrap_or_else(|fault| panic!("{arguments:?}: {fault}: {text}"));
    let faults = if is_answer { faults(arguments, &document) } else { faults_of_error(&document) };
    assert!(faults.is_empty(), "{arguments:?}: {faults:#?}\n{document:#}");
}
