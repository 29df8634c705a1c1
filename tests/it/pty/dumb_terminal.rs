//! Terminals that can do less, and files that cannot be written.

use crate::{cli_harness::Bench, terminal::Start};
use std::{fs, os::unix::fs::PermissionsExt as _};

/// The parameters of every SGR sequence in what a program sent.
fn attributes(sent: &[u8]) -> Vec<String> {
    let sent = String::from_utf8_lossy(sent);
    let sequences = sent.split("\x1b[").skip(1);
    let of = |rest: &str| {
        let end = rest.find(|c: char| !matches!(c, '0'..='9' | ';' | ':'))?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    };
    sequences.filter_map(of).collect()
}

fn is_colour(attribute: &str) -> bool {
    attribute.split(';').any(|part| {
        let number: u16 = part.split(':').next().and_then(|number| number.parse().ok()).unwrap_or(0);
        matches!(number, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107)
    })
}

#[test]
fn without_colour_the_selected_row_is_still_seen() {
    let bench = Bench::new();
    bench.does("decision add \"First?\"");
    bench.does("decision add \"Second?\"");
    let mut plain = Start::of(&bench).env("NO_COLOR", "1").run();
    plain.types("3").shows("1 of 2");
    let row = plain.row_of("▌");
    plain.types("j").shows("2 of 2");
    assert_eq!(plain.row_of("▌"), row + 1);
    let tab = plain.row_of("3 Decisions");
    let is_marked = |column| plain.screen().cell(tab, column).is_some_and(vt100::Cell::inverse);
    assert!((0..120).any(is_marked) && !(0..120).all(is_marked), "the tab shown is marked");
    plain.types("q").leaves(0);
    let attributes_sent = attributes(&plain.sent);
    assert!(!attributes_sent.is_empty());
    assert!(!attributes_sent.iter().any(|sent| is_colour(sent)), "{attributes_sent:?}");

    let mut coloured = Start::of(&bench).run();
    coloured.types("3").shows("1 of 2").types("q").leaves(0);
    assert!(attributes(&coloured.sent).iter().any(|sent| is_colour(sent)));
}

#[test]
fn a_dumb_terminal_gets_a_plain_sentence() {
    let bench = Bench::new();
    for start in [Start::of(&bench).env("TERM", "dumb"), Start::of(&bench).without("TERM")] {
        let mut terminal = start.run();
        assert_eq!(terminal.gone(), 2);
        let sent = String::from_utf8_lossy(&terminal.sent).into_owned();
        let (said, _) = sent.split_once("\x1b]777").unwrap();
        assert!(said.contains("gonogo status") && !said.contains('\x1b'), "{said:?}");
    }
}

#[test]
fn without_a_terminal_the_board_is_told_in_plain_lines() {
    let bench = Bench::new();
    let ran = bench.runs(&[]);
    assert_eq!((ran.exit, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("Checkout") && !ran.out.contains('\x1b'), "{}", ran.out);
    let ran = Bench::bare().runs(&[]);
    assert_eq!((ran.exit, ran.out.as_str()), (4, ""));
    assert!(ran.err.contains("gonogo demo") && !ran.err.contains('\x1b'), "{}", ran.err);
}

#[test]
fn a_file_that_cannot_be_written_says_so_at_the_key() {
    if rustix::process::geteuid().is_root() {
        println!("skipped: root may write everything");
        return;
    }
    let bench = Bench::new();
    bench.does("decision add \"First?\"");
    let folder = bench.path("");
    let modes = |folder_mode, file_mode| {
        fs::set_permissions(bench.db(), fs::Permissions::from_mode(file_mode)).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(folder_mode)).unwrap();
    };
    modes(0o555, 0o444);
    let mut terminal = Start::of(&bench).env("XDG_STATE_HOME", "/nowhere").run();
    terminal.types("3").shows("First?");
    for key in ["a", "e", "d", "c", "u"] {
        terminal.types(key).shows("read-only").types("j").hides("read-only");
    }
    terminal.types("q").leaves(0);
    modes(0o755, 0o644);
}
