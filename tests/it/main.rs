//! One binary for all tests from outside: files, processes, terminals, and the rules of the code itself.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod adversary;
mod board_fixture;
mod cli;
mod cli_harness;
mod concurrent_writers;
mod crash;
mod event_loop;
mod extra_flows;
mod json_contract;
mod migration;
mod parity;
mod pty;
mod readme;
mod simulation;
mod store;
mod story;
mod terminal;
mod tidy;
mod tui_harness;
mod two_users;
mod watch;
