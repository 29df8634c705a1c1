//! The program at a real terminal: what it draws, what it does with what a terminal sends, how it ends.

mod dumb_terminal;
mod editor_handoff;
mod keys;
mod shared;
mod signals;
mod sizes;
mod slow;
mod startup_shutdown;
