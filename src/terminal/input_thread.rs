//! The thread that reads the terminal, so that nothing a terminal sends, or fails to send, can hold up the loop.
//!
//! It waits for bytes or for the parser's deadline, never longer, and ends when the terminal does. It does not know
//! what the inputs mean.
#![expect(clippy::disallowed_methods, reason = "the parser's deadlines are measured where the bytes arrive")]

use std::io::{self, PipeReader, PipeWriter};
use std::os::fd::AsFd;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::{LoopEvent, pacing};
use crate::input::{Input, Parser};

/// Enough for a burst of keys; a paste takes several reads.
const READ_SIZE: usize = 4096;

/// The running thread; while it runs, the terminal's input is its own.
#[derive(Debug)]
pub struct InputThread {
    /// Closing this end wakes the thread and tells it to end.
    stop: Option<PipeWriter>,
    thread: Option<JoinHandle<()>>,
}

impl InputThread {
    /// Starts to read standard input, and sends what arrives as [`LoopEvent::Input`], then [`LoopEvent::Hangup`]
    /// once if the terminal ends.
    ///
    /// # Errors
    /// When no pipe or thread can be had.
    pub fn start(loop_: Sender<LoopEvent>) -> io::Result<Self> {
        Self::start_on(rustix::stdio::stdin(), loop_)
    }

    fn start_on(source: impl AsFd + Send + 'static, loop_: Sender<LoopEvent>) -> io::Result<Self> {
        let (stopped, stop) = io::pipe()?;
        let thread = thread::Builder::new()
            .name("reader".to_owned())
            .spawn(move || read(&source, &stopped, &loop_))?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }

    /// Ends the thread and returns when it reads no more, so that another program can have the terminal; what was
    /// half read is forgotten.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for InputThread {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has ended the process already.
            let _ = thread.join();
        }
    }
}

/// What ended a wait.
enum Wake {
    Bytes,
    Deadline,
    Stop,
    Gone,
}

fn read(source: &impl AsFd, stopped: &PipeReader, loop_: &Sender<LoopEvent>) {
    let start = Instant::now();
    let (mut parser, mut inputs, mut bytes) = (Parser::new(), Vec::<Input>::new(), [0; READ_SIZE]);
    loop {
        let gone = match wait(source, stopped, parser.deadline().map(|at| at.saturating_sub(start.elapsed())))
        {
            Wake::Stop => return,
            Wake::Gone => true,
            Wake::Deadline => {
                parser.tick(start.elapsed(), &mut inputs);
                false
            }
            Wake::Bytes => match rustix::io::read(source, &mut bytes) {
                Ok(0) => true,
                Ok(len) => {
                    parser.feed(&bytes[..len], arrival(&parser, start.elapsed()), &mut inputs);
                    false
                }
                Err(Errno::INTR | Errno::AGAIN) => false,
                Err(_) => true,
            },
        };
        for input in inputs.drain(..) {
            if input == Input::Ready {
                pacing::set_owed(false);
            }
            if loop_.send(LoopEvent::Input(input)).is_err() {
                return;
            }
        }
        if gone {
            let _ = loop_.send(LoopEvent::Hangup);
            return;
        }
    }
}

/// When bytes that are being read arrived. Bytes that were there before the deadline passed are in time, even if a
/// busy machine let this thread run only afterwards.
fn arrival(parser: &Parser, now: Duration) -> Duration {
    let in_time = parser.deadline().map(|deadline| deadline.saturating_sub(Duration::from_nanos(1)));
    in_time.map_or(now, |in_time| in_time.min(now))
}

fn wait(source: &impl AsFd, stopped: &PipeReader, longest: Option<Duration>) -> Wake {
    let longest = longest.and_then(|longest| Timespec::try_from(longest).ok());
    let mut fds = [PollFd::new(stopped, PollFlags::IN), PollFd::new(source, PollFlags::IN)];
    match poll(&mut fds, longest.as_ref()) {
        Ok(0) | Err(Errno::INTR) => {}
        Ok(_) => {
            if !fds[0].revents().is_empty() {
                return Wake::Stop;
            }
            // A hangup can come together with the last bytes; reading then tells the end.
            let revents = fds[1].revents();
            return if revents.contains(PollFlags::IN) { Wake::Bytes } else { Wake::Gone };
        }
        Err(_) => return Wake::Gone,
    }
    // After an interruption the deadline may not have come; the parser knows.
    Wake::Deadline
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::mpsc::{Receiver, channel};

    use super::*;
    use crate::input::{Chord, Key};

    const PATIENCE: Duration = Duration::from_secs(20);

    fn started() -> (PipeWriter, InputThread, Receiver<LoopEvent>) {
        let (source, terminal) = io::pipe().unwrap();
        let (sender, receiver) = channel();
        (terminal, InputThread::start_on(source, sender).unwrap(), receiver)
    }

    fn key(chord: impl Into<Chord>) -> LoopEvent {
        LoopEvent::Input(Input::Key(chord.into()))
    }

    #[test]
    fn keys_arrive_in_order_and_a_lone_escape_without_another_key() {
        let (mut terminal, _reader, receiver) = started();
        terminal.write_all(b"j\x1b[A\x1b").unwrap();
        for expected in [key(Chord::char('j')), key(Key::Up), key(Key::Esc)] {
            assert_eq!(receiver.recv_timeout(PATIENCE), Ok(expected));
        }
    }

    #[test]
    fn the_end_of_the_terminal_is_told_once_and_ends_the_thread() {
        let (mut terminal, _reader, receiver) = started();
        terminal.write_all(b"q").unwrap();
        drop(terminal);
        assert_eq!(receiver.recv_timeout(PATIENCE), Ok(key(Chord::char('q'))));
        assert_eq!(receiver.recv_timeout(PATIENCE), Ok(LoopEvent::Hangup));
        assert!(receiver.recv_timeout(PATIENCE).is_err(), "the sender is gone with the thread");
    }

    #[test]
    fn a_stopped_reader_leaves_the_bytes_to_others() {
        let (source, mut terminal) = io::pipe().unwrap();
        let (sender, receiver) = channel();
        InputThread::start_on(source.try_clone().unwrap(), sender).unwrap().stop();
        terminal.write_all(b"j").unwrap();
        assert!(receiver.recv().is_err());
        let mut byte = [0];
        assert_eq!(rustix::io::read(&source, &mut byte), Ok(1));
        assert_eq!(byte, *b"j");
    }

    #[test]
    fn bytes_read_late_count_as_in_time() {
        let (mut parser, mut inputs) = (Parser::new(), Vec::new());
        parser.feed(b"\x1b", Duration::ZERO, &mut inputs);
        let late = Duration::from_millis(900);
        let at = arrival(&parser, late);
        parser.feed(b"[A", at, &mut inputs);
        assert_eq!(inputs, [Input::Key(Key::Up.into())]);
        assert_eq!(arrival(&parser, late), late);
    }
}
