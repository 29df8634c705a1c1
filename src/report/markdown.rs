//! A report as Markdown for a pull request, a wiki or a chat that renders it: CommonMark with the tables of GitHub.
//!
//! What people wrote is shown as they wrote it and is never mark-up: a title cannot become a heading, a link, a tag or
//! a formula, and neither calls anybody (`@maya`) nor points at somebody's issue (`#12`).

use super::{Align, Block, Column, Doc, Inline, Text, one_line};

/// Stands between a sign and what would make a host act on it. It is not shown, and copies as nothing.
const APART: &str = "<!-- -->";

/// Writes a report as Markdown that ends with a line end.
pub fn markdown(doc: &Doc) -> String {
    let mut parts = vec![format!("# {}\n", line(&doc.title))];
    parts.extend(doc.blocks.iter().map(block).filter(|part| !part.is_empty()));
    parts.push(format!("---\n\n{}\n", line(&doc.origin)));
    parts.join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("## {}\n", line(text)),
        Block::Paragraph(text) => format!("{}\n", line(text)),
        Block::List(points) => {
            points.iter().flat_map(|point| ["- ".to_owned(), line(point), "\n".to_owned()]).collect()
        }
        Block::Table { columns, rows } => table(columns, rows),
    }
}

fn table(columns: &[Column], rows: &[Vec<Text>]) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let rule = |column: &Column| match column.align {
        Align::Left => ":---".to_owned(),
        Align::Right => "---:".to_owned(),
    };
    let mut text = row(columns.iter().map(|column| escaped(column.head)).collect());
    text += &row(columns.iter().map(rule).collect());
    for cells in rows {
        text += &row((0..columns.len()).map(|at| cells.get(at).map(line).unwrap_or_default()).collect());
    }
    text
}

/// A text in one line, which may stand wherever a line may begin.
fn line(text: &Text) -> String {
    let mut whole = String::new();
    for piece in text.pieces() {
        let words = escaped(piece.words());
        match piece {
            Inline::Plain(_) => join(&mut whole, &words),
            Inline::Strong(_) => strong(&mut whole, &words),
        }
    }
    let bare = whole.trim();
    // Of the signs that mean something at the beginning of a line only, the others are escaped already.
    let digits = bare.len() - bare.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    match bare[digits..].chars().next() {
        Some('-' | '+' | '=' | ':') if digits == 0 => format!("\\{bare}"),
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &bare[..digits], &bare[digits..]),
        _ => bare.to_owned(),
    }
}

/// Adds words behind what stands out, if that is what comes before.
fn join(whole: &mut String, words: &str) {
    let touches = whole.ends_with("**") && words.starts_with(|letter: char| letter != ' ');
    // The closing stars count as such behind a letter, or before a sign or a blank.
    let inside = whole.trim_end_matches('*').chars().next_back();
    if touches && !inside.is_some_and(char::is_alphanumeric) {
        whole.push_str(APART);
    }
    whole.push_str(words);
}

/// Adds words that stand out. Stars do so only where they touch what they enclose: blanks stay outside.
fn strong(whole: &mut String, words: &str) {
    let bare = words.trim();
    let lead = words.len() - words.trim_start().len();
    whole.push_str(&words[..lead]);
    let touches = whole.chars().next_back().is_some_and(|before| before != ' ');
    // Between two that stand out, and before a sign that follows a letter, the stars would mean something else.
    if touches && (whole.ends_with('*') || !bare.starts_with(char::is_alphanumeric)) && !bare.is_empty() {
        whole.push_str(APART);
    }
    if !bare.is_empty() {
        whole.push_str("**");
        whole.push_str(bare);
        whole.push_str("**");
        whole.push_str(&words[lead + bare.len()..]);
    }
}

/// Words with every sign that means something escaped.
fn escaped(words: &str) -> String {
    let words = one_line(words);
    let mut text = String::with_capacity(words.len() + 8);
    let mut letters = words.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '&' | '#') {
            text.push('\\');
        }
        text.push(letter);
        let next = letters.peek().copied().unwrap_or(' ');
        let calls = letter == '@' && next.is_alphanumeric() && !before.is_alphanumeric();
        if calls || letter == '#' && next.is_ascii_digit() {
            text.push_str(APART);
        }
        before = letter;
    }
    text
}

#[cfg(test)]
#[expect(clippy::wildcard_enum_match_arm, reason = "events of another crate; any other fails the test")]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    fn doc(title: &str, blocks: Vec<Block>) -> Doc {
        Doc { title: title.into(), blocks, origin: "operation 7".into() }
    }

    #[test]
    fn what_people_wrote_is_shown_and_never_followed() {
        let written = [
            ("# not a title", "\\# not a title"),
            ("1. not a list", "1\\. not a list"),
            ("- not a point", "\\- not a point"),
            ("a | b", "a \\| b"),
            ("<b>bold</b> & *stars*", "\\<b\\>bold\\</b\\> \\& \\*stars\\*"),
            ("ask @maya about #12", "ask @<!-- -->maya about \\#<!-- -->12"),
            ("maya@example.org", "maya@example.org"),
            ("two\nlines  and\tblanks", "two lines and blanks"),
            ("C# costs 3.5 $", "C\\# costs 3.5 \\$"),
        ];
        for (words, expected) in written {
            assert_eq!(line(&words.into()), expected);
        }
    }

    #[test]
    fn a_report_reads_as_one_would_write_it_by_hand() {
        let blocks = vec![
            Block::Heading("1 late".into()),
            Block::Paragraph(Text::from("The gate says ").then_strong("NO-GO ").then("today.")),
            Block::Table {
                columns: vec![Column::left("id"), Column::right("due")],
                rows: vec![vec!["D-1".into(), "2 d".into()], vec!["B-1".into()]],
            },
            Block::List(vec![]),
            Block::List(vec!["one".into(), "two".into()]),
        ];
        let expected = "# Checkout\n\n## 1 late\n\nThe gate says **NO-GO** today.\n\n| id | due |\n| :--- | ---: |\n\
                        | D-1 | 2 d |\n| B-1 |  |\n\n- one\n- two\n\n---\n\noperation 7\n";
        assert_eq!(markdown(&doc("Checkout", blocks)), expected);
    }

    /// What a reader of the Markdown sees of it: the words of each heading, paragraph, point and cell.
    fn seen(markdown: &str) -> Vec<String> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_MATH
            | Options::ENABLE_GFM;
        let mut seen = vec![String::new()];
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(words) => seen.last_mut().unwrap().push_str(&words),
                Event::InlineHtml(html) if &*html == APART => {}
                Event::Start(
                    Tag::Heading { .. }
                    | Tag::Paragraph
                    | Tag::Item
                    | Tag::TableCell
                    | Tag::Strong
                    | Tag::List(None)
                    | Tag::Table(_)
                    | Tag::TableHead
                    | Tag::TableRow,
                )
                | Event::End(
                    TagEnd::Strong
                    | TagEnd::List(false)
                    | TagEnd::Table
                    | TagEnd::TableHead
                    | TagEnd::TableRow,
                )
                | Event::Rule => {}
                Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => {
                    seen.push(String::new());
                }
                other => panic!("{other:?} in {markdown:?}"),
            }
        }
        seen
    }

    proptest! {
        #[test]
        fn no_text_becomes_mark_up(
            words in "[ -~\u{e4}\u{6f22}\n\t]{0,24}|[-+*_=#>`~.)0-9 \\[\\]<!&;:|\\\\@$a]{0,12}",
            more in "[-+*_=#>`~.)0-9 \\[\\]<!&;:|\\\\@$a]{0,12}",
        ) {
            let text = Text::strong(more.as_str()).then_strong(words.as_str()).then(words.as_str());
            let text = text.then_strong(more.as_str()).then(words.as_str());
            let expected = one_line(&[&more, &words, &words, &more, &words].map(|it| one_line(it)).concat());
            let expected = expected.trim();
            let table = Block::Table {
                columns: vec![Column::left("a"), Column::left("b")],
                rows: vec![vec![text.clone(), text.clone()]],
            };
            let blocks = vec![
                Block::Heading(text.clone()),
                Block::Paragraph(text.clone()),
                Block::List(vec![text.clone(), text.clone()]),
                table,
            ];
            let written = markdown(&Doc { title: text.clone(), blocks, origin: text });
            let seen = seen(&written);
            let seen: Vec<String> = seen.iter().map(|words| one_line(words).trim().to_owned()).collect();
            let seen: Vec<&str> = seen.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
            let mut wanted = vec![expected; 5];
            wanted.extend(["a", "b", expected, expected, expected]);
            wanted.retain(|words| !words.is_empty());
            prop_assert_eq!(seen, wanted, "{}", written);
        }
    }
}
