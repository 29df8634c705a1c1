//! Drawing: pure functions from plain data to a buffer.
//!
//! Every primitive takes a small struct of what to show, a [`theme::Theme`], an area and a buffer, and draws for
//! any size without panic. None knows the app, the domain, the store or a terminal. [`screen`] draws the app: its
//! views and overlays ask the app what to show and the primitives how.

pub mod chart;
mod columns;
#[cfg(test)]
mod contrast;
pub mod dialog;
pub mod gauge;
pub mod glyphs;
pub mod header;
pub mod heat;
pub mod keys;
pub mod month;
mod overlays;
mod palette;
pub mod pane;
pub mod pen;
#[cfg(test)]
mod pictures;
mod prettify;
pub mod rail;
#[cfg(test)]
mod samples;
mod scale;
pub mod screen;
pub mod spark;
pub mod table;
#[cfg(test)]
mod tests;
pub mod text;
pub mod theme;
mod tier;
pub mod verdict;
mod views;
