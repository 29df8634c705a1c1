//! When the next frame may be sent: not before the terminal has shown what is under way.
//!
//! A line slower than the keys would fill with frames that nobody looks at any more. So a frame ends with a question
//! (DSR, `CSI 5 n`) that a terminal answers once it has read that far; until then what changes is only drawn in memory,
//! and the answer brings the latest state. This file reads no clock: times since any fixed moment come in.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Asks whether all before it has been read; the terminal answers `CSI 0 n`.
pub(super) const QUESTION: &[u8] = b"\x1b[5n";
/// How long an answer may take before the terminal is taken for one that gives none.
const PATIENCE: Duration = Duration::from_secs(3);
/// So few bytes may be under way without being waited for: over a long but quick line, a second key need not wait for
/// the answer to the first.
const FEW: usize = 1_024;

/// Whether an answer is to be expected, for all threads: it must not reach the shell after us.
static OWED: Mutex<bool> = Mutex::new(false);
static CAME: Condvar = Condvar::new();

/// What is under way to the terminal.
#[derive(Debug, Default)]
pub(super) struct Pacing {
    /// When the question was sent that is not answered yet, and the bytes up to it.
    asked: Option<(Duration, usize)>,
    /// The bytes after it.
    since: usize,
    /// Whether that answer is waited for no longer.
    has_given_up: bool,
}

impl Pacing {
    /// Tells whether a frame may be sent now.
    pub(super) fn may_send(&mut self, now: Duration) -> bool {
        let Some((asked, before)) = self.asked else { return true };
        self.has_given_up |= now.saturating_sub(asked) >= PATIENCE;
        self.has_given_up || before + self.since < FEW
    }

    /// Tells whether the next frame should ask.
    pub(super) fn asks(&self) -> bool {
        self.asked.is_none()
    }

    /// A frame was sent; no bytes, if it changed nothing.
    pub(super) fn sent(&mut self, bytes: usize, now: Duration) {
        if self.asked.is_some() || bytes == 0 {
            self.since += bytes;
        } else {
            self.asked = Some((now, self.since + bytes));
            self.since = 0;
        }
    }

    /// The answer came. Even a late one shows that the terminal gives them.
    pub(super) fn answered(&mut self) {
        self.asked = None;
        self.has_given_up = false;
    }

    /// Waits until nothing is owed any more, at most so long; not at all for what was given up.
    pub(super) fn wait_for_answer(&self, most: Duration) {
        if self.asked.is_some() && !self.has_given_up {
            wait(most.min(PATIENCE));
        }
    }
}

/// From here on an answer is owed, or none.
pub(super) fn set_owed(is_owed: bool) {
    *OWED.lock().unwrap_or_else(PoisonError::into_inner) = is_owed;
    CAME.notify_all();
}

/// Tells whether an answer is owed. Never waits for another thread.
pub(super) fn is_owed() -> bool {
    OWED.try_lock().is_ok_and(|owed| *owed)
}

fn wait(most: Duration) {
    let owed = OWED.lock().unwrap_or_else(PoisonError::into_inner);
    let _ = CAME.wait_timeout_while(owed, most, |owed| *owed);
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAINT: usize = 9_000;
    const KEY: usize = 600;

    fn at(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn one_question_is_under_way_and_its_answer_lets_the_next_frame_go() {
        let mut pacing = Pacing::default();
        assert!(pacing.may_send(at(0)) && pacing.asks());
        pacing.sent(PAINT, at(0));
        assert!(!pacing.asks() && !pacing.may_send(at(0)) && !pacing.may_send(at(2_999)));
        pacing.answered();
        assert!(pacing.asks() && pacing.may_send(at(2_999)));
    }

    #[test]
    fn a_frame_that_changes_nothing_asks_nothing() {
        let mut pacing = Pacing::default();
        pacing.sent(0, at(0));
        assert!(pacing.asks() && pacing.may_send(at(0)));
    }

    #[test]
    fn few_bytes_need_not_be_waited_for() {
        let mut pacing = Pacing::default();
        pacing.sent(KEY, at(0));
        assert!(pacing.may_send(at(1)));
        pacing.sent(KEY, at(1));
        assert!(!pacing.may_send(at(2)), "but two frames are not few");
        pacing.answered();
        assert!(pacing.asks() && pacing.may_send(at(3)));
        pacing.sent(KEY, at(3));
        assert!(!pacing.may_send(at(4)), "what was sent after the question is under way still");
    }

    #[test]
    fn a_terminal_that_gives_no_answer_is_waited_for_once() {
        let mut pacing = Pacing::default();
        pacing.sent(PAINT, at(1_000));
        assert!(!pacing.may_send(at(3_999)));
        assert!(pacing.may_send(at(4_000)));
        for later in 0..5 {
            pacing.sent(PAINT, at(4_000 + later));
            assert!(!pacing.asks() && pacing.may_send(at(4_000 + later)));
        }
        pacing.answered();
        assert!(pacing.asks(), "unless it turns out to be slow");
    }
}
