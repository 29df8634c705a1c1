//! The environment: where the board is, how the program is configured, whether it may use colour.

use crate::cli_harness::{Bench, finish};

#[test]
fn a_strange_configuration_is_said_and_does_not_stop_anything() {
    let bench = Bench::new();
    std::fs::create_dir_all(bench.path(".config/gonogo")).unwrap();
    std::fs::write(bench.path(".config/gonogo/config.toml"), "theme = \"dark\"\nfont = 12\n").unwrap();
    let ran = bench.types("status --short");
    assert_eq!(ran.exit, 0);
    assert!(ran.err.contains("there is no setting `font`"), "{}", ran.err);
}

#[test]
fn a_board_is_found_in_a_parent_folder() {
    let bench = Bench::new();
    let here = bench.path("src/deep");
    std::fs::create_dir_all(&here).unwrap();
    std::fs::copy(bench.db(), bench.path("gonogo.db")).unwrap();
    let ran = finish(bench.program().env_remove("GONOGO_DB").current_dir(here).args(["status", "--short"]));
    assert_eq!(ran.exit, 0, "{ran:?}");
}

#[test]
fn without_a_name_the_board_lies_with_the_login() {
    let bench = Bench::bare();
    let new = "cycle new --simulation --playbook innovation-teams-launch-readiness --name X --start today --launch +4w --sign-off me --narrative me --escalation me";
    for (xdg, expected) in [(None, ".local/share/gonogo/board.db"), (Some("data"), "data/gonogo/board.db")] {
        let mut program = bench.program();
        program.env_remove("GONOGO_DB").args(new.split(' '));
        if let Some(folder) = xdg {
            program.env("XDG_DATA_HOME", bench.path(folder));
        }
        let ran = finish(&mut program);
        assert_eq!(ran.exit, 0, "{ran:?}");
        assert!(bench.path(expected).exists(), "{ran:?}");
        assert!(ran.out.contains(expected), "it says where: {}", ran.out);
    }
}

#[test]
fn a_terminal_gets_colour_unless_no_color_is_set() {
    let bench = Bench::new();
    let colourful =
        |env: &[(&str, &str)], line: &[&str]| bench.at_a_terminal(env, line, "").contains("\u{1b}[");
    assert!(colourful(&[], &["status"]));
    assert!(!colourful(&[("NO_COLOR", "1")], &["status"]));
    assert!(!colourful(&[("TERM", "dumb")], &["status"]));
    assert!(!colourful(&[], &["status", "--color", "never"]));
    assert!(!colourful(&[], &["status", "--json"]));
}
