//! Drawing: pure functions from plain data to a buffer.
//!
//! Every primitive takes a small struct of what to show, a [`theme::Theme`], an area and a buffer, and draws for
//! any size without panic. None knows the app, the domain, the store or a terminal. [`screen`] draws the app: its
//! views and overlays ask the app what to show and the primitives how.

mod axis_ticks;
pub mod chart;
mod color_depth;
mod colors;
mod columns;
#[cfg(test)]
mod contrast;
pub mod dialog;
pub mod gauge;
pub mod glyphs;
pub mod header;
pub mod heat;
pub mod hint_bar;
mod key_labels;
pub mod line_writer;
pub mod month;
mod overlays;
pub mod pane;
pub mod screen;
pub mod spark;
pub mod step_progress;
pub mod table;
#[cfg(test)]
mod test_gallery;
#[cfg(test)]
mod test_support;
#[cfg(test)]
mod tests;
pub mod text;
pub mod theme;
pub mod verdict;
mod views;

#[cfg(test)]
pub(crate) use self::views::fixture;
