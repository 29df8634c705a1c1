//! Why a sheet could not be read: the place, the problem and the cure, in words for the person who sent it.
//!
//! It does not know how a fault reaches a screen, and nothing here repairs anything.

use std::fmt;

use thiserror::Error;

use super::field::Field;
use super::rating::ScaleRange;

/// Where a row begins, counted from 1 with the header included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The row as a spreadsheet numbers it: a cell that holds several lines counts once.
    pub row: usize,
    /// The line of the file as an editor numbers it.
    pub line: usize,
}

impl Place {
    /// The first row of a file.
    pub const TOP: Place = Place { row: 1, line: 1 };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}", self.row)?;
        if self.row == self.line {
            return Ok(());
        }
        write!(f, " (line {})", self.line)
    }
}

/// A refusal to read a sheet: the file, the place in it where one is known, and what is wrong there.
///
/// A fault is about the whole file: no row of it has been taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}: {problem}", self.site())]
pub struct Fault {
    /// The file's name as it was given.
    pub file: String,
    /// The row, when the problem lies in one.
    pub place: Option<Place>,
    /// The column's name, or `cell 3` where the header is not known yet.
    pub column: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

impl Fault {
    /// Reports a problem of the file as a whole.
    pub fn whole(file: &str, problem: Problem) -> Fault {
        Fault { file: file.to_owned(), place: None, column: None, problem }
    }

    /// Reports a problem of one row.
    pub fn at(file: &str, place: Place, problem: Problem) -> Fault {
        Fault { place: Some(place), ..Fault::whole(file, problem) }
    }

    /// Adds the column the problem lies in.
    #[must_use]
    pub fn in_column(self, column: &str) -> Fault {
        Fault { column: Some(column.to_owned()), ..self }
    }

    /// Says what to change in the file, or what to type, for the next attempt to go further.
    pub fn cure(&self) -> String {
        let column = self.column.as_deref().unwrap_or("Column");
        self.problem.cure(column)
    }

    fn site(&self) -> String {
        let place = self.place.map_or(String::new(), |place| format!(", {place}"));
        let column = self.column.as_deref().map_or(String::new(), |name| format!(", column {}", shown(name)));
        format!("{}{place}{column}", self.file)
    }
}

/// Everything that can be wrong with a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// No bytes, or nothing but blank lines.
    #[error("the file is empty")]
    Empty,
    /// A header and nothing under it.
    #[error("there is a header but no row under it")]
    OnlyHeader,
    /// The first bytes are those of another kind of file.
    #[error("this is {0}, not a sheet of text")]
    NotText(&'static str),
    /// A byte that no text holds; the offset counts from 0.
    #[error("byte {offset} is 0x{byte:02X}, which no text file holds")]
    Binary {
        /// The byte found.
        byte: u8,
        /// Its offset from the start of the file, from 0.
        offset: usize,
    },
    /// Two bytes to a character, as "Unicode text" exports have.
    #[error("the file is UTF-16 text")]
    Utf16,
    /// UTF-8 with a damaged spot; the offset counts from 0.
    #[error("the file is UTF-8 text, but the character at byte {offset} is damaged")]
    BrokenUtf8 {
        /// The damaged byte's offset from the start of the file, from 0.
        offset: usize,
    },
    /// A quoted cell without its end, or with text after its end.
    #[error("a cell opens with a quotation mark that nothing closes")]
    UnclosedQuote,
    /// More cells than the header has names.
    #[error("the row has {found} cells where the header has {header}")]
    TooManyCells {
        /// Cells in the header.
        header: usize,
        /// Cells in the row.
        found: usize,
    },
    /// More columns than any register has.
    #[error("the header has {0} columns, more than a register has")]
    TooWide(usize),
    /// Not one word of the first row is known.
    #[error("no column is recognised in the first row ({})", list(.0))]
    NoHeader(Vec<String>),
    /// Nothing says what a row is called.
    #[error("no column says what each row is about (there are {})", list(.0))]
    NoTitle(Vec<String>),
    /// Nothing says what the rows are.
    #[error("nothing says whether the rows are risks, blockers or decisions")]
    NoKind,
    /// A mapping names a column that is not there.
    #[error("there is no column {}", shown(.asked))]
    UnknownColumn {
        /// The column as typed.
        asked: String,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// A mapping names a field that does not exist.
    #[error("there is no field {}", shown(.asked))]
    UnknownField {
        /// The field as typed.
        asked: String,
    },
    /// A mapping asks for a reading its field does not have.
    #[error("the field {} has no reading {}", .field.name(), shown(.asked))]
    UnknownReading {
        /// The field.
        field: Field,
        /// The reading as typed.
        asked: String,
    },
    /// Two mappings want the same field.
    #[error("two columns are mapped to the field {}", .0.name())]
    FieldTwice(Field),
    /// A type that is none of ours.
    #[error("{} is not a type of row we know", shown(.0))]
    UnknownKind(String),
    /// A status that is none of ours.
    #[error("{} is not a status we know", shown(.0))]
    UnknownStatus(String),
    /// A word or number on no scale.
    #[error("{} is not a step of any scale we know", shown(.0))]
    UnknownLevel(String),
    /// A number outside its column's scale.
    #[error("{} lies outside {span}", shown(.value))]
    OffScale {
        /// The field the column holds.
        field: Field,
        /// The cell.
        value: String,
        /// The scale the column is read on.
        span: ScaleRange,
    },
    /// Words and numbers in one column.
    #[error("{} stands in a column that otherwise holds {others}", shown(.value))]
    MixedScale {
        /// The cell.
        value: String,
        /// What the column held until here.
        others: &'static str,
    },
    /// A date that does not exist or cannot be read.
    #[error("{} is not a date we can read", shown(.0))]
    BadDate(String),
    /// A date that fits the other order than the rest of the column.
    #[error("{} does not fit the {order} order of the rows above", shown(.text))]
    MixedDates {
        /// The cell.
        text: String,
        /// The order found further up.
        order: &'static str,
    },
    /// Every date of the column is ambiguous.
    #[error("{} is ambiguous: day first or month first", shown(.0))]
    DateOrder(String),
    /// A row with content but without a name.
    #[error("the row does not say what it is about")]
    BlankTitle,
    /// Two rows with the same id.
    #[error("the id {} is already that of {first}", shown(.id))]
    DuplicateId {
        /// The id.
        id: String,
        /// The row that has it first.
        first: Place,
    },
}

impl Problem {
    fn cure(&self, column: &str) -> String {
        let keep = format!("or keep the column as text: --map \"{column}=keep\".");
        match self {
            Problem::Empty => "Export the sheet again and check that it has rows.".into(),
            Problem::OnlyHeader => "Add at least one row under the header.".into(),
            Problem::NotText(_) | Problem::Utf16 => SAVE_AS_CSV.into(),
            Problem::Binary { .. } => format!("Check that this is the file you meant. {SAVE_AS_CSV}"),
            Problem::BrokenUtf8 { .. } => "Correct that character and save the file again as UTF-8.".into(),
            Problem::UnclosedQuote => CLOSE_QUOTE.into(),
            Problem::TooManyCells { .. } => QUOTE_CELL.into(),
            Problem::TooWide(_) => {
                "Check that this is the file you meant, and delete columns without use.".into()
            }
            Problem::NoHeader(_) => {
                format!("{MAKE_HEADER}; or name the column that says it: --map \"{column}=title\".")
            }
            Problem::NoTitle(_) => "Say which column names the row: --map \"Column=title\".".into(),
            Problem::NoKind => {
                "Say it: --as risks, --as blockers or --as decisions; or add a Type column.".into()
            }
            Problem::UnknownColumn { columns, .. } => format!("The columns are: {}.", columns.join(", ")),
            Problem::UnknownField { .. } => format!("The fields are: {}.", Field::names()),
            Problem::UnknownReading { field, .. } => match field.readings() {
                [] => format!("Write --map \"{column}={}\" alone.", field.name()),
                known => format!("Its readings are: {}.", known.join(", ")),
            },
            Problem::FieldTwice(_) => "Map one of them, and keep the other as text with =keep.".into(),
            Problem::UnknownKind(_) => format!("Write {KINDS}; or say what all rows are with --as; {keep}"),
            Problem::UnknownStatus(_) => format!("Write {STATUSES}; {keep}"),
            Problem::UnknownLevel(_) => format!("Write Low, Medium, High or a number from 1 to 5; {keep}"),
            Problem::OffScale { field, .. } => format!(
                "Correct the cell, or name its scale ({}): --map \"{column}={}:1-10\".",
                field.readings().join(", "),
                field.name()
            ),
            Problem::MixedScale { .. } => format!("Use words or numbers throughout; {keep}"),
            Problem::BadDate(_) | Problem::MixedDates { .. } => {
                format!("Write the date as 2026-03-31; {keep}")
            }
            Problem::DateOrder(_) => {
                format!("Say which comes first: --map \"{column}=due:dmy\" or --map \"{column}=due:mdy\".")
            }
            Problem::BlankTitle => "Fill the cell, or delete the row.".into(),
            Problem::DuplicateId { .. } => format!("Give one of the rows its own id; {keep}"),
        }
    }
}

const SAVE_AS_CSV: &str = "Open it in a spreadsheet, save it as \"CSV UTF-8\", and import that file.";
const CLOSE_QUOTE: &str =
    "Close the cell with a quotation mark; one inside a quoted cell is written twice (\"\").";
const QUOTE_CELL: &str = "Put the cell that holds the separator in quotation marks, \
                          or name the missing column in the header.";
const MAKE_HEADER: &str = "Make the first row the header, for instance: ID, Title, Owner, Due, Status";
const KINDS: &str = "Risk, Issue, Blocker, Action, Decision, Dependency, Assumption or Note";
const STATUSES: &str =
    "Open, In progress, Mitigated, Occurred, Accepted, Approved, Rejected, Deferred or Closed";

/// Quotes a piece of a stranger's file, cut to what fits a line.
fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let text = text.trim();
    if text.chars().count() <= LONGEST {
        return format!("\"{text}\"");
    }
    let cut: String = text.chars().take(LONGEST).collect();
    format!("\"{cut}…\"")
}

fn list(names: &[String]) -> String {
    const MOST: usize = 8;
    let text = names.iter().take(MOST).map(|name| shown(name)).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST) {
        0 => text,
        more => format!("{text} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_file_row_and_column_in_one_sentence_and_cures_with_that_column() {
        let place = Place { row: 900, line: 900 };
        let fault = Fault::at("raid.csv", place, Problem::UnknownLevel("Spicy".into())).in_column("Impact");
        assert_eq!(
            fault.to_string(),
            "raid.csv, row 900, column \"Impact\": \"Spicy\" is not a step of any scale we know"
        );
        assert!(fault.cure().contains("--map \"Impact=keep\""));
    }

    #[test]
    fn row_and_line_are_both_told_only_where_they_differ() {
        assert_eq!(Place { row: 4, line: 4 }.to_string(), "row 4");
        assert_eq!(Place { row: 4, line: 7 }.to_string(), "row 4 (line 7)");
    }

    #[test]
    fn long_cells_are_cut() {
        assert_eq!(shown(&"é".repeat(60)), format!("\"{}…\"", "é".repeat(40)));
    }
}
