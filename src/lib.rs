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
//! | [`report`] | artefacts worked out from a board as a document tree, and the writers that turn it into text |
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
//! # Glossary
//!
//! What is this product's own, or means something narrower here than elsewhere.
//!
//! | word | meaning |
//! | --- | --- |
//! | board | the SQLite file with everything a team wrote; in memory, all records of one cycle |
//! | cycle | one launch or one alignment, from its charter to its wrap-up |
//! | charter | what a cycle is for: outcome, dates, people, escalation path; asked when it starts |
//! | playbook | the plan a cycle starts from: steps, checklist, metrics, risks, rules and their severity |
//! | gate | the question whether the cycle could launch now, and the rules that answer it |
//! | verdict | the answer: GO, CONDITIONAL or NO-GO, with reasons; computed, never stored |
//! | reason | one rule that is not met, the records it found, their owners and what clears it |
//! | hard | a reason that only a recorded override passes |
//! | build scope | the approved decisions that may be built; a query, never a list |
//! | intake | what was noted or imported and is not yet accountable: it lacks an owner, a date or a fallback |
//! | fallback | what a team does when a blocker is not resolved by its date |
//! | escalation path | the people an open item goes to, in order, after a full review cycle |
//! | filter | the one question a playbook asks of every decision before it is approved |
//! | non-negotiable | the outcome that no scope change may cost |
//! | isolated | a decision kept out of build scope while a risk that appeared is being treated |
//! | seat, bench | in tests: one person at an open terminal; a board and an executor in a folder of their own |
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
pub mod report;
pub mod store;
pub mod terminal;
pub mod ui;
