//! What the README says of the keys is what the program says.

use crate::bench::Bench;

#[test]
fn the_table_of_keys_in_the_readme_is_the_program_s() {
    let readme = include_str!("../../README.md");
    let (_, rest) = readme.split_once("<!-- keys -->\n").unwrap();
    let (section, _) = rest.split_once("<!-- /keys -->").unwrap();
    let table = Bench::bare().does("keys --markdown");
    assert!(
        section == table,
        "the keys have changed; put them into README.md between its two marks:\n\
         cargo run -q -- keys --markdown | sed -i -e '/<!-- keys -->/r /dev/stdin' \
         -e '/<!-- keys -->/,/<!-- \\/keys -->/{{/<!--/!d}}' README.md"
    );
}
