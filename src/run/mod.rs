//! Where the program meets its terminal: taking it over, giving it back, and what arrives from it.
//!
//! This is the only room that touches a terminal, a signal or another program. It does not know what a key does,
//! nor what is drawn.
//!
//! The order at start is [`install_panic_hook`], [`Tty::enter`], [`watch_signals`], [`Reader::start`]; at the end it
//! is the other way round, and [`restore`] may be called at any moment from any thread. To lend the terminal to an
//! editor, stop the reader, call [`Tty::suspend`], run [`editor::edit`], call [`Tty::resume`], start the reader.

pub mod clipboard;
mod clock;
mod drafts;
pub mod editor;
mod panic;
mod reader;
pub mod register;
mod screen;
mod session;
mod setup;
mod signals;
mod suspend;
mod thrift;
mod tty;

pub use clock::Clock;
pub use drafts::Drafts;
pub use panic::install_panic_hook;
pub use reader::Reader;
pub use screen::{Screen, TtyOut};
pub use session::{End, SessionError, session};
pub use setup::Setup;
pub use signals::watch_signals;
pub use suspend::{CannotSuspend, suspend_self};
pub use tty::{NoTerminal, Tty, restore};

use crate::input::Input;

/// What reaches the loop from outside, in one order on one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// The person did something, or the terminal reported something.
    Input(Input),
    /// The window has another size; the next frame must ask for it.
    Resize,
    /// A signal asks the process to end; the number of the signal. A second is left to keep drafts and leave.
    Terminate(i32),
    /// The process goes on after it was stopped: somebody else may have used the terminal, so take it again and
    /// draw everything.
    Continued,
    /// The terminal is gone; nothing will be read any more.
    Hangup,
}
