//! `gonogo` takes a launch or an alignment from "we should" to a go/no-go that holds.
//!
//! # The map
//!
//! Each room knows only what lies below it; a test (`tests/it/tidy.rs`) holds the walls.
//!
//! | room | what it is |
//! | --- | --- |
//! | [`domain`] | the language and the rules: records, references, dates, refusals, the [`Board`](domain::Board). No database, no terminal, no clock |
//! | [`playbook`] | the plans a cycle can start from, read from `data/`, composed and checked |
//! | [`import`] | strangers' registers: bytes in, typed rows out |
//! | [`store`] | the SQLite file: the only room with SQL, the single writer of rows and log |
//! | [`ops`] | everything that can be done, as values; [`Executor::execute`](ops::Executor::execute) is the one door |
//! | [`demo`] | a cycle in flight, replayed through that door |
//! | [`input`] | bytes from a terminal to keys |
//! | [`app`] | what one open terminal knows and does: events in, effects out |
//! | [`ui`] | drawing: takes an [`App`](app::App), fills a buffer |
//! | [`terminal`] | the loop, the terminal, signals, drafts: performs effects |
//! | [`cli`] | nouns and verbs, one file each |
//!
//! # One key press
//!
//! Bytes become a [`Chord`](input::Chord); [`App::on`](app::App::on) looks it up in the one table of
//! [actions](app::action); a flow asks its questions; its answers make an [`Operation`](ops::Operation); `terminal` hands it to
//! the executor, which returns only after a durable commit; the receipt's changes go into the board; changed cells go out.
//!
//! # Invariants that are stated by what is absent
//!
//! - Nothing below [`terminal`] and [`cli`] asks the clock, the environment or a random number for meaning.
//! - No transaction is open while a person thinks, or between two frames.
//! - No operation edits or deletes history; undo is new history.

pub mod app;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod import;
pub mod input;
pub mod ops;
pub mod playbook;
pub mod store;
pub mod terminal;
pub mod ui;
