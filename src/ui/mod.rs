//! Drawing: pure functions from plain data to a buffer.
//!
//! Every primitive takes a small struct of what to show, a [`theme::Theme`], an area and a buffer, and draws for
//! any size without panic. None knows the app, the domain, the store or a terminal.

#[cfg(test)]
mod contrast;
pub mod glyphs;
mod palette;
pub mod pane;
pub mod pen;
#[cfg(test)]
mod samples;
pub mod table;
pub mod text;
pub mod theme;
