//! How a session ends.

use crate::store::StoreError;

/// Why a session could not run, or ended.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// There is no terminal to run in.
    #[error(transparent)]
    NoTerminal(#[from] super::NoTerminal),
    /// The board.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The terminal.
    #[error("the terminal: {0}")]
    Io(#[from] std::io::Error),
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The person left.
    Quit,
    /// A signal asked for it.
    Signal(i32),
    /// The terminal is gone.
    Hangup,
}
