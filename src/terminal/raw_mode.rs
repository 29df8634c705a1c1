//! Raw mode: the terminal, taken over and given back.
//!
//! Whatever ends the process, the terminal must be as it was: cooked, on its main screen, with a cursor. So what is
//! needed to give it back lives in statics that a panic hook and a signal thread can reach. This file does not read
//! the terminal and draws nothing.

use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{
    OptionalActions, QueueSelector, Termios, isatty, tcflush, tcgetattr, tcgetwinsize, tcsetattr,
};

use super::pacing;

/// Alternate screen, bracketed paste, no cursor.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// The end of a frame that may have been cut short, no attributes, mouse and focus reports off in case another
/// program left them on, paste off, cursor shown, main screen.
const LEAVE: &[u8] =
    b"\x1b[?2026l\x1b[0m\x1b[?1006l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// How long a terminal that takes nothing is waited for, when writing would not block.
const STUCK: Timespec = Timespec { tv_sec: 2, tv_nsec: 0 };

/// The settings to go back to, from the moment they were first changed.
static ORIGINAL: Mutex<Option<Termios>> = Mutex::new(None);
/// Whether the terminal is in our hands.
static OURS: AtomicBool = AtomicBool::new(false);
/// Whether the terminal is lent to another program.
static LENT: AtomicBool = AtomicBool::new(false);

/// Why the terminal interface cannot start here; the process should end with 2.
#[derive(Debug, thiserror::Error)]
pub enum NoTerminal {
    /// Input or output is a file, a pipe or nothing; which of them.
    #[error("{0} is not a terminal: run gonogo in a terminal, or use `gonogo status` for plain output")]
    NotATerminal(&'static str),
    /// The terminal says that it can do nothing, or does not say what it is.
    #[error(
        "TERM is {0}, so this terminal cannot show a screen: set TERM (most terminals take xterm-256color), or use `gonogo status` for plain output"
    )]
    Dumb(String),
    /// The terminal refused its settings.
    #[error("the terminal refused its settings: {0}; use `gonogo status` for plain output")]
    Io(#[from] io::Error),
}

/// The terminal while it is ours; dropping it gives the terminal back.
#[derive(Debug)]
pub struct Tty(());

impl Tty {
    /// Takes the terminal over: raw, on the alternate screen, with bracketed paste and without a cursor.
    ///
    /// `term` is the value of `TERM`.
    ///
    /// # Errors
    /// When input or output is no terminal, when `TERM` is missing or `dumb`, or when the settings are refused.
    pub fn enter(term: Option<&str>) -> Result<Self, NoTerminal> {
        if !isatty(stdin()) {
            return Err(NoTerminal::NotATerminal("standard input"));
        }
        if !isatty(stdout()) {
            return Err(NoTerminal::NotATerminal("standard output"));
        }
        check_term(term)?;
        take()?;
        Ok(Self(()))
    }

    /// Gives the terminal back for a while, to a shell or an editor.
    pub fn suspend(&mut self) {
        LENT.store(true, Ordering::SeqCst);
        restore();
    }

    /// Takes the terminal again, also when it never was given back but may have been changed by others; the next
    /// frame must draw everything.
    ///
    /// # Errors
    /// When the settings are refused.
    pub fn resume(&mut self) -> io::Result<()> {
        take()?;
        LENT.store(false, Ordering::SeqCst);
        Ok(())
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back if it is ours; safe to call twice, from a panic hook and from any thread.
///
/// Problems are ignored: the terminal may be gone, and this is called when nothing more can be done.
pub fn restore() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = write_all(LEAVE);
    cook();
}

/// Gives back the settings alone, for a terminal that takes no more output.
pub(super) fn cook() {
    // Never waits: a thread that panicked while it held the lock must not keep the terminal raw.
    let original = match ORIGINAL.try_lock() {
        Ok(original) => original.clone(),
        Err(_) => None,
    };
    // A shell would print the answer that nobody read.
    if pacing::is_owed() {
        let _ = tcflush(stdin(), QueueSelector::IFlush);
    }
    if let Some(original) = original {
        let _ = tcsetattr(stdin(), OptionalActions::Now, &original);
    }
}

/// Tells whether the terminal is in our hands, so that drawing makes sense.
pub(super) fn is_ours() -> bool {
    OURS.load(Ordering::SeqCst)
}

/// Tells whether another program has been given the terminal, so that keys like ^C are meant for it.
pub(super) fn is_lent() -> bool {
    LENT.load(Ordering::SeqCst)
}

/// Columns and rows of the terminal that is written to.
///
/// It is asked before each frame, so without opening the terminal anew.
///
/// # Errors
/// When there is no terminal.
pub(super) fn size() -> io::Result<(u16, u16)> {
    match tcgetwinsize(stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Ok((size.ws_col, size.ws_row)),
        Ok(_) | Err(_) => crossterm::terminal::size(),
    }
}

/// Writes to the terminal past all buffers, which other threads could hold.
pub(super) fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            // Another program that shares the terminal may have made it non-blocking.
            Err(Errno::AGAIN) => {
                let out = stdout();
                let ready = poll(&mut [PollFd::new(&out, PollFlags::OUT)], Some(&STUCK));
                if ready == Ok(0) {
                    return Err(io::ErrorKind::TimedOut.into());
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn check_term(term: Option<&str>) -> Result<(), NoTerminal> {
    match term {
        None | Some("") => Err(NoTerminal::Dumb("not set".to_owned())),
        Some("dumb") => Err(NoTerminal::Dumb("dumb".to_owned())),
        Some(_) => Ok(()),
    }
}

fn take() -> io::Result<()> {
    let mut raw = {
        let mut original = ORIGINAL.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match &*original {
            Some(original) => original.clone(),
            None => original.insert(tcgetattr(stdin())?).clone(),
        }
    };
    raw.make_raw();
    // From here on there is something to give back, even if the rest fails.
    OURS.store(true, Ordering::SeqCst);
    let taken = tcsetattr(stdin(), OptionalActions::Now, &raw)
        .map_err(io::Error::from)
        .and_then(|()| write_all(ENTER));
    if taken.is_err() {
        restore();
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_can_do_nothing_is_refused_with_a_way_out() {
        for term in [None, Some(""), Some("dumb")] {
            let refusal = check_term(term).unwrap_err().to_string();
            assert!(refusal.contains("gonogo status") && refusal.contains("TERM"), "{refusal}");
        }
        for term in ["xterm-256color", "tmux", "linux"] {
            assert!(check_term(Some(term)).is_ok());
        }
    }

    #[test]
    fn what_leaving_undoes_is_what_entering_did() {
        let leave = LEAVE.escape_ascii().to_string();
        for mode in ["[?2004l", "[?25h", "[?1049l"] {
            assert!(leave.contains(mode), "{mode}");
        }
        let place = |mode: &str| leave.find(mode);
        assert!(place("[?2004l") < place("[?25h") && place("[?25h") < place("[?1049l"));
    }

    #[test]
    fn giving_back_what_was_not_taken_does_nothing() {
        restore();
        restore();
        assert!(!is_ours());
    }
}
