//! From bytes to text: which encoding a file has, and whether it is text at all.
//!
//! It does not know of rows or separators; its faults carry a row because a reader looks for one.

use encoding_rs::WINDOWS_1252;

use super::fault::{Fault, Place, Problem};

/// How the characters of a file were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Windows-1252, the Western European default of older spreadsheets; every Latin-1 text is one.
    Windows1252,
}

impl Encoding {
    /// The encoding's usual name.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Windows1252 => "Windows-1252",
        }
    }
}

/// First bytes of files that are mistaken for sheets, and what they are.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "an Excel workbook or another zipped file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF-", "a PDF"),
    (b"SQLite format 3\0", "a database"),
    (b"\x1f\x8b", "a compressed file"),
];

/// Turns the bytes of a file into text without its byte order mark.
///
/// Fails on other kinds of file, on bytes no text holds, on UTF-16 and on damaged UTF-8.
pub(super) fn decode(file: &str, bytes: &[u8]) -> Result<(String, Encoding), Fault> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(Fault::at(file, Place::TOP, Problem::NotText(what)));
    }
    if is_utf16(bytes) {
        return Err(Fault::at(file, Place::TOP, Problem::Utf16));
    }
    if let Some(offset) = bytes.iter().position(|&byte| is_never_text(byte)) {
        let problem = Problem::Binary { byte: bytes[offset], offset };
        return Err(Fault::at(file, place_of(bytes, offset), problem));
    }
    let (marked, body) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(body) => (true, body),
        None => (false, bytes),
    };
    if let Ok(text) = std::str::from_utf8(body) {
        return Ok((text.to_owned(), Encoding::Utf8));
    }
    if marked || is_mostly_utf8(body) {
        let offset = bytes.len() - body.len() + valid_up_to(body);
        return Err(Fault::at(file, place_of(bytes, offset), Problem::BrokenUtf8 { offset }));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(body);
    Ok((text.into_owned(), Encoding::Windows1252))
}

/// UTF-16 announces itself with a mark, or shows by a zero in every second byte of its start.
fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return true;
    }
    let start = &bytes[..bytes.len().min(64)];
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let half = start.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    // One zero may be an accident; nearly all of one parity and none of the other is a pattern.
    half >= 2 && (even.max(odd) * 10 >= half * 9) && even.min(odd) == 0
}

fn is_never_text(byte: u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f)
}

/// Damaged UTF-8 has more whole characters above ASCII than spoilt ones; Windows-1252 hardly ever has any.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut whole = 0;
    let mut spoilt = 0;
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        spoilt += usize::from(!chunk.invalid().is_empty());
    }
    whole > spoilt
}

fn valid_up_to(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len())
}

/// The place of a byte, before anything is known of quoting: rows and lines are the same.
fn place_of(bytes: &[u8], offset: usize) -> Place {
    let before = &bytes[..offset];
    let ends = before
        .iter()
        .enumerate()
        .filter(|&(at, &byte)| byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')))
        .count();
    Place { row: ends + 1, line: ends + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(bytes: &[u8]) -> Fault {
        decode("x.csv", bytes).expect_err("a fault")
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_text() {
        assert_eq!(decode("x", b"\xef\xbb\xbfID").expect("text"), ("ID".into(), Encoding::Utf8));
    }

    #[test]
    fn bytes_that_are_not_utf8_are_read_as_windows_1252_and_said_so() {
        let (text, encoding) = decode("x", b"caf\xe9 \x80 \x93q\x94").expect("text");
        assert_eq!(text, "café € “q”");
        assert_eq!(encoding.name(), "Windows-1252");
    }

    #[test]
    fn other_kinds_of_file_are_named() {
        let png = fault(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
        assert_eq!(png.problem, Problem::NotText("a PNG image"));
        assert_eq!(png.place, Some(Place::TOP));
        assert!(matches!(fault(b"PK\x03\x04xlsx").problem, Problem::NotText(_)));
    }

    #[test]
    fn a_zero_byte_is_placed_by_offset_and_row() {
        let found = fault(b"ID,Title\r\n1,a\r\n2,b\0c\r\n");
        assert_eq!(found.problem, Problem::Binary { byte: 0, offset: 18 });
        assert_eq!(found.place, Some(Place { row: 3, line: 3 }));
        assert!(found.to_string().starts_with("x.csv, row 3: byte 18 is 0x00"), "{found}");
    }

    #[test]
    fn utf16_is_known_with_and_without_its_mark() {
        let wide: Vec<u8> = "ID,Title\n1,a\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(fault(&wide).problem, Problem::Utf16);
        let marked = [b"\xff\xfe".as_slice(), &wide].concat();
        assert_eq!(fault(&marked).problem, Problem::Utf16);
        let big: Vec<u8> = "ID,Title\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(fault(&big).problem, Problem::Utf16);
        assert!(fault(&wide).cure().contains("CSV UTF-8"));
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_windows_1252() {
        let found = fault(&["ID,Title\n1,naïve – é\n2,x".as_bytes(), b"\xe9"].concat());
        assert_eq!(found.problem, Problem::BrokenUtf8 { offset: 28 });
        assert_eq!(found.place, Some(Place { row: 3, line: 3 }));
        assert!(matches!(fault(b"\xef\xbb\xbfcaf\xe9").problem, Problem::BrokenUtf8 { offset: 6 }));
    }
}
