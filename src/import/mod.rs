//! Reading strangers' registers: the bytes of a sheet in, typed rows out, and in words how they were read.
//!
//! It does not know the board, the database or the clock: what becomes of a row is decided by who asked for it.
//! A file is read whole or not at all, and what it says without our having a field for it is kept with the row.
//!
//! - [`sheet`]: encoding, separator and quoting undone; rows with their places.
//! - [`columns`]: header words to fields. `--map "Column=field"` wins; `Column=keep` leaves a column as text;
//!   `Column=due:dmy` and `Column=chance:1-10` say how its cells read.
//! - [`rating_scale`] and [`date_format`]: levels to steps from 1 to 5, dates to days, decided per column.
//! - [`row`]: the result. Risks, issues (blockers), decisions and dependencies are records of ours. An
//!   assumption is not: a thing believed is neither a risk nor in the way, so it is for the intake until
//!   somebody says.

pub mod columns;
pub mod date_format;
mod decode;
mod delimiter;
pub mod fault;
pub mod field;
mod header_synonyms;
pub mod rating;
pub mod rating_scale;
mod reader;
pub mod row;
mod row_kind;
pub mod sheet;

#[cfg(test)]
mod tests;

pub use columns::Mapping;
pub use decode::Encoding;
pub use delimiter::Delimiter;
pub use fault::{Fault, Place, Problem};
pub use field::Field;
pub use row::{Row, RowKind, RowStatus};

use reader::Reader;
use row_kind::Kinds;
use sheet::Sheet;

/// What the person says the rows of a sheet are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// All are risks.
    Risks,
    /// All are blockers.
    Blockers,
    /// All are decisions.
    Decisions,
    /// The sheet says it: a type column, or the words of its header.
    Auto,
}

impl As {
    /// The words for it, the default first.
    pub const KEYS: &'static [&'static str] = &["auto", "risks", "blockers", "decisions"];

    /// Reads one of [`As::KEYS`].
    pub fn parse(word: &str) -> Option<As> {
        match word {
            "auto" => Some(As::Auto),
            "risks" => Some(As::Risks),
            "blockers" => Some(As::Blockers),
            "decisions" => Some(As::Decisions),
            _ => None,
        }
    }

    fn kind(self) -> Option<RowKind> {
        match self {
            As::Risks => Some(RowKind::Risk),
            As::Blockers => Some(RowKind::Blocker),
            As::Decisions => Some(RowKind::Decision),
            As::Auto => None,
        }
    }
}

/// A stranger's register, read, with everything a person needs to check the reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// The file's name as it was given.
    pub name: String,
    /// How its characters were written.
    pub encoding: Encoding,
    /// What separates its cells.
    pub delimiter: Delimiter,
    /// Which column was read as which field, and which were not understood.
    pub mapping: Mapping,
    /// What the rows are, and why.
    pub kinds: String,
    /// Each scale in words, as in `Impact: High=4 Medium=3 (read from Score)`.
    pub scales: Vec<String>,
    /// How dates that read two ways were read, when there were any.
    pub dates: Option<String>,
    /// The rows, in the order of the file; never empty.
    pub rows: Vec<Row>,
}

impl Register {
    /// Says how the file was read, one line to a matter.
    pub fn describe(&self) -> Vec<String> {
        let matched: Vec<_> =
            self.mapping.matched().map(|(column, field)| format!("{column}={}", field.name())).collect();
        let unmatched: Vec<_> = self.mapping.unmatched().collect();
        let mut lines = vec![
            format!(
                "{}: {} rows, {}, {}",
                self.name,
                self.rows.len(),
                self.encoding.name(),
                self.delimiter.name()
            ),
            format!("kinds: {}", self.kinds),
            format!("columns: {}", matched.join(", ")),
        ];
        if !unmatched.is_empty() {
            lines.push(format!("kept as text: {}", unmatched.join(", ")));
        }
        lines.extend(self.scales.iter().map(|scale| format!("scale: {scale}")));
        lines.extend(self.dates.iter().map(|dates| format!("dates: {dates}")));
        lines
    }
}

/// Reads a register from the bytes of a file; `maps` are the person's (column, field) pairs, which win.
///
/// Fails with the file, and where they are known the row and the column, on the first thing that cannot be
/// read; there is no partial result.
pub fn read(name: &str, bytes: &[u8], wanted: As, maps: &[(String, String)]) -> Result<Register, Fault> {
    let sheet = Sheet::read(name, bytes)?;
    let mut mapping = Mapping::of(&sheet, maps)?;
    let kinds = Kinds::settle(&sheet, &mut mapping, wanted)?;
    let reader = Reader::of(&sheet, &mapping, &kinds)?;
    let rows = reader.rows()?;
    let (scales, dates) = reader.describe();
    let kinds = kinds.describe(&sheet);
    let Sheet { name, encoding, delimiter, .. } = sheet;
    Ok(Register { name, encoding, delimiter, mapping, kinds, scales, dates, rows })
}
