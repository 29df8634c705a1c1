//! The parser against random reads made of whole, broken and invented sequences, cut anywhere.

use proptest::prelude::*;

use super::{KEYS, SILENT, read};
use crate::input::{Chord, Input, Key};

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<Vec<u8>> = KEYS
        .iter()
        .map(|(bytes, _)| bytes.to_vec())
        .chain(SILENT.iter().map(|bytes| bytes.to_vec()))
        .chain([
            b"\x1b".to_vec(),
            b"\x1b[".to_vec(),
            b"\x1b]".to_vec(),
            b"\x1b[200~".to_vec(),
            b"\xf0\x9f".to_vec(),
        ])
        .collect();
    let piece = prop_oneof![proptest::sample::select(pieces), proptest::collection::vec(any::<u8>(), 0..6)];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Reads with pauses, and the places at which each is cut in two.
fn any_reads() -> impl Strategy<Value = Vec<(u64, Vec<u8>, usize)>> {
    let pause = prop_oneof![Just(0), 0..200u64, 900..3000u64];
    proptest::collection::vec((pause, any_bytes(), 0..64usize), 0..8)
}

proptest! {
    #[test]
    fn how_the_bytes_are_cut_does_not_matter(reads in any_reads()) {
        let whole = read(reads.iter().map(|(pause, bytes, _)| (*pause, bytes.as_slice())));
        let cut = read(reads.iter().flat_map(|(pause, bytes, at)| {
            let (head, tail) = bytes.split_at((*at).min(bytes.len()));
            [(*pause, head), (0, tail)]
        }));
        let bytewise = read(reads.iter().flat_map(|(pause, bytes, _)| {
            std::iter::once((*pause, [].as_slice())).chain(bytes.chunks(1).map(|byte| (0, byte)))
        }));
        prop_assert_eq!(&whole, &cut);
        prop_assert_eq!(&whole, &bytewise);
    }

    #[test]
    fn nothing_stops_the_keys_for_longer_than_a_paste_may_take(reads in any_reads()) {
        let reads = reads.iter().map(|(pause, bytes, _)| (*pause, bytes.as_slice()));
        let last = read(reads.chain([(11_000, b"j".as_slice())])).pop();
        prop_assert_eq!(last, Some(Input::Key(Chord::char('j'))));
    }

    #[test]
    fn there_is_never_more_to_say_than_was_heard(reads in any_reads()) {
        let heard: usize = reads.iter().map(|(_, bytes, _)| bytes.len()).sum();
        let said = read(reads.iter().map(|(pause, bytes, _)| (*pause, bytes.as_slice())));
        prop_assert!(said.len() <= heard);
        for input in said {
            match input {
                Input::Key(Chord { key: Key::Char(c), .. }) => prop_assert!(!c.is_control()),
                Input::Paste { text, .. } => prop_assert!(!text.contains(|c: char| c.is_control() && c != '\n' && c != '\t')),
                Input::Key(_) | Input::Focus(_) | Input::Ready => {}
            }
        }
    }
}
