//! Job control: Ctrl-Z suspends, `fg` resumes.
//!
//! In raw mode the key does not stop a process by itself; it arrives as `^z` and the loop calls this. It does not
//! know what was on the screen.

use std::io;
use std::thread;
use std::time::Duration;

use rustix::process::{Signal, getpid, getsid, kill_current_process_group};

use super::raw_mode::Tty;

/// How long the stop may take to arrive.
const STOP_ARRIVES: Duration = Duration::from_millis(20);

/// Why the program was not suspended.
#[derive(Debug, thiserror::Error)]
pub enum CannotSuspend {
    /// This process leads the session: no shell waits behind it.
    #[error("there is no shell behind this session to go back to; q quits, and nothing is lost")]
    NoShell,
    /// The terminal could not be taken again.
    #[error("the terminal refused its settings on return: {0}")]
    Io(#[from] io::Error),
}

/// Gives the terminal back, stops the whole job until the shell continues it, and takes the terminal again; then
/// everything must be drawn.
///
/// # Errors
/// When no shell could continue the process, and nothing has happened; or when the terminal cannot be taken again.
pub fn suspend_self(tty: &mut Tty) -> Result<(), CannotSuspend> {
    if getsid(None).map_err(io::Error::from)? == getpid() {
        return Err(CannotSuspend::NoShell);
    }
    tty.suspend();
    // SIGTSTP with its default action, not SIGSTOP: the kernel discards it where nobody could continue us. It goes
    // to the group, so that a script around us stops too and its shell notices.
    let sent = kill_current_process_group(Signal::TSTP).map_err(io::Error::from);
    // Another thread may be the one that is stopped first, so the terminal must not be taken again at once.
    thread::sleep(STOP_ARRIVES);
    tty.resume()?;
    Ok(sent?)
}
