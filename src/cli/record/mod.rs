//! A record as commands tell it: in a list, on its page, with what follows from it besides its fields.

mod beside;
mod listed;
mod marks;
mod metric;
mod parts;
mod review;
mod seen;
mod show;
mod whole;

pub(super) use listed::{Listed, Ls, object, table};
pub(super) use review::review;
pub(super) use seen::Seen;
pub(super) use show::Show;
pub(super) use whole::{person, whole};
