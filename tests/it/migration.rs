//! A board that an older release wrote: it is brought to the newest format, and kept as it was beside it.
#![expect(clippy::disallowed_types, reason = "stands for the older release")]
#![expect(clippy::unwrap_used, reason = "a test may stop where it is")]

use crate::{board_fixture::is_sound, cli_harness::Bench};
use gonogo::{
    domain::{Id, Risk},
    ops::Executor,
    store::{Store, StoreError},
};
use rusqlite::Connection;
use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
};

const FORMAT: i64 = 2;

/// Writes a board as the release with format 2 left it.
pub(crate) fn older_board(path: &Path) {
    let old = Connection::open(path).unwrap();
    old.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA application_id = 1735288687").unwrap();
    old.execute_batch(include_str!("../schemas/0002.sql")).unwrap();
    old.execute_batch(include_str!("../boards/format-2.sql")).unwrap();
    old.pragma_update(None, "user_version", FORMAT).unwrap();
}

fn version(path: &Path) -> i64 {
    Connection::open(path).unwrap().query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

fn keys(risks: &[Risk]) -> Vec<Option<&str>> {
    risks.iter().map(|risk| risk.key.as_deref()).collect()
}

#[test]
fn what_the_playbook_made_gets_its_key_whatever_it_is_called_by_now() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("board.db");
    older_board(&path);
    let store = Store::open(&path).unwrap();
    let board = store.board(Id::new(1)).unwrap().unwrap();
    let made = [
        "late-edge-scenarios",
        "unmeasured-gates",
        "ambiguous-owners",
        "support-spike",
        "early-building",
        "moving-scope",
    ];
    assert_eq!(keys(&board.risks.rows()[..6]), made.map(Some));
    assert_eq!(&*board.risks.rows()[1].title, "renamed since");
    assert_eq!(keys(&board.risks.rows()[6..]), [None], "people wrote it down under the same name");
    let items = board.items.rows().iter();
    assert!(items.clone().all(|item| item.key.as_deref() == Some(&*format!("P{}", item.number))));
    assert_eq!(items.count(), 16);
    is_sound(&Executor::new(store, Some(Id::new(1)), Some(Id::new(1)), "test"));
}

#[test]
fn a_copy_as_it_was_is_kept_for_its_owner_alone_and_takes_no_files_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("board.db");
    older_board(&path);
    let taken = folder.path().join("board.db.format-2");
    fs::write(&taken, "somebody's own").unwrap();
    let store = Store::open(&path).unwrap();
    let migrated = store.migrated().unwrap().clone();
    assert_eq!((migrated.from, migrated.to), (FORMAT, version(&path)));
    assert_eq!(migrated.snapshot, folder.path().canonicalize().unwrap().join("board.db.format-2.1"));
    assert_eq!(fs::metadata(&migrated.snapshot).unwrap().mode() & 0o777, 0o600);
    assert_eq!(fs::read_to_string(&taken).unwrap(), "somebody's own");
    assert_eq!(version(&migrated.snapshot), FORMAT);
    drop(store);
    // The copy is a board: what was there then is there, and it can be opened itself.
    let back = Store::open(&migrated.snapshot).unwrap();
    assert_eq!(back.board(Id::new(1)).unwrap().unwrap().risks.rows().len(), 7);
    let again = Store::open(&path).unwrap();
    assert_eq!(again.migrated(), None, "only the change of the format is told");
}

#[test]
fn what_is_still_in_the_log_is_in_the_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("board.db");
    older_board(&path);
    let other = Connection::open(&path).unwrap();
    other
        .execute_batch("PRAGMA journal_mode = WAL; UPDATE person SET name = 'Maya Lind' WHERE id = 1")
        .unwrap();
    let store = Store::open(&path).unwrap();
    let copy = Connection::open(&store.migrated().unwrap().snapshot).unwrap();
    let name: String = copy.query_row("SELECT name FROM person WHERE id = 1", [], |row| row.get(0)).unwrap();
    assert_eq!(name, "Maya Lind");
}

#[test]
fn the_command_says_where_the_copy_lies() {
    let bench = Bench::bare();
    older_board(&bench.db());
    let ran = bench.types("status --short");
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.err.contains("the board had format 2 and has format 5 now"), "{}", ran.err);
    assert!(ran.err.contains("board.db.format-2"), "{}", ran.err);
    assert_eq!(bench.types("status --short").err, "");
}

#[test]
fn a_folder_that_takes_no_copy_leaves_the_board_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("board.db");
    older_board(&path);
    let before = fs::read(&path).unwrap();
    if rustix::process::geteuid().is_root() {
        println!("skipped in part: root may write to any folder");
    } else {
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
        let refused = Store::open(&path).err().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        assert!(matches!(refused, StoreError::OlderReadOnly { found: FORMAT, .. }), "{refused}");
    }
    // A folder of that name is in the way of every copy, for root too: its name is as long as names may be.
    let long = folder.path().join("b".repeat(247));
    fs::rename(&path, &long).unwrap();
    let refused = Store::open(&long).err().unwrap();
    assert!(matches!(refused, StoreError::Snapshot { .. }), "{refused}");
    assert!(refused.to_string().contains("nothing was changed"), "{refused}");
    assert_eq!(version(&long), FORMAT);
    let rows = |bytes: &[u8]| bytes.len();
    assert_eq!(rows(&fs::read(&long).unwrap()), rows(&before));
    let beside: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(beside.iter().all(|name| !name.to_string_lossy().contains("format")), "{beside:?}");
}
