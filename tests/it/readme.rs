//! What the documents say of the keys and the rules is what the program says.

use crate::cli_harness::Bench;

/// Holds the part of a document between two marks to what a command prints.
fn holds(document: &str, text: &str, mark: &str, command: &str) {
    let open = format!("<!-- {mark} -->\n");
    let (_, rest) = text.split_once(&open).unwrap();
    let (section, _) = rest.split_once(&format!("<!-- /{mark} -->")).unwrap();
    assert!(
        section == Bench::bare().does(command),
        "the {mark} have changed; put them into {document} between its two marks:\n\
         cargo run -q -- {command} | sed -i -e '/<!-- {mark} -->/r /dev/stdin' \
         -e '/<!-- {mark} -->/,/<!-- \\/{mark} -->/{{/<!--/!d}}' {document}"
    );
}

#[test]
fn the_table_of_keys_in_the_readme_is_the_program_s() {
    holds("README.md", include_str!("../../README.md"), "keys", "keys --markdown");
}

#[test]
fn the_table_of_rules_beside_the_rules_is_the_program_s() {
    let document = "src/domain/rules/README.md";
    let text = include_str!("../../src/domain/rules/README.md");
    holds(document, text, "rules", "playbook rules --markdown");
}
