//! Where the program meets its terminal: taking it over, giving it back, and what arrives from it.
//!
//! This is the only room that touches a terminal, a signal or another program. It does not know what a key does,
//! nor what is drawn.
//!
//! The order at start is [`install_panic_hook`], [`Tty::enter`], [`watch_signals`], [`InputThread::start`]; at the end it
//! is the other way round, and [`restore`] may be called at any moment from any thread. To lend the terminal to an
//! editor, stop the reader, call [`Tty::suspend`], run [`editor::edit`], call [`Tty::resume`], start the reader.

mod backend;
pub mod clipboard;
mod clock;
mod console;
mod drafts;
pub mod editor;
mod effects;
mod end;
mod event_loop;
pub mod import_preview;
mod input_thread;
mod job_control;
mod log;
mod options;
mod pacing;
mod panic;
mod raw_mode;
mod screen;
mod signals;

pub use clock::Clock;
pub use console::{Console, MemoryConsole};
pub use drafts::Drafts;
pub use effects::Host;
pub use end::{End, SessionError};
pub use event_loop::{EventLoop, session};
pub use input_thread::InputThread;
pub use job_control::{CannotSuspend, suspend_self};
pub use options::Setup;
pub use panic::install_panic_hook;
pub use raw_mode::{NoTerminal, Tty, restore};
pub use screen::{Screen, TtyOut};
pub use signals::watch_signals;

use crate::input::Input;
use console::TtyConsole;

/// What reaches the loop from outside, in one order on one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoopEvent {
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
