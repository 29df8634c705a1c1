//! The parser against everything a terminal, a network line or an enemy is known to send.

mod random;

use std::time::Duration;

use super::paste::LIMIT;
use super::{Input, Parser};

const fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}

/// Feeds reads that come the given number of milliseconds after one another, then waits until nothing is pending.
fn read<'a>(reads: impl IntoIterator<Item = (u64, &'a [u8])>) -> Vec<Input> {
    let (mut parser, mut now, mut out) = (Parser::new(), Duration::ZERO, Vec::new());
    for (pause, bytes) in reads {
        let then = now + ms(pause);
        while let Some(deadline) = parser.deadline().filter(|deadline| *deadline <= then) {
            parser.tick(deadline, &mut out);
        }
        now = then;
        parser.feed(bytes, now, &mut out);
    }
    while let Some(deadline) = parser.deadline() {
        parser.tick(deadline, &mut out);
    }
    out
}

/// What was read, in the notation of the documentation.
fn shown(inputs: &[Input]) -> String {
    let words = inputs.iter().map(|input| match input {
        Input::Key(chord) => chord.to_string(),
        Input::Paste { text, truncated: false } => format!("paste{text:?}"),
        Input::Paste { text, truncated: true } => format!("cut{text:?}"),
        Input::Focus(gained) => format!("focus={gained}"),
        Input::Ready => "ready".to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What reads that come the given number of milliseconds after one another are called.
fn timed(reads: &[(u64, &[u8])]) -> String {
    shown(&read(reads.iter().copied()))
}

fn keys(bytes: &[u8]) -> String {
    timed(&[(0, bytes)])
}

/// Keys and what they are called.
const KEYS: &[(&[u8], &str)] = &[
    (b"j", "j"),
    (b" ", "space"),
    (b"\r", "enter"),
    (b"\n", "^j"),
    (b"\t", "tab"),
    (b"\0", "^space"),
    (b"\x08", "backspace"),
    (b"\x7f", "backspace"),
    (b"\x03", "^c"),
    (b"\x04", "^d"),
    (b"\x1f", "^_"),
    (b"\x1b", "esc"),
    (b"\x1bx", "alt-x"),
    (b"\x1b\r", "alt-enter"),
    (b"\x1b\x7f", "alt-backspace"),
    ("\x1bé".as_bytes(), "alt-é"),
    ("é".as_bytes(), "é"),
    ("日".as_bytes(), "日"),
    ("\u{1F680}".as_bytes(), "\u{1F680}"),
    (b"\x1b[A", "up"),
    (b"\x1b[B", "down"),
    (b"\x1b[C", "right"),
    (b"\x1b[D", "left"),
    (b"\x1b[H", "home"),
    (b"\x1b[F", "end"),
    (b"\x1b[Z", "shift-tab"),
    (b"\x1bOA", "up"),
    (b"\x1bOD", "left"),
    (b"\x1bOP", "f1"),
    (b"\x1bOS", "f4"),
    (b"\x1bO5P", "ctrl-f1"),
    (b"\x1bOM", "enter"),
    (b"\x1bOp", "0"),
    (b"\x1bOk", "+"),
    (b"\x1b[[A", "f1"),
    (b"\x1b[[E", "f5"),
    (b"\x1b[1~", "home"),
    (b"\x1b[2~", "insert"),
    (b"\x1b[3~", "delete"),
    (b"\x1b[4~", "end"),
    (b"\x1b[5~", "pgup"),
    (b"\x1b[6~", "pgdn"),
    (b"\x1b[7~", "home"),
    (b"\x1b[8~", "end"),
    (b"\x1b[11~", "f1"),
    (b"\x1b[15~", "f5"),
    (b"\x1b[17~", "f6"),
    (b"\x1b[21~", "f10"),
    (b"\x1b[24~", "f12"),
    (b"\x1b[34~", "f20"),
    (b"\x1b[1;5C", "ctrl-right"),
    (b"\x1b[1;2A", "shift-up"),
    (b"\x1b[1;3B", "alt-down"),
    (b"\x1b[1;6D", "ctrl-shift-left"),
    (b"\x1b[3;5~", "ctrl-delete"),
    (b"\x1b[1;2P", "shift-f1"),
    (b"\x1b[97u", "a"),
    (b"\x1b[97;2u", "A"),
    (b"\x1b[97;5u", "^a"),
    (b"\x1b[97:65;5:2u", "^a"),
    (b"\x1b[13;2u", "shift-enter"),
    (b"\x1b[9;2u", "shift-tab"),
    (b"\x1b[27u", "esc"),
    (b"\x1b[27;5;105~", "^i"),
    (b"\x1b[I", "focus=true"),
    (b"\x1b[O", "focus=false"),
    (b"\x1b[0n", "ready"),
    (b"\x1b[200~one\rtwo\x1b[201~", "paste\"one\\ntwo\""),
];

/// What terminals send of their own accord or in answer to somebody's question; none of it is a key.
const SILENT: &[&[u8]] = &[
    b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
    b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
    b"\x1b]4;1;rgb:ffff/0000/0000\x1b\\",
    b"\x1b]52;c;aGVsbG8=\x1b\\",
    b"\x1bP1$r0m\x1b\\",
    b"\x1bP>|XTerm(390)\x1b\\",
    b"\x1bP!|00000000\x1b\\",
    b"\x1bP1+r524742=38\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b[?62;22c",
    b"\x1b[>41;390;0c",
    b"\x1b[24;80R",
    b"\x1b[1;5R",
    b"\x1b[?24;80;1R",
    b"\x1b[3n",
    b"\x1b[?2026;2$y",
    b"\x1b[?1u",
    b"\x1b[?997;1n",
    b"\x1b[8;24;80t",
    b"\x1b[48;24;80;480;800t",
    b"\x1b[<0;12;7M",
    b"\x1b[<0;12;7m",
    b"\x1b[32;12;7M",
    b"\x1b[M !!",
    b"\x1b[97;1:3u",
    b"\x1b[57441u",
    b"\x1b[99~",
    b"\x1b[201~",
    b"\x1b[1;2;3;4;5;6;7;8q",
    b"\x1b\\",
    "\u{9b}".as_bytes(),
];

#[test]
fn every_known_key_is_read() {
    for (bytes, name) in KEYS {
        assert_eq!(keys(bytes), *name, "{:?}", bytes.escape_ascii().to_string());
    }
}

#[test]
fn answers_and_mouse_reports_never_become_keys() {
    for bytes in SILENT {
        let around = [b"j", *bytes, b"k"].concat();
        assert_eq!(keys(&around), "j k", "{:?}", bytes.escape_ascii().to_string());
    }
}

#[test]
fn a_split_of_less_than_the_hold_changes_nothing_at_any_byte() {
    let silent = SILENT.iter().map(|bytes| (*bytes, ""));
    for (bytes, name) in KEYS.iter().copied().chain(silent) {
        for at in 1..bytes.len() {
            let (head, tail) = bytes.split_at(at);
            let said = timed(&[(0, head), (20, tail), (100, b"j")]);
            assert_eq!(
                said,
                format!("{name} j").trim_start(),
                "{:?} at {at}",
                bytes.escape_ascii().to_string()
            );
        }
    }
}

#[test]
fn an_answer_torn_apart_by_a_long_pause_still_types_nothing() {
    for bytes in SILENT.iter().filter(|bytes| bytes.len() > 6 && !bytes.starts_with(b"\x1b[M")) {
        // The last byte of a control sequence, alone, is what a key looks like.
        let end = if bytes[1] == b'[' { bytes.len() - 1 } else { bytes.len() };
        for at in 2..end {
            let (head, tail) = bytes.split_at(at);
            let said = timed(&[(0, head), (300, tail), (100, b"j")]);
            assert_eq!(said, "j", "{:?} at {at}", bytes.escape_ascii().to_string());
        }
    }
    let said = timed(&[(0, b"\x1b"), (300, b"]11;rgb:1e1e/1e1e/2e2e\x07"), (100, b"j")]);
    assert_eq!(said, "esc j", "an ESC alone is Esc after the hold, but the rest of the answer is no key");
}

#[test]
fn a_lone_escape_is_held_for_forty_milliseconds() {
    let (mut parser, mut out) = (Parser::new(), Vec::new());
    parser.feed(b"\x1b", ms(1000), &mut out);
    assert_eq!(parser.deadline(), Some(ms(1040)));
    parser.tick(ms(1039), &mut out);
    assert_eq!(shown(&out), "");
    parser.tick(ms(1040), &mut out);
    assert_eq!(shown(&out), "esc");
    assert_eq!(parser.deadline(), None);
}

#[test]
fn escapes_pressed_quickly_are_all_counted() {
    assert_eq!(keys(b"\x1b\x1b\x1b"), "esc esc esc");
    assert_eq!(keys(b"\x1b\x1b[A"), "esc up");
}

#[test]
fn keys_typed_after_an_escape_are_those_keys() {
    for (typed, name) in [(b"]", "]"), (b"[", "["), (b"P", "P"), (b"q", "q"), (b"O", "O")] {
        assert_eq!(timed(&[(0, b"\x1b"), (200, typed)]), format!("esc {name}"));
    }
    assert_eq!(timed(&[(0, b"\x1b"), (200, b"]]jPay\r")]), "esc ] ] j P a y enter");
    assert_eq!(timed(&[(0, b"\x1b"), (200, b"[[A")]), "esc [ [ A");
}

#[test]
fn every_sequence_cut_short_gives_way_to_the_next_key() {
    for bytes in KEYS.iter().map(|(bytes, _)| *bytes).chain(SILENT.iter().copied()) {
        // A paste that never ends is text until it has paused for a second.
        for len in (1..bytes.len()).filter(|&len| !bytes[..len].starts_with(b"\x1b[200~")) {
            let said = timed(&[(0, &bytes[..len]), (100, b"j")]);
            assert!(said.ends_with('j'), "{:?} gave {said}", bytes[..len].escape_ascii().to_string());
        }
    }
}

#[test]
fn holding_a_key_down_cannot_keep_a_sequence_open() {
    for start in [b"\x1b]11;".as_slice(), b"\x1bP", b"\x1b_G"] {
        let held = std::iter::repeat_n((30, b"j".as_slice()), 40);
        let read = read(std::iter::once((0, start)).chain(held));
        assert!(read.len() > 20, "{} keys came through", read.len());
    }
}

#[test]
fn a_control_key_ends_a_sequence_that_was_cut_off() {
    assert_eq!(keys(b"\x1b[\x03"), "^c");
    assert_eq!(keys(b"\x1b[12;\x1b[A"), "up");
    assert_eq!(keys(b"\x1bO\r"), "enter");
    assert_eq!(keys("\x1b[1é".as_bytes()), "é");
    assert_eq!(keys(b"\x1b]11;\x1b[A"), "up");
}

#[test]
fn a_sequence_too_long_to_mean_anything_is_swallowed_whole() {
    let long = [b"\x1b[".as_slice(), &b"1;".repeat(5000), b"Aj"].concat();
    assert_eq!(keys(&long), "j");
    let long = [b"\x1b]".as_slice(), &b"x".repeat(1_000_000), b"\x07j"].concat();
    assert_eq!(keys(&long), "j");
}

#[test]
fn bytes_that_are_no_text_become_replacement_characters() {
    assert_eq!(keys(b"\xffj"), "\u{fffd} j");
    assert_eq!(keys(b"\xc3j"), "\u{fffd} j");
    assert_eq!(keys(b"\xed\xa0\x80j"), "\u{fffd} j");
    assert_eq!(keys(b"\xe6\x97"), "\u{fffd}");
    assert_eq!(timed(&[(0, b"\xe6"), (200, b"\x97"), (200, b"\xa5")]), "日");
}

#[test]
fn a_paste_is_text_without_controls() {
    assert_eq!(keys(b"\x1b[200~a\r\nb\rc\nd\te\x1b[201~"), "paste\"a\\nb\\nc\\nd\\te\"");
    assert_eq!(keys(b"\x1b[200~\x1b[2Jx\x07\0\x03\xc2\x9b\x7fy\x1b[201~"), "paste\"[2Jxy\"");
    assert_eq!(keys(b"\x1b[200~a\x1b\x1b[201~"), "paste\"a\"");
    assert_eq!(keys(b"\x1b[200~a\x1b[201\x1b[201~"), "paste\"a[201\"");
    assert_eq!(keys(b"\x1b[200~\x1b[201~"), "paste\"\"");
}

#[test]
fn a_paste_is_capped_and_says_so() {
    let long = [b"\x1b[200~".as_slice(), &"é".repeat(600_000).into_bytes(), b"\x1b[201~"].concat();
    let [Input::Paste { text, truncated }] = &read([(0, long.as_slice())])[..] else {
        panic!("one paste");
    };
    assert!(*truncated);
    assert_eq!(text.len(), LIMIT);
    let odd = [b"\x1b[200~a".as_slice(), &"é".repeat(LIMIT).into_bytes(), b"\x1b[201~"].concat();
    assert!(matches!(&read([(0, odd.as_slice())])[..], [Input::Paste { text, .. }] if text.ends_with('é')));
}

#[test]
fn a_paste_that_contains_its_end_mark_runs_no_keys() {
    let hostile = b"\x1b[200~one\x1b[201~dq\r\x1b[A\x1b[201~";
    assert_eq!(keys(hostile), "paste\"one\"");
    assert_eq!(timed(&[(0, hostile), (10, b"x\r"), (30, b"dd"), (60, b"j")]), "paste\"one\" j");
}

#[test]
fn a_key_pressed_after_a_paste_counts() {
    assert_eq!(timed(&[(0, b"\x1b[200~one\x1b[201~"), (60, b"\r")]), "paste\"one\" enter");
}

#[test]
fn a_paste_that_does_not_end_is_delivered_and_the_keys_come_back() {
    assert_eq!(timed(&[(0, b"\x1b[200~one"), (900, b"two"), (1100, b"j")]), "cut\"onetwo\" j");
    let typing = std::iter::repeat_n((500, b"j".as_slice()), 30);
    let read = read(std::iter::once((0, b"\x1b[200~".as_slice())).chain(typing));
    assert!(
        matches!(&read[..], [Input::Paste { truncated: true, .. }, Input::Key(_), ..]),
        "{}",
        shown(&read)
    );
}

#[test]
fn a_paste_that_pauses_does_not_go_on_as_keys() {
    let said =
        timed(&[(0, b"\x1b[200~one"), (1500, b" two and three\r"), (20, b"four\x1b[201~"), (100, b"j")]);
    assert_eq!(said, "cut\"one\" paste\" two and three\\nfour\" j");
}
