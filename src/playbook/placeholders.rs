//! The `{slots}` in playbook texts and their filling. Does not know which slots there should be.

use std::collections::BTreeMap;

/// Says why a text cannot be filled, and quotes the part it stumbled over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unfilled {
    pub(super) problem: String,
    pub(super) quote: String,
}

/// Holds the words that texts may ask for by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots(BTreeMap<String, String>);

impl Slots {
    /// Offers `text` under `name`.
    pub(super) fn put(&mut self, name: impl Into<String>, text: &str) {
        self.0.insert(name.into(), text.to_owned());
    }

    /// Lists the names on offer.
    #[cfg(test)]
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Fills every slot of a text, or says what is wrong with it.
    pub(super) fn fill(&self, text: &str) -> Result<String, Unfilled> {
        if text.trim().is_empty() {
            return Err(unfilled("this text is empty", ""));
        }
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                return Err(unfilled("a slot is opened and never closed", "{"));
            };
            let Some(words) = self.0.get(name) else {
                let slot = format!("{{{name}}}");
                return Err(unfilled(&format!("nothing fills the slot `{slot}`"), &slot));
            };
            filled.push_str(before);
            filled.push_str(words);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}

fn unfilled(problem: &str, quote: &str) -> Unfilled {
    Unfilled { problem: problem.to_owned(), quote: quote.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_replaced_by_their_words() {
        let mut slots = Slots::default();
        slots.put("outcome", "a calm launch");
        slots.put("risk.late", "Late news");
        assert_eq!(slots.fill("For {outcome}: {risk.late}.").unwrap(), "For a calm launch: Late news.");
    }

    #[test]
    fn a_slot_nobody_fills_is_named() {
        assert_eq!(
            Slots::default().fill("For {outcom}.").unwrap_err().problem,
            "nothing fills the slot `{outcom}`"
        );
    }

    #[test]
    fn an_open_brace_and_an_empty_text_are_refused() {
        assert!(Slots::default().fill("For {outcome").unwrap_err().problem.contains("never closed"));
        assert!(Slots::default().fill("  ").unwrap_err().problem.contains("empty"));
    }
}
