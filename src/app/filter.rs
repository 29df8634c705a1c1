//! The live filter: words, `!word`, `@person`, `late`, `constraint`, an id. Knows no list, only one entry at a time.

use crate::domain::{
    Board, Ref,
    summary::{Entry, Standing},
};

/// What a filter line asks of an entry; all of it must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    text: String,
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    Word(String),
    Not(String),
    Owner(String),
    Standing(&'static [Standing]),
    ByConstraint,
    Id(Ref),
}

/// Words that ask for a standing instead of a text.
const STANDINGS: &[(&str, &[Standing])] = &[
    ("late", &[Standing::Late, Standing::Escalated]),
    ("soon", &[Standing::Soon]),
    ("escalated", &[Standing::Escalated]),
    (
        "open",
        &[
            Standing::Escalated,
            Standing::Late,
            Standing::Soon,
            Standing::Unowned,
            Standing::Open,
            Standing::Deferred,
        ],
    ),
    ("done", &[Standing::Done]),
];

/// The word that asks for what the cycle's named constraint caused.
const BY_CONSTRAINT: &str = "constraint";

impl Filter {
    /// Reads a filter line.
    pub fn new(text: &str) -> Self {
        let terms = text.split_whitespace().filter_map(term).collect();
        Self { text: text.to_owned(), terms }
    }

    /// The line it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether everything it lets through was let through by `wider`, so that only those need a look.
    pub fn narrows(&self, wider: &Self) -> bool {
        let grown = |new: &Term, old: &Term| match (new, old) {
            (Term::Word(new), Term::Word(old)) | (Term::Owner(new), Term::Owner(old)) => {
                new.starts_with(old.as_str())
            }
            (new, old) => new == old,
        };
        self.terms.len() >= wider.terms.len()
            && self.terms.iter().zip(&wider.terms).all(|(new, old)| grown(new, old))
    }

    /// Whether what it lets through can change with time alone.
    pub fn depends_on_time(&self) -> bool {
        self.terms.iter().any(|term| matches!(term, Term::Standing(_)))
    }

    /// Whether an entry passes.
    pub fn lets(&self, entry: &Entry<'_>, board: &Board) -> bool {
        let owner = || entry.owner.map_or("", |owner| board.handle(owner));
        self.terms.iter().all(|term| match term {
            Term::Word(word) => contains(entry.line, word) || contains(owner(), word),
            Term::Not(word) => !contains(entry.line, word) && !contains(owner(), word),
            Term::Owner(start) => starts(owner(), start),
            Term::Standing(standings) => standings.contains(&entry.standing),
            Term::ByConstraint => entry.is_by_constraint,
            Term::Id(id) => entry.reference == *id,
        })
    }

    /// Whether something that is no record passes, by the words it is known by.
    pub fn lets_words(&self, words: &[&str]) -> bool {
        let has = |word: &String| words.iter().any(|text| contains(text, word));
        self.terms.iter().all(|term| match term {
            Term::Word(word) => has(word),
            Term::Not(word) => !has(word),
            Term::Owner(_) | Term::Standing(_) | Term::ByConstraint | Term::Id(_) => false,
        })
    }
}

fn term(word: &str) -> Option<Term> {
    let lower = word.to_lowercase();
    if let Some((_, standings)) = STANDINGS.iter().find(|(name, _)| *name == lower) {
        return Some(Term::Standing(standings));
    }
    if lower == BY_CONSTRAINT {
        return Some(Term::ByConstraint);
    }
    if let Some(rest) = lower.strip_prefix('!') {
        return (!rest.is_empty()).then(|| Term::Not(rest.to_owned()));
    }
    if let Some(rest) = lower.strip_prefix('@') {
        return (!rest.is_empty()).then(|| Term::Owner(rest.to_owned()));
    }
    // `d-31` and `d31` are ids; `d-` on the way there is not yet anything else.
    match lower.parse() {
        Ok(id) => Some(Term::Id(id)),
        Err(_) => Some(Term::Word(lower)),
    }
}

/// Whether `text` has `word`, whatever the case. `word` is in lower case already.
fn contains(text: &str, word: &str) -> bool {
    if text.is_ascii() && word.is_ascii() {
        let (text, word) = (text.as_bytes(), word.as_bytes());
        let Some(&first) = word.first() else { return true };
        let last_start = text.len().checked_sub(word.len());
        return last_start.is_some_and(|last| {
            (0..=last).any(|at| {
                text[at].to_ascii_lowercase() == first && text[at..at + word.len()].eq_ignore_ascii_case(word)
            })
        });
    }
    text.to_lowercase().contains(word)
}

fn starts(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
        || text.to_lowercase().starts_with(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case_and_script() {
        for (text, word, found) in [
            ("Carrier label API", "label", true),
            ("Carrier label API", "api", true),
            ("Größe der Tabelle", "größe", true),
            ("GRÖSSE", "grösse", true),
            ("short", "much longer", false),
            ("", "", true),
        ] {
            assert_eq!(contains(text, word), found, "{text} {word}");
        }
    }

    #[test]
    fn a_longer_word_narrows_a_shorter_one_and_a_negation_never_does() {
        assert!(Filter::new("lab").narrows(&Filter::new("la")));
        assert!(Filter::new("lab @ma").narrows(&Filter::new("lab")));
        assert!(!Filter::new("!lab").narrows(&Filter::new("!la")));
        assert!(!Filter::new("late").narrows(&Filter::new("lat")));
        assert!(Filter::new("x").narrows(&Filter::new("")));
    }
}
