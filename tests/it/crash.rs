//! A process that is killed at any moment loses nothing that it was told is saved.
#![expect(clippy::disallowed_types, reason = "starts this very program again, to kill it")]
#![expect(clippy::unwrap_used, reason = "a test may stop where it is")]

use crate::board_fixture::{board, decision, does, is_sound, note, retitle, sit};
use gonogo::ops::{OpError, Operation};
use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

const BOARD: &str = "GONOGO_TEST_CRASH_BOARD";
const KILLS: u64 = 60;

/// The process to be killed: writes for ever and says the place of each write once it is saved. Returns at once when
/// run as an ordinary test.
#[test]
fn writes_until_it_is_killed() {
    let Some(path) = std::env::var_os(BOARD) else {
        return;
    };
    let mut executor = sit(Path::new(&path), 1);
    let from = executor.store.head().unwrap().0;
    does(&mut executor, decision("A?"), &format!("{from} first")).unwrap();
    // Past the test harness, which keeps what is printed to itself until the test ends.
    let mut told = std::fs::File::options().write(true).open("/dev/stderr").unwrap();
    for at in 0.. {
        let token = format!("{from} {at}");
        let op: Operation = match at % 5 {
            0 => decision(&token).into(),
            1 => retitle(1, &token).into(),
            2 => note(1, &token).into(),
            3 => Operation::Undo,
            _ => Operation::Redo,
        };
        match does(&mut executor, op, &token) {
            Ok(receipt) => writeln!(told, "saved {}", receipt.seq).unwrap(),
            // The other writer is the same person, and has left nothing to undo.
            Err(OpError::Refused(_) | OpError::Conflict(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

fn writer(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["crash::writes_until_it_is_killed", "--exact", "--nocapture"])
        .env(BOARD, path)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The last place in the log that a process was told is saved; read to the end, after it was killed.
fn last_acknowledged(child: &mut Child) -> i64 {
    let lines = BufReader::new(child.stderr.take().unwrap()).split(b'\n');
    let whole = lines.map(|line| String::from_utf8(line.unwrap()).unwrap());
    let mut last = 0;
    for line in whole {
        // The kill may have cut the last line, but only after the write it speaks of.
        let seq = line.strip_prefix("saved ").and_then(|seq| seq.parse().ok());
        assert!(seq.is_some() || line.is_empty() || "saved ".starts_with(&line), "{line}");
        last = last.max(seq.unwrap_or(0));
    }
    last
}

#[test]
fn killed_processes_lose_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = board(folder.path());
    let (mut saved, mut acknowledged_in_all) = (0, 0);
    for kill in 0..KILLS / 2 {
        // Two at once, so that one dies while the other holds the lock or waits for it.
        let mut pair = [writer(&path), writer(&path)];
        for child in &mut pair {
            std::thread::sleep(Duration::from_millis(fastrand::u64(15..120)));
            child.kill().unwrap();
        }
        for child in &mut pair {
            child.wait().unwrap();
            saved = saved.max(last_acknowledged(child));
        }
        let executor = sit(&path, 1);
        let head = executor.store.head().unwrap().0;
        assert!(head >= saved, "kill {kill}: {saved} was acknowledged, the log ends at {head}");
        if kill % 6 == 5 {
            is_sound(&executor);
        }
        acknowledged_in_all = saved;
    }
    println!("{KILLS} kills, {acknowledged_in_all} writes acknowledged, none lost");
    assert!(acknowledged_in_all > 100, "the writers hardly wrote: {acknowledged_in_all}");
    is_sound(&sit(&path, 1));
}
