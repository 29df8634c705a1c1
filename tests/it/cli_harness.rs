//! The test harness for commands: a board in a folder of its own, a fixed clock and a fixed person.

use crate::json_contract;
use assert_cmd::Command;
use std::{
    io::{Read as _, Write as _},
    path::PathBuf,
};

/// Monday, 10:00 in Berlin.
pub(crate) const NOW: &str = "2026-03-02T09:00:00Z";

/// A folder with a board, and the program to run on it.
pub(crate) struct Bench {
    folder: tempfile::TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) exit: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// The JSON document on standard output.
    #[track_caller]
    pub(crate) fn document(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The data in the JSON document on standard output.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        self.document()["data"].take()
    }
}

impl Bench {
    /// A folder without a board.
    pub(crate) fn bare() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A board with a running cycle, a simulation as its clock is given; maya works on it, jo and ana are known.
    pub(crate) fn new() -> Self {
        let bench = Self::bare();
        bench.does(
            "cycle new --simulation --playbook engineering-managers-launch-readiness --name Checkout --start 2026-03-02 \
             --launch 2026-03-24 --sign-off maya --narrative jo --escalation jo,ana --zone Europe/Berlin",
        );
        bench
    }

    pub(crate) fn db(&self) -> PathBuf {
        self.folder.path().join("board.db")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, with nothing of this machine's in its environment.
    pub(crate) fn program(&self) -> Command {
        let mut program = Command::cargo_bin("gonogo").unwrap();
        program
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("TZ", "UTC")
            .env("GONOGO_DB", self.db())
            .env("GONOGO_AS", "maya")
            .env("GONOGO_NOW", NOW);
        program
    }

    /// Runs the program with these arguments.
    #[track_caller]
    pub(crate) fn runs(&self, arguments: &[&str]) -> Ran {
        let ran = finish(self.program().args(arguments));
        // Whatever a test asks for as JSON is held to the schema.
        if arguments.contains(&"--json") && !arguments.contains(&"--help") {
            json_contract::holds(arguments, ran.exit, &ran.out, &ran.err);
        }
        ran
    }

    /// Runs the program with arguments as a shell would split them; `"two words"` are one.
    #[track_caller]
    pub(crate) fn types(&self, line: &str) -> Ran {
        let words = split(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.runs(&words)
    }

    /// Runs a line that must succeed and gives what it said.
    #[track_caller]
    pub(crate) fn does(&self, line: &str) -> String {
        let ran = self.types(line);
        assert_eq!(ran.exit, 0, "{line}: {ran:?}");
        ran.out
    }

    /// Runs a line that must not succeed and gives the exit code with what it said.
    #[track_caller]
    pub(crate) fn refuses(&self, line: &str) -> String {
        let ran = self.types(line);
        assert_eq!(ran.out, "", "{line}: a refusal says nothing on standard output");
        format!("exit {}\n{}", ran.exit, ran.err)
    }

    /// Runs the program at a terminal as whoever runs the tests, types these lines, and gives what was shown.
    pub(crate) fn at_a_terminal(&self, env: &[(&str, &str)], arguments: &[&str], typed: &str) -> String {
        let terminal = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default()).unwrap();
        let mut command = portable_pty::CommandBuilder::new(assert_cmd::cargo::cargo_bin("gonogo"));
        command.args(arguments);
        command.cwd(self.folder.path());
        command.env_clear();
        command.env("HOME", self.folder.path());
        command.env("GONOGO_DB", self.db());
        command.env("GONOGO_NOW", NOW);
        for (name, value) in env {
            command.env(name, value);
        }
        let mut program = terminal.slave.spawn_command(command).unwrap();
        drop(terminal.slave);
        let mut reader = terminal.master.try_clone_reader().unwrap();
        let mut keyboard = terminal.master.take_writer().unwrap();
        keyboard.write_all(typed.as_bytes()).unwrap();
        let mut shown = Vec::new();
        // A terminal whose program has ended reports an error where a file would report its end.
        let _ = reader.read_to_end(&mut shown);
        assert!(program.wait().unwrap().success());
        String::from_utf8_lossy(&shown).into_owned()
    }

    /// The names of everything in the log, newest first.
    pub(crate) fn log(&self) -> Vec<String> {
        let log = self.types("log --limit 0 --json").json();
        let name = |logged: &serde_json::Value| logged["name"].as_str().unwrap().to_owned();
        log.as_array().unwrap().iter().map(name).collect()
    }
}

/// Runs a prepared program.
pub(crate) fn finish(program: &mut Command) -> Ran {
    let output = program.output().unwrap();
    Ran {
        exit: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Arguments as a shell would split them; `"two words"` are one.
pub(crate) fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
