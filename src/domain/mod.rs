//! The language of the product and its rules. It knows no terminal, no database and no clock.

pub mod text;
