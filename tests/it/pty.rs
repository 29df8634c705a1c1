//! The program at a real terminal: what it draws, what it does with what a terminal sends, how it ends.

mod keys;
mod lent;
mod life;
mod plain;
mod shared;
mod signals;
mod sizes;
