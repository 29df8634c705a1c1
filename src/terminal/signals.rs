//! Signals as events of the loop, and the deadline that holds when the loop does not answer.
//!
//! It does not know what the loop does on its way out.

use std::io;
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use super::{LoopEvent, raw_mode};

/// How long the loop has to keep drafts and end after it was told to.
const TIME_TO_END: Duration = Duration::from_secs(1);
/// How long a terminal that takes nothing may delay the end after that.
const TIME_TO_RESTORE: Duration = Duration::from_millis(250);

/// Starts the thread that waits for signals; it runs as long as the process.
///
/// SIGWINCH is told as [`LoopEvent::Resize`], SIGCONT as [`LoopEvent::Continued`], and SIGTERM, SIGHUP and SIGINT as
/// [`LoopEvent::Terminate`]. If the process still runs one second after it was asked to end, the terminal is
/// restored and the process exits with 128 and the signal's number.
///
/// # Errors
/// When the signals or a thread cannot be had.
pub fn watch_signals(loop_: Sender<LoopEvent>) -> io::Result<()> {
    let mut signals = Signals::new([SIGWINCH, SIGCONT, SIGTERM, SIGHUP, SIGINT])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let mut ending = false;
        for signal in signals.forever() {
            let Some(happening) = meaning(signal, raw_mode::is_lent()) else {
                continue;
            };
            if matches!(happening, LoopEvent::Terminate(_)) && !ending {
                ending = true;
                end_in_time(signal);
            }
            // When the loop is gone the process is about to end, and the deadline sees to it that it does.
            let _ = loop_.send(happening);
        }
    })?;
    Ok(())
}

/// What a signal means to the loop; an interrupt is not meant for us while another program has the terminal.
fn meaning(signal: i32, lent: bool) -> Option<LoopEvent> {
    match signal {
        SIGWINCH => Some(LoopEvent::Resize),
        SIGCONT => Some(LoopEvent::Continued),
        SIGINT if lent => None,
        _ => Some(LoopEvent::Terminate(signal)),
    }
}

fn end_in_time(signal: i32) {
    let deadline = move || {
        thread::sleep(TIME_TO_END);
        end_now(128 + signal);
    };
    if thread::Builder::new().name("deadline".to_owned()).spawn(deadline).is_err() {
        end_now(128 + signal);
    }
}

/// Restores the terminal if it takes it, and ends the process without running anything else.
fn end_now(code: i32) {
    let (done, restored) = channel();
    let restore = move || {
        raw_mode::restore();
        let _ = done.send(());
    };
    if thread::Builder::new().spawn(restore).is_ok() {
        let _ = restored.recv_timeout(TIME_TO_RESTORE);
    }
    // If the terminal took nothing, its screen is lost, but the shell after us can still be typed into.
    raw_mode::cook();
    signal_hook::low_level::exit(code);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_signal_has_its_meaning() {
        assert_eq!(meaning(SIGWINCH, false), Some(LoopEvent::Resize));
        assert_eq!(meaning(SIGCONT, false), Some(LoopEvent::Continued));
        for signal in [SIGTERM, SIGHUP, SIGINT] {
            assert_eq!(meaning(signal, false), Some(LoopEvent::Terminate(signal)));
        }
    }

    #[test]
    fn an_interrupt_in_the_editor_is_for_the_editor() {
        assert_eq!(meaning(SIGINT, true), None);
        assert_eq!(meaning(SIGHUP, true), Some(LoopEvent::Terminate(SIGHUP)));
    }
}
