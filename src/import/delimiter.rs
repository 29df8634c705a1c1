//! What separates the cells of a sheet, how it is found, and the records between.
//!
//! It does not know rows: a record here is what the separator makes of the text, well formed or not.

use csv::{ByteRecord, ReaderBuilder, StringRecord};

/// What separates the cells of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tabulator.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// All delimiters, the likeliest first.
    pub const ALL: [Delimiter; 4] = [Delimiter::Comma, Delimiter::Semicolon, Delimiter::Tab, Delimiter::Pipe];

    /// The delimiter's name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Delimiter::Comma => "comma",
            Delimiter::Semicolon => "semicolon",
            Delimiter::Tab => "tab",
            Delimiter::Pipe => "pipe",
        }
    }

    /// The delimiter as a byte.
    pub(super) fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
            Delimiter::Pipe => b'|',
        }
    }
}

/// Reads the line `sep=;` that some spreadsheets write above the header.
pub(super) fn named_delimiter(text: &str) -> Option<Delimiter> {
    let first = text.split(['\r', '\n']).next()?;
    let sign = first.trim_matches('"').strip_prefix("sep=")?;
    Delimiter::ALL.into_iter().find(|delimiter| sign.as_bytes() == [delimiter.byte()])
}

/// Finds the delimiter under which the header has at least two cells and most rows are exactly as wide.
pub(super) fn detect(text: &str) -> Delimiter {
    let fit_and_width = |delimiter: Delimiter| {
        let widths: Vec<usize> = records(text, delimiter).take(100).map(|(_, record)| record.len()).collect();
        let header = widths.first().copied().unwrap_or(0);
        let fitting = widths.iter().filter(|&&width| width == header).count();
        (header > 1, fitting, header)
    };
    let mut best = Delimiter::Comma;
    for delimiter in Delimiter::ALL {
        // Strictly better only: on a tie the likelier delimiter stays.
        if fit_and_width(delimiter) > fit_and_width(best) {
            best = delimiter;
        }
    }
    best
}

pub(super) fn records(text: &str, delimiter: Delimiter) -> impl Iterator<Item = (usize, StringRecord)> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    std::iter::from_fn(move || {
        let mut record = ByteRecord::new();
        // Reading from memory cannot fail, and slices of a text at ASCII separators are text.
        if !reader.read_byte_record(&mut record).unwrap_or(false) {
            return None;
        }
        let start = record.position().map_or(0, |position| position.byte() as usize);
        Some((start, StringRecord::from_byte_record_lossy(record)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::fault::Place;
    use super::super::sheet::{Sheet, SheetRow};
    use super::*;

    fn sheet(text: &str) -> Sheet {
        Sheet::read("x.csv", text.as_bytes()).expect("a sheet")
    }

    fn cells(sheet: &Sheet) -> Vec<Vec<&str>> {
        let cells = |row| (0..sheet.headers.len()).map(|index| SheetRow::cell(row, index)).collect();
        sheet.rows.iter().map(cells).collect()
    }

    #[test]
    fn every_delimiter_is_found() {
        for delimiter in Delimiter::ALL {
            let sign = char::from(delimiter.byte());
            let text = "ID,Title (a; b),Owner\n1,x,maya\n2,y,jo\n".replace(',', &sign.to_string());
            let sheet = sheet(&text.replace("; ", " "));
            assert_eq!(sheet.delimiter, delimiter);
            assert_eq!(cells(&sheet), [["1", "x", "maya"], ["2", "y", "jo"]]);
        }
    }

    #[test]
    fn the_rows_decide_where_the_header_holds_two_signs() {
        let sheet = sheet("ID;Title;Impact (1,2,3)\n1;a;2\n2;b;3\n");
        assert_eq!(sheet.delimiter, Delimiter::Semicolon);
        assert_eq!(sheet.headers, ["ID", "Title", "Impact (1,2,3)"]);
    }

    #[test]
    fn a_separator_line_above_the_header_is_obeyed_and_left_out() {
        let sheet = sheet("sep=|\r\nID|Title\r\n1|a, b\r\n");
        assert_eq!(sheet.delimiter, Delimiter::Pipe);
        assert_eq!(sheet.headers, ["ID", "Title"]);
        assert_eq!(sheet.rows[0].place, Place { row: 3, line: 3 });
    }
}
