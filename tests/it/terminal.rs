//! The program at a terminal: a pseudo-terminal, what it would show, and hands to type with. Every wait ends with
//! what it waits for; the clock only says when to give up.
#![expect(clippy::disallowed_methods, reason = "a wait that gives up has to look at the real clock")]

use crate::cli_harness::{Bench, NOW};
use portable_pty::{CommandBuilder, MasterPty, PtySize};
use rustix::{
    fs::{Mode, OFlags},
    process::{Pid, Signal, kill_process},
    termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr},
};
use std::{
    ffi::OsStr,
    io::{Read as _, Write},
    num::NonZeroU16,
    os::fd::OwnedFd,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    thread,
    time::{Duration, Instant},
};

/// How long something may take on a busy machine before it counts as missing.
const PATIENCE: Duration = Duration::from_secs(20);
/// Frames lie between these, and are shown whole.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

/// Asks whether the terminal has read everything up to here, and what it answers.
const QUESTION: &[u8] = b"\x1b[5n";
const ANSWER: &[u8] = b"\x1b[0n";

/// What the terminal sends to the program; shared by the hands and the terminal, which answers questions.
type Keyboard = Arc<Mutex<Box<dyn Write + Send>>>;

/// A program to be started at a terminal.
pub(crate) struct Start {
    command: CommandBuilder,
    size: (u16, u16),
    answers: bool,
}

impl Start {
    /// The program on a bench's board: maya types, the clock stands still, nothing of this machine's is seen.
    pub(crate) fn of(bench: &Bench) -> Self {
        Self::other(bench, &assert_cmd::cargo::cargo_bin("gonogo"))
    }

    /// Another program in the same surroundings.
    pub(crate) fn other(bench: &Bench, program: &Path) -> Self {
        let mut command = CommandBuilder::new(program);
        command.cwd(bench.path(""));
        command.env_clear();
        let start = Self { command, size: (120, 40), answers: true };
        start
            .env("HOME", bench.path(""))
            .env("PATH", "/usr/bin:/bin")
            .env("TERM", "xterm-256color")
            .env("TZ", "UTC")
            .env("GONOGO_DB", bench.db())
            .env("GONOGO_AS", "maya")
            .env("GONOGO_NOW", NOW)
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn args(mut self, arguments: &[&str]) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn size(self, columns: u16, rows: u16) -> Self {
        Self { size: (columns, rows), ..self }
    }

    /// A terminal that does not answer by itself when it is asked whether it has read everything: one that is slow,
    /// if [`Terminal::answers`] is called later, or one that knows no such question.
    pub(crate) fn without_answers(self) -> Self {
        Self { answers: false, ..self }
    }

    pub(crate) fn run(self) -> Terminal {
        Terminal::of(self)
    }
}

/// A terminal with a program in it.
pub(crate) struct Terminal {
    /// The terminal's end of the line; `None` once it has hung up.
    ours: Option<(Box<dyn MasterPty + Send>, Keyboard)>,
    hung_up: Arc<AtomicBool>,
    /// The program's end of the line, held so that its settings can be read when the program has gone.
    theirs: Option<OwnedFd>,
    program: Pid,
    ended: Receiver<u32>,
    arrives: Receiver<Vec<u8>>,
    /// What arrived of a frame that is not whole yet.
    part: Vec<u8>,
    emulator: vt100::Parser,
    /// Everything the program has sent.
    pub(crate) sent: Vec<u8>,
}

impl Terminal {
    fn of(start: Start) -> Self {
        let (columns, rows) = start.size;
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = portable_pty::native_pty_system().openpty(size).unwrap();
        let name = pair.master.tty_name().unwrap();
        let theirs = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        let mut program = pair.slave.spawn_command(start.command).unwrap();
        drop(pair.slave);
        let pid = Pid::from_raw(i32::try_from(program.process_id().unwrap()).unwrap()).unwrap();
        let (end, ended) = channel();
        thread::spawn(move || end.send(program.wait().unwrap().exit_code()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let answering = start.answers.then(|| Arc::clone(&keyboard));
        let (arrival, arrives) = channel();
        let hung_up = Arc::new(AtomicBool::new(false));
        let is_over = Arc::clone(&hung_up);
        thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            let mut end = Vec::new();
            while let Ok(len @ 1..) = reader.read(&mut bytes) {
                end.extend_from_slice(&bytes[..len]);
                for _ in 0..answering.as_ref().map_or(0, |_| count(&end, QUESTION)) {
                    // The program may have gone.
                    let _ = answering.as_ref().unwrap().lock().unwrap().write_all(ANSWER);
                }
                end.drain(..end.len().saturating_sub(QUESTION.len() - 1));
                if end.ends_with(QUESTION) {
                    end.clear();
                }
                if is_over.load(Ordering::SeqCst) || arrival.send(bytes[..len].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            ours: Some((pair.master, keyboard)),
            hung_up,
            theirs: Some(theirs),
            program: pid,
            ended,
            arrives,
            part: Vec::new(),
            emulator: vt100::Parser::new(at_least_two(rows), at_least_two(columns), 0),
            sent: Vec::new(),
        }
    }

    /// Sends bytes as the keyboard would, in one write.
    pub(crate) fn types(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        let (_, keyboard) = self.ours.as_mut().unwrap();
        keyboard.lock().unwrap().write_all(bytes.as_ref()).unwrap();
        self
    }

    /// Answers that everything up to here has been read.
    pub(crate) fn answers(&mut self) -> &mut Self {
        self.types(ANSWER)
    }

    /// How often the program has asked whether everything has been read.
    pub(crate) fn questions(&self) -> usize {
        count(&self.sent, QUESTION)
    }

    pub(crate) fn pastes(&mut self, text: impl AsRef<[u8]>) -> &mut Self {
        self.types([b"\x1b[200~", text.as_ref(), b"\x1b[201~"].concat())
    }

    /// Gives the window another size. The emulator cannot be smaller than two by two.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let (master, _) = self.ours.as_ref().unwrap();
        master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        self.emulator.set_size(at_least_two(rows), at_least_two(columns));
        self
    }

    /// Waits until the screen contains a text.
    #[track_caller]
    pub(crate) fn shows(&mut self, text: &str) -> &mut Self {
        self.until(text, |screen| screen.contents().contains(text))
    }

    /// Waits until the screen contains a text no more.
    #[track_caller]
    pub(crate) fn hides(&mut self, text: &str) -> &mut Self {
        self.until(&format!("no {text}"), |screen| !screen.contents().contains(text))
    }

    #[track_caller]
    pub(crate) fn until(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !holds(self.screen()) {
            assert!(self.hears_by(deadline), "waited for {what:?}, but see:\n{}", self.text());
        }
        self
    }

    /// Waits until the program has sent these bytes after the first `from`.
    #[track_caller]
    pub(crate) fn sends(&mut self, bytes: &[u8], from: usize) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while count(&self.sent[from..], bytes) == 0 {
            assert!(self.hears_by(deadline), "never sent {}", bytes.escape_ascii());
        }
        self
    }

    /// Takes what arrives next, if anything does in time.
    fn hears_by(&mut self, deadline: Instant) -> bool {
        let heard = self.arrives.recv_timeout(deadline.saturating_duration_since(Instant::now()));
        heard.map(|bytes| self.take(&bytes)).is_ok()
    }

    /// Takes what arrives until nothing has for so long.
    pub(crate) fn falls_silent(&mut self, quiet: Duration) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while let Ok(bytes) = self.arrives.recv_timeout(quiet) {
            self.take(&bytes);
            assert!(Instant::now() < deadline, "never falls silent:\n{}", self.text());
        }
        self
    }

    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.emulator.screen()
    }

    pub(crate) fn text(&self) -> String {
        self.screen().contents()
    }

    /// The first row of the screen that contains a text.
    #[track_caller]
    pub(crate) fn row_of(&self, text: &str) -> u16 {
        let (_, columns) = self.screen().size();
        let found = self.screen().rows(0, columns.get()).position(|row| row.contains(text));
        let Some(row) = found else { panic!("{text:?} is not in:\n{}", self.text()) };
        u16::try_from(row).unwrap()
    }

    /// Whether lines are edited and echoed, as a shell expects it.
    pub(crate) fn is_cooked(&self) -> bool {
        let modes = tcgetattr(self.theirs.as_ref().unwrap()).unwrap().local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG)
    }

    /// Whether the screen is as a shell expects it.
    pub(crate) fn is_given_back(&self) -> bool {
        let screen = self.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste() && self.is_cooked()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.program, signal).unwrap();
    }

    /// How many frames came after the first `from` bytes.
    pub(crate) fn frames(&self, from: usize) -> usize {
        count(&self.sent[from..], BEGIN)
    }

    /// The terminal goes, as when its window is closed.
    pub(crate) fn hang_up(&mut self) {
        let theirs = self.theirs.take().unwrap();
        // The keyboard would send a last line with the end-of-file key, if the terminal has one.
        let mut settings = tcgetattr(&theirs).unwrap();
        settings.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&theirs, OptionalActions::Now, &settings).unwrap();
        self.hung_up.store(true, Ordering::SeqCst);
        self.ours = None;
        // Wakes the thread that reads, so that it lets go of the last handle on the terminal.
        rustix::io::write(&theirs, b"\0").unwrap();
    }

    /// Waits for the program to end, takes the rest of what it sent, and gives its exit code.
    #[track_caller]
    pub(crate) fn gone(&mut self) -> u32 {
        // The program may have much to say before it ends, and ends only when all of it is taken.
        let Ok(code) = self.ended.recv_timeout(PATIENCE) else { panic!("still runs:\n{}", self.text()) };
        if let (Some(theirs), Some(_)) = (&self.theirs, &self.ours) {
            // Comes after everything the program has sent.
            const LAST: &[u8] = b"\x1b]777;end\x07";
            rustix::io::write(theirs, LAST).unwrap();
            self.sends(LAST, 0);
        }
        code
    }

    /// Waits for the program to end with this code and leave the terminal as it was.
    #[track_caller]
    pub(crate) fn leaves(&mut self, code: u32) {
        assert_eq!(self.gone(), code, "{}", self.text());
        assert!(self.is_given_back(), "the terminal was not given back:\n{}", self.text());
        assert_eq!(count(&self.sent, b"^[[0n"), 0, "an answer of the terminal reached the shell");
    }

    fn take(&mut self, bytes: &[u8]) {
        self.sent.extend_from_slice(bytes);
        self.part.extend_from_slice(bytes);
        let whole = match last(&self.part, BEGIN) {
            Some(begin) if count(&self.part[begin..], END) == 0 => begin,
            Some(_) | None => {
                let is_begun = |len: &usize| self.part.ends_with(&BEGIN[..*len]);
                self.part.len() - (1..BEGIN.len()).rev().find(is_begun).unwrap_or(0)
            }
        };
        let frames: Vec<u8> = self.part.drain(..whole).collect();
        self.emulator.process(&frames);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.ended.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
            let _ = kill_process(self.program, Signal::KILL);
        }
        if self.ours.is_some() && self.theirs.is_some() {
            self.hang_up();
        }
    }
}

fn at_least_two(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length.max(2)).unwrap()
}

/// How often bytes occur in others.
pub(crate) fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).filter(|window| *window == wanted).count()
}

fn last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

/// Waits the given time for a byte that must not come.
#[track_caller]
pub(crate) fn stays_silent(terminal: &mut Terminal, time: Duration) {
    if let Ok(bytes) = terminal.arrives.recv_timeout(time) {
        panic!("sent {} bytes unasked: {}", bytes.len(), bytes.escape_ascii());
    }
    assert_eq!(terminal.arrives.recv_timeout(Duration::ZERO), Err(RecvTimeoutError::Timeout));
}
