//! The program from the outside: what is typed, what comes back, what is on disk.

mod bench;
mod cli;
mod parity;
