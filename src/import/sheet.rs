//! A sheet of text: its separator, its header and its rows, with the place of each.
//!
//! It does not know what a column means; a fault leaves no sheet behind.

use std::collections::{HashMap, HashSet};

use super::decode::{Encoding, decode};
use super::delimiter::{Delimiter, detect, named_delimiter, records};
use super::fault::{Fault, Place, Problem};

/// One row under the header, its cells trimmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Where the row begins.
    pub place: Place,
    /// Its cells as far as it has any, in the order of the header.
    cells: Vec<String>,
}

impl SheetRow {
    /// The cell in a column, by its position from 0; blank where the row is too short.
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", String::as_str)
    }
}

/// A file read as a table, before anything is known of its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The file's name as it was given.
    pub name: String,
    /// How its characters were written.
    pub encoding: Encoding,
    /// What separates its cells.
    pub delimiter: Delimiter,
    /// The names of its columns, each different: a repeated one carries its count, as in `Owner (2)`.
    pub headers: Vec<String>,
    /// Its rows, blank ones left out.
    pub rows: Vec<SheetRow>,
}

/// The most columns a sheet may have: far beyond any register, and few enough that no file stalls the reading.
const WIDEST: usize = 1000;

impl Sheet {
    /// Reads a table from the bytes of a file; the name is only for messages.
    ///
    /// A row with too few cells is as good as one with blank ones. Fails on anything that is not a table of
    /// text with a header and at least one row, on a quoted cell that nothing closes and on a row too wide.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Sheet, Fault> {
        let (text, encoding) = decode(name, bytes)?;
        if text.trim().is_empty() {
            return Err(Fault::whole(name, Problem::Empty));
        }
        let named = named_delimiter(&text);
        let delimiter = named.unwrap_or_else(|| detect(&text));
        let skipped = named.map_or(0, |_| text.find(['\r', '\n']).unwrap_or(text.len()));
        if let Some((place, cell)) = unclosed_quote(&text, delimiter) {
            let column = cell_name(&text, delimiter, place, cell);
            return Err(Fault::at(name, place, Problem::UnclosedQuote).in_column(&column));
        }
        let mut lines = lines(&text, skipped, delimiter).into_iter();
        let Some(first) = lines.next() else {
            return Err(Fault::whole(name, Problem::Empty));
        };
        let rows: Vec<SheetRow> = lines.collect();
        if first.cells.len() > WIDEST {
            return Err(Fault::at(name, first.place, Problem::TooWide(first.cells.len())));
        }
        let headers = headers(first.cells, &rows);
        let rows =
            rows.into_iter().map(|row| fit(name, row, headers.len())).collect::<Result<Vec<_>, _>>()?;
        if rows.is_empty() {
            return Err(Fault::at(name, first.place, Problem::OnlyHeader));
        }
        Ok(Sheet { name: name.to_owned(), encoding, delimiter, headers, rows })
    }

    /// Looks at one column by its position from 0, which the header must have.
    pub fn column(&self, index: usize) -> Column<'_> {
        Column { sheet: self, index }
    }
}

/// One column of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    sheet: &'a Sheet,
    index: usize,
}

impl<'a> Column<'a> {
    /// The column's name in the header.
    pub fn name(self) -> &'a str {
        &self.sheet.headers[self.index]
    }

    /// The cells that say something, from the top; `n/a`, `TBD`, `-` and their kin say nothing.
    pub fn filled(self) -> impl Iterator<Item = (Place, &'a str)> {
        self.cells().filter(|(_, cell)| !says_nothing(cell))
    }

    /// All cells, from the top.
    pub fn cells(self) -> impl Iterator<Item = (Place, &'a str)> {
        self.sheet.rows.iter().map(move |row| (row.place, row.cell(self.index)))
    }

    /// Reports a problem of one cell of the column.
    pub fn fault(self, place: Place, problem: Problem) -> Fault {
        Fault::at(&self.sheet.name, place, problem).in_column(self.name())
    }
}

/// Tells whether a cell is blank or holds one of the usual signs for "nothing here yet".
pub fn says_nothing(cell: &str) -> bool {
    const SIGNS: [&str; 12] = ["", "-", "--", "–", "—", "?", "n/a", "na", "none", "tbd", "tbc", "null"];
    SIGNS.contains(&cell.trim().to_lowercase().as_str())
}

/// The rows with any content, the header being the first; what stands before `skipped` bytes is left out.
fn lines(text: &str, skipped: usize, delimiter: Delimiter) -> Vec<SheetRow> {
    let (mut line, mut hidden, mut counted) = (1, 0, 0);
    let mut lines = Vec::new();
    for (start, record) in records(text, delimiter) {
        // A record is said to begin at the line end before it, when there was one.
        let start = start + text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
        line += line_ends(&text[counted..start]);
        counted = start;
        // Lines inside cells are lines of the file but not rows of the sheet.
        let place = Place { row: line - hidden, line };
        hidden += record.iter().map(line_ends).sum::<usize>();
        let blank = record.iter().all(|cell| cell.trim().is_empty());
        if !blank && start >= skipped {
            lines.push(SheetRow { place, cells: record.iter().map(|cell| cell.trim().to_owned()).collect() });
        }
    }
    lines
}

fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = |at: usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    (0..bytes.len()).filter(|&at| ends(at)).count()
}

/// Names every column; unnamed ones at the end that no row uses are left out.
fn headers(mut cells: Vec<String>, rows: &[SheetRow]) -> Vec<String> {
    let used =
        |index: usize| rows.iter().any(|row| row.cells.get(index).is_some_and(|cell| !cell.is_empty()));
    while cells.last().is_some_and(String::is_empty) && !used(cells.len() - 1) {
        cells.pop();
    }
    let mut taken = HashSet::new();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut name_apart = |(index, cell): (usize, String)| {
        let plain = if cell.is_empty() { format!("Column {}", index + 1) } else { cell };
        let mut name = plain.clone();
        let count = counts.entry(plain.clone()).or_insert(1);
        while !taken.insert(name.clone()) {
            *count += 1;
            name = format!("{plain} ({count})");
        }
        name
    };
    cells.into_iter().enumerate().map(&mut name_apart).collect()
}

fn fit(file: &str, mut row: SheetRow, width: usize) -> Result<SheetRow, Fault> {
    let found = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    if found > width {
        let fault = Fault::at(file, row.place, Problem::TooManyCells { header: width, found });
        return Err(fault.in_column(&format!("cell {}", width + 1)));
    }
    // Blank cells beyond the header say nothing.
    row.cells.truncate(width);
    Ok(row)
}

/// Finds the first quoted cell that does not end where a cell can end: its place and its position from 0.
///
/// The reader forgives this, and would swallow rows without a word.
fn unclosed_quote(text: &str, delimiter: Delimiter) -> Option<(Place, usize)> {
    let bytes = text.as_bytes();
    let ends_cell = |&byte: &u8| byte == delimiter.byte() || byte == b'\n' || byte == b'\r';
    let (mut place, mut cell, mut at) = (Place::TOP, 0, 0);
    while at < bytes.len() {
        let opened = place;
        if bytes[at] == b'"' {
            let Some(end) = end_of_quoted(bytes, at) else {
                return Some((opened, cell));
            };
            place.line += line_ends(&text[at..end]);
            at = end + bytes[end..].iter().take_while(|&&byte| byte == b' ').count();
            if bytes.get(at).is_some_and(|byte| !ends_cell(byte)) {
                return Some((opened, cell));
            }
        }
        at += bytes[at..].iter().position(ends_cell)?;
        if bytes[at] == delimiter.byte() {
            cell += 1;
        } else {
            at += usize::from(bytes[at..].starts_with(b"\r\n"));
            place = Place { row: place.row + 1, line: place.line + 1 };
            cell = 0;
        }
        at += 1;
    }
    None
}

/// The offset just after the quotation mark that closes the one at `open`; a doubled one is part of the cell.
fn end_of_quoted(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == b'"')? + 1;
        if bytes.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

fn cell_name(text: &str, delimiter: Delimiter, place: Place, cell: usize) -> String {
    let header = if place.row > 1 { records(text, delimiter).next() } else { None };
    let name = header.and_then(|(_, header)| header.get(cell).map(|name| name.trim().to_owned()));
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| format!("cell {}", cell + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &str) -> Sheet {
        Sheet::read("x.csv", text.as_bytes()).expect("a sheet")
    }

    fn fault(text: &str) -> Fault {
        Sheet::read("x.csv", text.as_bytes()).expect_err("a fault")
    }

    fn cells(sheet: &Sheet) -> Vec<Vec<&str>> {
        let cells = |row| (0..sheet.headers.len()).map(|index| SheetRow::cell(row, index)).collect();
        sheet.rows.iter().map(cells).collect()
    }

    #[test]
    fn all_three_line_ends_and_the_mark_at_the_start_read_alike() {
        let plain = sheet("ID,Title\n1,a\n2,b");
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("\u{feff}{}", "ID,Title\n1,a\n2,b\n".replace('\n', end));
            assert_eq!(sheet(&text), plain, "{end:?}");
        }
        assert_eq!(plain.rows[1].place, Place { row: 3, line: 3 });
    }

    #[test]
    fn quoted_cells_hold_separators_marks_and_lines_and_rows_keep_their_numbers() {
        let sheet = sheet("ID,\"Ti\ntle\"\r\n\r\n1,\"a, \"\"b\"\"\r\nc\" \r\n , \r\n2,5\" disk\r\n");
        assert_eq!(sheet.headers, ["ID", "Ti\ntle"]);
        assert_eq!(cells(&sheet), [["1", "a, \"b\"\r\nc"], ["2", "5\" disk"]]);
        let places: Vec<_> = sheet.rows.iter().map(|row| (row.place.row, row.place.line)).collect();
        assert_eq!(places, [(3, 4), (5, 7)]);
    }

    #[test]
    fn short_rows_are_blank_at_the_end_and_repeated_or_missing_names_are_made_different() {
        let sheet = sheet("ID,Owner,Owner,,Note,,\n1,maya\n2,jo,sam,x,y\n");
        assert_eq!(sheet.headers, ["ID", "Owner", "Owner (2)", "Column 4", "Note"]);
        assert_eq!(cells(&sheet)[0], ["1", "maya", "", "", ""]);
    }

    #[test]
    fn an_empty_file_and_a_lone_header_are_refused() {
        for text in ["", "\u{feff}", "\r\n  \n"] {
            assert_eq!(fault(text).problem, Problem::Empty, "{text:?}");
        }
        let found = fault("ID,Title\n\n,\n");
        assert_eq!(found.problem, Problem::OnlyHeader);
        assert_eq!(found.to_string(), "x.csv, row 1: there is a header but no row under it");
    }

    #[test]
    fn a_row_wider_than_the_header_is_refused_unless_the_surplus_is_blank() {
        let found = fault("ID,Title\n1,a\n2,b,c,d\n3,e\n");
        assert_eq!(found.problem, Problem::TooManyCells { header: 2, found: 4 });
        assert_eq!(found.place, Some(Place { row: 3, line: 3 }));
        assert_eq!(found.column.as_deref(), Some("cell 3"));
        assert_eq!(cells(&sheet("ID,Title\n1,a, ,\n")), [["1", "a"]]);
    }

    #[test]
    fn a_header_of_absurd_width_is_refused() {
        let found = fault(&format!("Title{}\nx\n", ",a".repeat(WIDEST)));
        assert_eq!(found.problem, Problem::TooWide(WIDEST + 1));
        assert_eq!(sheet(&format!("Title{}\nx\n", ",a".repeat(WIDEST - 1))).headers.len(), WIDEST);
    }

    #[test]
    fn a_quote_that_nothing_closes_is_placed_where_it_opens() {
        let open_to_the_end = fault("ID,Title,Owner\n1,a,jo\n2,\"b,maya\n3,c,jo\n");
        assert_eq!(open_to_the_end.problem, Problem::UnclosedQuote);
        assert_eq!(open_to_the_end.place, Some(Place { row: 3, line: 3 }));
        assert_eq!(open_to_the_end.column.as_deref(), Some("Title"));
        // Here the next row's mark would close it: the fault is still in the row that opened.
        let closed_by_another = fault("\"ID\",\"Title\"\n\"1\",\"a\n\"2\",\"b\"\n");
        assert_eq!(closed_by_another.problem, Problem::UnclosedQuote);
        assert_eq!(closed_by_another.place, Some(Place { row: 2, line: 2 }));
        let in_the_header = fault("\"ID,Title\n1,a\n");
        assert_eq!(in_the_header.column.as_deref(), Some("cell 1"));
        let after_a_long_cell = fault("ID,Title\r\n1,\"a\r\nb\"\r\n2,\"c\r\n");
        assert_eq!(after_a_long_cell.place, Some(Place { row: 3, line: 4 }));
    }
}
