//! Runs a program in a real terminal of a given size, presses keys, and returns the screen it has drawn.
//!
//! The program sees a clean environment, a fixed person and a fixed time, so that the same program draws the
//! same screen everywhere. Knows nothing of pictures.

use std::ffi::OsString;
use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use color_eyre::Result;
use color_eyre::eyre::{Report, WrapErr as _, ensure};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::keys::{self, Step};
use crate::palette::Background;
use crate::scene::{Scene, Size};

/// The person at the keyboard.
const PERSON: &str = "maya";
/// The moment at which every scene is pictured.
const NOW: &str = "2026-03-12T09:30:00Z";

/// A screen that has not changed for this long is finished.
const QUIET: Duration = Duration::from_millis(120);
/// A program that draws nothing at all for this long has nothing to draw.
const PATIENCE: Duration = Duration::from_secs(1);
/// A screen that never comes to rest is taken as it is after this long.
const LIMIT: Duration = Duration::from_secs(5);

/// Plays `scene` on `program` with `home` as its home and working folder, and returns the screen at its end.
///
/// # Errors
/// Fails if the program does not start, draws nothing, or exits with an error, which is quoted.
pub(crate) fn play(program: &Path, home: &Path, scene: &Scene<'_>) -> Result<vt100::Screen> {
    for args in scene.setup {
        prepare(program, home, scene, args)?;
    }
    let steps = keys::parse(scene.keys)?;
    let mut terminal = Terminal::start(program, home, scene)?;
    terminal.settle()?;
    for step in steps {
        match step {
            Step::Press(bytes) => terminal.press(&bytes)?,
            Step::Pause => terminal.settle()?,
        }
    }
    terminal.settle()?;
    let screen = terminal.parser.screen();
    ensure!(!screen.contents().trim().is_empty(), "the program has drawn nothing");
    Ok(screen.clone())
}

fn prepare(program: &Path, home: &Path, scene: &Scene<'_>, args: &[&str]) -> Result<()> {
    let output = Command::new(program)
        .args(args)
        .current_dir(home)
        .env_clear()
        .envs(environment(home, scene))
        .output()
        .wrap_err_with(|| format!("cannot start {}", program.display()))?;
    ensure!(
        output.status.success(),
        "`{} {}` failed ({}): {}",
        program.display(),
        args.join(" "),
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(())
}

fn environment(home: &Path, scene: &Scene<'_>) -> Vec<(OsString, OsString)> {
    // As terminals tell programs whether they are dark or light: text colour, then background.
    let grounds = match scene.ground {
        Background::Dark => "15;0",
        Background::Light => "0;15",
    };
    let fixed = [
        ("TERM", "xterm-256color"),
        ("COLORTERM", "truecolor"),
        ("COLORFGBG", grounds),
        ("LANG", "C.UTF-8"),
        ("TZ", "UTC"),
        ("GONOGO_AS", PERSON),
        ("GONOGO_NOW", NOW),
    ];
    let folders = [
        ("HOME", ""),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_STATE_HOME", ".local/state"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_RUNTIME_DIR", ".run"),
    ];
    let folders = folders.map(|(name, folder)| (name.into(), home.join(folder).into()));
    let path = std::env::var_os("PATH").map(|path| ("PATH".into(), path));
    let texts = fixed.iter().chain(scene.env).map(|(name, value)| (name.into(), value.into()));
    folders.into_iter().chain(path).chain(texts).collect()
}

/// A program in a pseudo terminal, and what the terminal shows.
struct Terminal {
    parser: vt100::Parser,
    output: Receiver<Vec<u8>>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    /// The near end stays open as long as the program runs: closing it would hang up on it.
    _near: Box<dyn MasterPty + Send>,
}

impl Terminal {
    fn start(program: &Path, home: &Path, scene: &Scene<'_>) -> Result<Self> {
        let Size { columns, rows } = scene.size;
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).map_err(report)?;
        let mut command = CommandBuilder::new(program);
        command.args(scene.args);
        command.cwd(home);
        command.env_clear();
        for (name, value) in environment(home, scene) {
            command.env(name, value);
        }
        let child = pty.slave.spawn_command(command).map_err(report)?;
        // The far end is the program's alone from here on, so that its exit ends the output.
        drop(pty.slave);

        let (sender, output) = channel();
        let reader = pty.master.try_clone_reader().map_err(report)?;
        thread::spawn(move || pass_on(reader, &sender));
        let cells = |count| NonZeroU16::new(count).expect("a size has no side of zero");
        Ok(Self {
            parser: vt100::Parser::new(cells(rows), cells(columns), 0),
            output,
            keyboard: pty.master.take_writer().map_err(report)?,
            child,
            _near: pty.master,
        })
    }

    fn press(&mut self, bytes: &[u8]) -> Result<()> {
        let applied = self.parser.screen().application_cursor().then(|| keys::application_form(bytes));
        self.keyboard
            .write_all(applied.as_deref().unwrap_or(bytes))
            .and_then(|()| self.keyboard.flush())
            .wrap_err("the program ended before all keys were pressed")
    }

    /// Waits until the program has drawn something and then has been quiet for a moment, or has ended.
    fn settle(&mut self) -> Result<()> {
        let start = Instant::now();
        let mut drawn = false;
        while start.elapsed() < LIMIT {
            match self.output.recv_timeout(QUIET) {
                Ok(bytes) => {
                    self.parser.process(&bytes);
                    self.answer(&bytes)?;
                    drawn = true;
                }
                Err(RecvTimeoutError::Timeout) => {
                    // Switching to the full screen is output too; a picture needs something to be on it.
                    let blank = self.parser.screen().contents().trim().is_empty();
                    if !blank && (drawn || start.elapsed() >= PATIENCE) {
                        return Ok(());
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return self.ended(),
            }
        }
        Ok(())
    }

    /// Answers, as a terminal does, that everything has been read (DSR); programs that pace their frames wait for it.
    fn answer(&mut self, bytes: &[u8]) -> Result<()> {
        for _ in 0..bytes.windows(4).filter(|window| *window == b"\x1b[5n").count() {
            self.keyboard.write_all(b"\x1b[0n").and_then(|()| self.keyboard.flush())?;
        }
        Ok(())
    }

    /// A program that has done its work and left is a picture, too; one that failed is not.
    fn ended(&mut self) -> Result<()> {
        let status = self.child.wait()?;
        let screen = self.parser.screen().contents();
        ensure!(status.success(), "{status}, with this on the screen: {}", screen.trim());
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Fails only if the program has already gone, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Hands on what the program writes until it has ended, which reads as an error on some systems.
fn pass_on(mut reader: Box<dyn std::io::Read + Send>, output: &Sender<Vec<u8>>) {
    let mut buffer = [0; 4096];
    while let Ok(length @ 1..) = reader.read(&mut buffer) {
        if output.send(buffer[..length].to_vec()).is_err() {
            return;
        }
    }
}

/// The pty crate has an error type of its own, which does not convert by itself.
fn report(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Report {
    Report::msg(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_is_fixed_and_tells_the_ground() {
        let scene = Scene { ground: Background::Light, env: &[("NO_COLOR", "1")], ..crate::scene::SCENES[0] };
        let environment = environment(Path::new("/home/x"), &scene);
        let value = |name: &str| {
            let found = environment.iter().rfind(|(key, _)| key == name);
            found.map(|(_, value)| value.to_str().unwrap())
        };
        assert_eq!(value("COLORFGBG"), Some("0;15"));
        assert_eq!(value("NO_COLOR"), Some("1"));
        assert_eq!(value("XDG_CONFIG_HOME"), Some("/home/x/.config"));
        assert_eq!(value("USER"), None);
    }
}
