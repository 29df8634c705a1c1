//! One binary for all tests from outside: files, processes, terminals, and the rules of the code itself.

mod bench;
mod cli;
mod parity;
mod tidy;
