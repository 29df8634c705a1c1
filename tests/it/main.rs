//! One binary for all tests from outside: files, processes, terminals, and the rules of the code itself.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod boards;
mod cli;
mod crash;
mod doors;
mod parity;
mod pty;
mod readme;
mod seat;
mod store;
mod story;
mod terminal;
mod tidy;
mod together;
mod watch;
mod writers;
