//! Handing the terminal over: to a shell after Ctrl-Z, to the person's own editor, to the clipboard.

use crate::{cli_harness::Bench, terminal::Start};
use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

#[test]
fn a_shell_gets_a_sane_terminal_and_gives_it_back() {
    let bench = Bench::new();
    let program = assert_cmd::cargo::cargo_bin("gonogo");
    let mut terminal = Start::other(&bench, Path::new("/bin/sh")).args(&["-i"]).env("PS1", "ready> ").run();
    terminal.shows("ready>").types(format!("{}\n", program.display())).shows("Do next");
    let before = terminal.text();
    terminal.types("\x1a").hides("Do next");
    terminal.until("a new prompt", |screen| screen.contents().matches("ready>").count() == 2);
    terminal.types("echo $((40+2))\n").shows("42").until("a sane terminal", |screen| {
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    });
    assert!(terminal.is_cooked());
    terminal.types("fg\n").shows("Do next");
    assert_eq!(terminal.text(), before);
    assert!(!terminal.is_cooked());
    terminal.types("q").shows("42").types("exit\n").leaves(0);
}

#[test]
fn without_a_shell_behind_it_says_why_it_stays() {
    let bench = Bench::new();
    let mut terminal = Start::of(&bench).run();
    terminal.shows("Do next").types("\x1a").shows("there is no shell behind this session");
    assert!(terminal.screen().alternate_screen());
    terminal.types("q").leaves(0);
}

#[test]
fn an_id_is_copied_through_the_terminal_and_through_what_lies_around_it() {
    let bench = Bench::new();
    bench.does("decision add \"First?\"");
    // D-1 in base64.
    for (tmux, sequence) in [
        ("", "\x1b]52;c;RC0x\x1b\\"),
        ("/tmp/tmux-0/default,1,0", "\x1bPtmux;\x1b\x1b]52;c;RC0x\x1b\x1b\\\x1b\\"),
    ] {
        let mut terminal = Start::of(&bench).env("TMUX", tmux).run();
        let sent = terminal.types("3").shows("1 of 1").sent.len();
        terminal.types("y").sends(sequence.as_bytes(), sent).shows("copied D-1");
        terminal.types("q").leaves(0);
    }
}

#[test]
fn an_editor_of_ones_own_changes_the_record() {
    let bench = Bench::new();
    bench.does("decision add \"First?\"");
    let editor = bench.path("editor");
    fs::write(
        &editor,
        "#!/bin/sh\nstty -a | grep -q ' icanon' || exit 1\necho 'since Sundays sell' >> \"$1\"\n",
    )
    .unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let mut terminal = Start::of(&bench).env("EDITOR", &editor).run();
    terminal.types("3").shows("1 of 1").types("E").shows("since Sundays sell");
    assert!(terminal.screen().alternate_screen() && !terminal.is_cooked());
    terminal.types("q").leaves(0);
    assert!(bench.does("decision show D-1 --json").contains("since Sundays sell"));

    let mut failing = Start::of(&bench).env("EDITOR", "false").run();
    failing.types("3").shows("1 of 1").types("E").shows("the text stays as it was").types("q").leaves(0);
}
