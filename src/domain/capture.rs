//! One line of quick capture: `PSP cert expired @maya due:fri fallback: ship cards only`.
//!
//! Splits the line into text and named parts; what the parts mean is read by [`parse`](super::parse).

use super::{Fields, Refusal, Value, parse::InputParser, record::Field};

/// Words that open a named part; each reaches to the next one or to the end of the line.
const PARTS: &[(&str, &str)] = &[
    ("fallback:", "fallback"),
    ("due:", "due"),
    ("by:", "due"),
    ("owner:", "owner"),
    ("impact:", "impact"),
    ("chance:", "chance"),
    ("cost:", "cost"),
    ("plan:", "plan"),
    ("cause:", "cause"),
    ("options:", "options"),
    ("request:", "request"),
];

/// A line taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captured {
    /// What is left when the named parts are taken out.
    pub text: String,
    /// The named parts, by field.
    pub parts: Vec<(&'static str, String)>,
}

/// Takes a line apart. `@maya` is an owner wherever it stands as a word of its own.
pub fn capture(line: &str) -> Captured {
    let mut captured = Captured::default();
    let mut open: Option<(&'static str, Vec<&str>)> = None;
    let mut text: Vec<&str> = Vec::new();
    for word in line.split_whitespace() {
        let lower = word.to_lowercase();
        if let Some((prefix, field)) = PARTS.iter().find(|(prefix, _)| lower.starts_with(prefix)) {
            captured.close(open.take());
            let rest = &word[prefix.len()..];
            open = Some((field, if rest.is_empty() { vec![] } else { vec![rest] }));
        } else if let Some(owner) = word.strip_prefix('@').filter(|owner| !owner.is_empty()) {
            captured.close(open.take());
            captured.parts.push(("owner", owner.trim_end_matches([',', '.', ';']).to_owned()));
        } else if let Some((_, words)) = &mut open {
            words.push(word);
        } else {
            text.push(word);
        }
    }
    captured.close(open);
    captured.text = text.join(" ");
    captured
}

impl Captured {
    fn close(&mut self, part: Option<(&'static str, Vec<&str>)>) {
        if let Some((field, words)) = part {
            self.parts.push((field, words.join(" ")));
        }
    }

    /// The fields it gives to a kind of record with these `fields`.
    ///
    /// # Errors
    /// The [`Refusal`] of the first part that cannot be read, or that this kind does not have.
    pub fn fields(&self, fields: &'static [Field], reader: &InputParser<'_>) -> Result<Fields, Refusal> {
        let mut given = Fields::from([("title".to_owned(), Value::text(self.text.as_str()))]);
        for (name, text) in &self.parts {
            let Some(field) = fields.iter().find(|field| field.name == *name) else {
                let reason = format!("`{name}:` has no place here");
                return Err(Refusal::new(
                    "capture.part",
                    reason,
                    "leave it out, or write it without the colon",
                ));
            };
            given.insert(
                (*name).to_owned(),
                reader.read(field, text).map_err(|refusal| refusal.on(field.name))?.value,
            );
        }
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_its_text_its_owner_its_date_and_its_fallback() {
        let captured = capture("PSP cert expired @maya due:fri 5pm fallback: ship cards only");
        assert_eq!(captured.text, "PSP cert expired");
        assert_eq!(
            captured.parts,
            [
                ("owner", "maya".to_owned()),
                ("due", "fri 5pm".to_owned()),
                ("fallback", "ship cards only".to_owned())
            ]
        );
    }

    #[test]
    fn words_with_a_colon_that_mean_nothing_stay_text() {
        let captured = capture("Note: mail a@b.example at 10:30 @ noon");
        assert_eq!(captured.text, "Note: mail a@b.example at 10:30 @ noon");
        assert!(captured.parts.is_empty());
    }
}
