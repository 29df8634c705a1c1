//! Flows that need more than one key or more than the board: a file to import, a team's own playbook, somebody's name.

use crate::{
    cli_harness::{Bench, NOW},
    tui_harness::{Seat, boards},
};
use gonogo::{app::overlay::Overlay, playbook};

fn maya(bench: &Bench) -> Seat {
    Seat::at(&bench.db(), Some("maya"), NOW)
}

/// The text of the menu that lies over the tab.
#[track_caller]
fn asked(seat: &Seat) -> &str {
    match &seat.app().overlay() {
        Some(Overlay::Menu(menu)) => &menu.lead,
        _ => panic!("no menu is open: {}", seat.state()),
    }
}

fn path(bench: &Bench, rows: &str) -> String {
    let path = bench.path("register.csv");
    std::fs::write(&path, rows).unwrap();
    path.display().to_string()
}

#[test]
fn a_register_is_shown_as_it_was_read_before_it_comes_in() {
    let bench = Bench::new();
    let path = path(&bench, "ID,Title,Likelihood,Impact,Owner,Colour\n1,late labels,High,Low,jo,red\n");
    let mut seat = maya(&bench);
    let before = seat.app().board().risks.rows().len();
    seat.press(&format!(":import<enter>{path}<tab>risks<enter>"));
    let said = asked(&seat);
    assert!(said.starts_with("register.csv: 1 rows, UTF-8, "), "{said}");
    assert!(said.contains("kept as text: Colour") && said.contains("scale: "), "{said}");
    assert!(said.ends_with("1 risk added"), "{said}");
    seat.press("n");
    assert_eq!(boards(&bench.db())[0].risks.rows().len(), before, "no means no");
    seat.press(":import<enter>");
    assert_eq!(seat.answer("file"), Some(path.as_str()), "nobody types a path twice");
    seat.press("<enter>y");
    assert_eq!(seat.note(), "1 risk added · u undoes");
    assert_eq!(boards(&bench.db())[0].risks.rows().len(), before + 1);
    seat.press(&format!(":import<enter>{path}<tab>risks<enter>"));
    assert_eq!(seat.note(), "1 unchanged");
    assert!(seat.app().overlay().is_none() && seat.app().drafts().is_empty());
}

#[test]
fn a_fault_in_the_file_comes_back_into_the_form_with_its_place() {
    let bench = Bench::new();
    let path = path(&bench, "ID,Title,Likelihood,Impact\n1,late labels,2,4\n2,returns,9999,4\n");
    let mut seat = maya(&bench);
    seat.press(&format!(":import<enter>{path}<tab>risks<enter>"));
    assert!(seat.problem().starts_with("register.csv, row 3, column \"Likelihood\": "), "{}", seat.problem());
    assert_eq!(seat.answer("file"), Some(path.as_str()));
    seat.press("<c-u>/nowhere.csv<enter>");
    assert!(seat.problem().starts_with("/nowhere.csv: "), "{}", seat.problem());
}

#[test]
fn a_team_s_own_playbook_starts_a_cycle_by_command_and_by_keys() {
    let bench = Bench::new();
    let folder = bench.path(".config/gonogo/playbooks");
    std::fs::create_dir_all(folder.join("playbooks")).unwrap();
    let shipped = include_str!("../../data/playbooks/innovation-teams-launch-readiness.toml");
    std::fs::write(folder.join("playbooks/ours.toml"), shipped).unwrap();
    assert!(bench.does("playbook ls").starts_with("ours"), "{}", bench.does("playbook ls"));
    let mut seat = Seat::with(playbook::load_dir(&folder).unwrap(), &bench.db(), Some("maya"), NOW);
    seat.press(":cycle new<enter>theirs<enter>");
    assert_eq!(seat.problem(), "there is no playbook `theirs`");
    seat.press("<c-u>engineering<down><enter><s-tab>");
    let second = Some("engineering-managers-stakeholder-alignment");
    assert_eq!(seat.answer("playbook"), second, "enter takes what is picked");
    seat.press("<c-u>ou<tab>");
    assert_eq!(seat.answer("playbook"), Some("ours"), "and tab the only one that begins so");
    seat.press("By keys<enter>+3w<enter>");
    bench.does("cycle new --playbook ours --name Typed --start today --launch +3w --sign-off me --narrative me --escalation me");
    let playbooks: Vec<String> =
        boards(&bench.db()).iter().map(|board| board.cycle.playbook.to_string()).collect();
    assert_eq!(playbooks[1..], ["ours", "ours"], "{}", seat.state());
}

#[test]
fn a_person_is_edited_by_keys_and_by_command() {
    let bench = Bench::new();
    let mut seat = maya(&bench);
    seat.press(":person edit<enter>b<tab>delivery<enter>");
    let board = &boards(&bench.db())[0];
    let jo = &board.people.rows()[1];
    assert_eq!((&*jo.handle, jo.function.as_deref()), ("jo", Some("delivery")), "{}", seat.state());
    bench.does("person edit jo --function support");
    seat.look_around();
    assert_eq!(seat.app().board().people.rows()[1].function.as_deref(), Some("support"));
}

#[test]
fn a_note_that_was_dropped_is_put_back_by_the_key_that_closes() {
    let bench = Bench::new();
    let mut seat = maya(&bench);
    seat.press("Ialabels look wrong<enter>xheard twice<enter>");
    seat.press("cstill true<enter>");
    assert_eq!(seat.note(), "reopened N-1: still true · u undoes", "{}", seat.state());
}
