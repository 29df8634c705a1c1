//! What a board file refuses, whoever writes to it, and which files are no boards.
#![expect(clippy::too_many_lines, reason = "a table of cases is read as one")]
#![expect(clippy::disallowed_types, reason = "stands for another program that has the file open")]
#![expect(clippy::unwrap_used, reason = "a test may stop where it is")]
#![expect(clippy::print_stdout, reason = "a skipped test says why")]

use crate::board_fixture::{board, decision, does, sit};
use gonogo::{
    domain::Id,
    ops::OpError,
    store::{Store, StoreError},
};
use rusqlite::Connection;
use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
    process::Command,
};

/// Every file in a folder with its content.
fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    files
        .filter(|entry| entry.path().is_file())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect()
}

/// Opens what is no board, and says why it is none; nothing in the folder may change.
fn refuses(folder: &Path, name: &str) -> String {
    let before = content(folder);
    let error = Store::open(&folder.join(name)).err().unwrap();
    assert!(content(folder) == before, "{name} or what lies beside it was changed");
    let said = error.to_string().replace(&*folder.to_string_lossy(), "");
    assert!(!said.contains('\n') && !said.ends_with('.'), "one sentence: {said}");
    said
}

#[test]
fn what_is_no_board_is_refused_in_one_sentence_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder")).unwrap();
    fs::write(at("empty"), "").unwrap();
    fs::write(at("byte"), "x").unwrap();
    fs::write(at("text"), "to do: launch\n".repeat(100)).unwrap();
    fs::write(at("picture.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".repeat(20)).unwrap();
    let foreign = Connection::open(at("foreign.db")).unwrap();
    foreign
        .execute_batch("PRAGMA journal_mode = DELETE; CREATE TABLE t (x); PRAGMA user_version = 1")
        .unwrap();
    drop(foreign);
    let left = "is not a gonogo board and was left as it is; choose another file with --db FILE";
    for (name, said) in [
        (
            "missing",
            "there is no board at /missing; start one with `gonogo cycle new`, or look around with `gonogo demo`",
        ),
        (
            "missing/deeper",
            "there is no board at /missing/deeper; start one with `gonogo cycle new`, or look around with `gonogo demo`",
        ),
        ("folder", "/folder is not a file; name the board file itself with --db FILE"),
        (
            "empty",
            "/empty is empty and was left as it is; remove it and start a board with `gonogo cycle new`",
        ),
        ("byte", &format!("/byte {left}")),
        ("text", &format!("/text {left}")),
        ("picture.png", &format!("/picture.png {left}")),
        ("foreign.db", &format!("/foreign.db {left}")),
    ] {
        assert_eq!(refuses(folder.path(), name), said);
    }
    assert!(!at("missing").exists());
}

#[test]
fn a_board_of_a_newer_program_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = board(folder.path());
    for journal in ["WAL", "DELETE"] {
        let later = Connection::open(&path).unwrap();
        later.execute_batch(&format!("PRAGMA user_version = 99; PRAGMA journal_mode = {journal}")).unwrap();
        drop(later);
        assert_eq!(
            refuses(folder.path(), "board.db"),
            "/board.db was written by a newer gonogo (format 99, this one knows 5); update gonogo to open it"
        );
    }
}

#[test]
fn a_newer_format_that_is_still_in_the_log_is_refused_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = board(folder.path());
    let later = Connection::open(&path).unwrap();
    later.execute_batch("PRAGMA user_version = 99").unwrap();
    let error = Store::open(&path).err().unwrap();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
}

#[test]
fn a_file_cut_short_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = board(folder.path());
    let whole = fs::read(&path).unwrap();
    for length in [100, 4_096, whole.len() / 2, whole.len() - 4_096, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        assert_eq!(
            refuses(folder.path(), "board.db"),
            "the board looks damaged (the end of /board.db is missing) and was left as it is; run `gonogo doctor`, \
             or bring back a snapshot"
        );
    }
    fs::write(&path, &whole).unwrap();
    Store::open(&path).unwrap();
}

#[test]
fn making_a_board_never_takes_the_place_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = board(folder.path());
    for name in ["board.db", "notes.txt"] {
        let at = folder.path().join(name);
        if !at.exists() {
            fs::write(&at, "notes").unwrap();
        }
        let before = content(folder.path());
        let error = Store::create(&at).err().unwrap();
        assert!(matches!(error, StoreError::Exists(_)), "{error}");
        assert!(content(folder.path()) == before);
    }
    let below_a_file = path.join("deeper/board.db");
    let error = Store::create(&below_a_file).err().unwrap();
    assert!(matches!(error, StoreError::Io { .. }), "{error}");
}

#[test]
fn a_new_board_is_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deeper/board.db");
    let store = Store::create(&path).unwrap();
    for name in ["board.db", "board.db-wal", "board.db-shm"] {
        let mode = fs::metadata(path.with_file_name(name)).unwrap().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    drop(store);
    assert_eq!(content(path.parent().unwrap()).len(), 1, "closing leaves only the board");
}

/// Runs `test` with a board that nobody may write to: the file, or its folder. Root may write to anything, so then
/// there is nothing to test.
fn write_protected(file: u32, folder_mode: u32, test: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let path = board(folder.path());
    fs::set_permissions(&path, fs::Permissions::from_mode(file)).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(folder_mode)).unwrap();
    if rustix::process::geteuid().is_root() {
        println!("skipped: root may write to anything");
    } else {
        test(&path);
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_write_protected_board_is_read_and_says_why_it_takes_nothing() {
    for (file, folder) in [(0o444, 0o755), (0o600, 0o555), (0o444, 0o555)] {
        write_protected(file, folder, |path| {
            let before = content(path.parent().unwrap());
            let mut executor = sit(path, 1);
            assert!(executor.store.is_read_only());
            assert_eq!(executor.store.board(Id::new(1)).unwrap().unwrap().steps.rows().len(), 6);
            executor.store.data_version().unwrap();
            assert_eq!(executor.store.examine().unwrap().problems, Vec::<String>::new());
            let refused = does(&mut executor, decision("A?"), "a").unwrap_err();
            assert!(matches!(refused, OpError::Store(StoreError::ReadOnly(_))), "{refused}");
            drop(executor);
            assert!(content(path.parent().unwrap()) == before, "{file:o} in {folder:o}");
        });
    }
}

#[test]
fn a_name_that_looks_like_an_address_is_a_name() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["file:a?mode=memory", "50% #1.db", "ünï\u{7}.db"] {
        let path = folder.path().join(name);
        drop(Store::create(&path).unwrap());
        assert!(path.is_file(), "{name}");
        Store::open(&path).unwrap();
    }
}

#[test]
fn the_file_itself_refuses_what_breaks_a_hard_rule() {
    let folder = tempfile::tempdir().unwrap();
    let path = board(folder.path());
    let mut executor = sit(&path, 1);
    does(&mut executor, decision("A?"), "a").unwrap();
    let other = Connection::open(&path).unwrap();
    let decision = |title: &str, owner: &str, due: &str| {
        format!(
            "INSERT INTO decision (cycle, title, owner, due, state, opened) VALUES (1, {title}, {owner}, {due}, 'open', 0)"
        )
    };
    let blocker = |owner: &str, due: &str, fallback: &str| {
        format!(
            "INSERT INTO blocker (cycle, title, owner, due, fallback, state, opened)
             VALUES (1, 'PSP', {owner}, {due}, {fallback}, 'open', 0)"
        )
    };
    let risk = |chance: i64, impact: i64| {
        format!(
            "INSERT INTO risk (cycle, title, owner, chance, impact, state, opened)
             VALUES (1, 'Peak', 1, {chance}, {impact}, 'watching', 0)"
        )
    };
    let approved = "UPDATE decision SET state = 'approved', decided_at = 1, approved_by = 1, choice = 'yes', proof = 'minutes'";
    for sound in [
        decision("'B?'", "1", "0"),
        blocker("1", "0", "'ship without'"),
        risk(1, 5),
        format!("SAVEPOINT s; {approved}; ROLLBACK TO s; RELEASE s"),
    ] {
        other.execute_batch(&sound).unwrap();
    }
    for broken in [
        decision("NULL", "1", "0"),
        decision("'  '", "1", "0"),
        decision("'B?'", "NULL", "0"),
        decision("'B?'", "77", "0"),
        decision("'B?'", "1", "NULL"),
        decision("'B?'", "1", "'tomorrow'"),
        blocker("NULL", "0", "'wait'"),
        blocker("1", "NULL", "'wait'"),
        blocker("1", "0", "NULL"),
        blocker("1", "0", "' '"),
        risk(0, 3),
        risk(6, 3),
        risk(3, 0),
        risk(3, 6),
        format!("{approved}, approved_by = NULL").replace("approved_by = 1, ", ""),
        format!("{approved}, choice = ' '").replace("choice = 'yes', ", ""),
        format!("{approved}, proof = NULL").replace(", proof = 'minutes'", ""),
        format!("{approved}, decided_at = NULL").replace("decided_at = 1, ", ""),
        "UPDATE decision SET owner = NULL".to_owned(),
        "UPDATE decision SET state = 'maybe'".to_owned(),
        "UPDATE blocker SET fallback = ''".to_owned(),
        "UPDATE blocker SET state = 'resolved'".to_owned(),
        "UPDATE risk SET state = 'appeared'".to_owned(),
        "UPDATE item SET state = 'waived'".to_owned(),
        "UPDATE item SET state = 'waived', why = ' '".to_owned(),
        "UPDATE item SET state = 'done', needs_proof = 1, proof = NULL".to_owned(),
        "UPDATE step SET state = 'done'".to_owned(),
        "UPDATE operation SET name = 'x'".to_owned(),
        "UPDATE change SET after = '{}'".to_owned(),
        "DELETE FROM operation".to_owned(),
        "DELETE FROM change".to_owned(),
    ] {
        let refused = other.execute_batch(&broken).unwrap_err();
        assert_eq!(
            refused.sqlite_error_code(),
            Some(rusqlite::ErrorCode::ConstraintViolation),
            "{broken}: {refused}"
        );
    }
}

/// A file system of one megabyte; `None` where nobody may mount one.
struct Small(tempfile::TempDir);

impl Small {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|mount| mount.status.success());
        mounted.then(|| Self(folder))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

#[test]
fn a_full_disk_keeps_what_was_saved_and_takes_more_once_there_is_room() {
    let Some(small) = Small::mount() else {
        println!("skipped: may not mount a small file system");
        return;
    };
    let path = board(small.0.path());
    let mut executor = sit(&path, 1);
    let ballast = small.0.path().join("ballast");
    fs::write(&ballast, vec![0; 100_000]).unwrap();
    let long = "x".repeat(3_900);
    let mut saved = 0;
    let refused = loop {
        match does(&mut executor, decision(&long), &format!("d{saved}")) {
            Ok(_) => saved += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, OpError::Store(StoreError::Full)), "{refused}");
    let decisions = |executor: &gonogo::ops::Executor| {
        let board = executor.store.board(Id::new(1)).unwrap().unwrap();
        board.decisions.rows().len()
    };
    assert_eq!(decisions(&executor), saved);
    fs::remove_file(&ballast).unwrap();
    does(&mut executor, decision("B?"), "more").unwrap();
    assert_eq!(decisions(&executor), saved + 1);
    crate::board_fixture::is_sound(&executor);
}
