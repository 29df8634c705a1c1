//! One binary for all tests from outside: files, processes, terminals, and the rules of the code itself.

mod bench;
mod boards;
mod cli;
mod crash;
mod parity;
mod store;
mod tidy;
mod writers;
