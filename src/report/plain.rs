//! A report as plain text: what is mailed or read in a pager. Columns line up by the width they have on a screen.

use super::{Align, Block, Column, Doc, Text};
use unicode_width::UnicodeWidthStr;

/// Writes a report as plain text that ends with a line end.
pub fn plain(doc: &Doc) -> String {
    let title = line(&doc.title);
    let mut parts = vec![format!("{title}\n{}\n", "=".repeat(title.width().max(1)))];
    parts.extend(doc.blocks.iter().map(block).filter(|part| !part.is_empty()));
    parts.push(format!("--\n{}\n", line(&doc.origin)));
    parts.join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(text) => {
            let words = line(text);
            format!("{words}\n{}\n", "-".repeat(words.width().max(1)))
        }
        Block::Paragraph(text) => format!("{}\n", line(text)),
        Block::List(points) => {
            points.iter().flat_map(|point| ["- ".to_owned(), line(point), "\n".to_owned()]).collect()
        }
        Block::Table { columns, rows } => table(columns, rows),
    }
}

/// The words of a text in one line.
fn line(text: &Text) -> String {
    super::one_line(&text.words()).trim().to_owned()
}

fn table(columns: &[Column], rows: &[Vec<Text>]) -> String {
    let heads: Vec<String> = columns.iter().map(|column| column.head.to_owned()).collect();
    let cells = rows.iter().map(|row| row.iter().map(line).collect());
    let all: Vec<Vec<String>> = std::iter::once(heads).chain(cells).collect();
    let width =
        |at: usize| all.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let mut text = String::new();
    for row in &all {
        let mut written = String::new();
        for ((column, width), cell) in columns.iter().zip(&widths).zip(row) {
            let air = " ".repeat(width - cell.width());
            written.extend(match column.align {
                Align::Left => [cell, air.as_str(), "  "],
                Align::Right => [air.as_str(), cell, "  "],
            });
        }
        text += written.trim_end();
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_on_a_screen_and_lines_end_without_blanks() {
        let doc = Doc {
            title: "日本".into(),
            blocks: vec![
                Block::Heading("late".into()),
                Block::Table {
                    columns: vec![Column::left("id"), Column::right("due"), Column::left("title")],
                    rows: vec![
                        vec!["D-1".into(), "2 d".into(), "Ship\nwithout  wallet?".into()],
                        vec!["B-12".into(), "14 d".into()],
                    ],
                },
                Block::List(vec![Text::strong("D-1").then(" waits")]),
            ],
            origin: "operation 7".into(),
        };
        let expected = "日本\n====\n\nlate\n----\n\nid     due  title\nD-1    2 d  Ship without wallet?\n\
                        B-12  14 d\n\n- D-1 waits\n\n--\noperation 7\n";
        assert_eq!(plain(&doc), expected);
    }
}
