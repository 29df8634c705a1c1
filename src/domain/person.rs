//! People: who owns, approves, is escalated to. A person belongs to the file, not to one cycle.

use super::{
    id::Id,
    record::{HISTORY, KEPT, ask},
    refusal::Refusal,
    remedy,
    sanitize::{fold_name, has_visible_letter},
    value::Text,
    when::Day,
};

/// The functions a dependency runs between and a person works in.
pub const FUNCTIONS: &[&str] = &["planning", "design", "delivery", "support", "go-to-market", "leadership"];

/// What the product itself is called where it acts and nobody does.
pub const CLOCK: &str = "clock";

crate::entity! {
    /// A person.
    pub struct Person in "person" {
        /// The name as written on the badge.
        name: Text = ask("name", "What is the name?"),
        /// The short unique name that commands and screens use.
        handle: Text = KEPT,
        /// What the person works in; free text, [`FUNCTIONS`] are suggested.
        function: Option<Text> = ask("function", "Which function: planning, design, delivery, support, go-to-market, leadership?"),
        /// The login name on this machine, by which the person is recognised.
        login: Option<Text> = ask("login", "Which login name is recognised as this person?"),
        /// Whether the person can own things.
        active: bool = KEPT,
        /// The first day on which they are away.
        away_from: Option<Day> = KEPT,
        /// The last day on which they are away.
        away_to: Option<Day> = KEPT,
        /// Who sees to what is theirs meanwhile.
        cover: Option<Id<Person>> = HISTORY,
    }

    fn check(&self) -> Result<(), Refusal> {
        if !has_visible_letter(&self.name) {
            return Err(Refusal::new(
                "person.name",
                "a person needs a name with at least one letter or digit",
                "type the name, such as Maya Lind",
            )
            .on("name"));
        }
        Ok(())
    }
}

impl Person {
    /// A new active person, not yet stored; the handle is the first name, made unique among `taken`.
    pub fn new(name: &str, function: Option<&str>, login: Option<&str>, taken: &[Self]) -> Self {
        Self {
            id: super::id::Id::new(0),
            name: name.trim().into(),
            handle: free_handle(name, taken).into(),
            function: function.map(Into::into),
            login: login.map(Into::into),
            active: true,
            ..Self::blank()
        }
    }

    /// Whether they are away on a day.
    pub fn is_away(&self, day: Day) -> bool {
        let from = self.away_from.is_some_and(|from| from <= day);
        from && self.away_to.is_none_or(|to| day <= to)
    }

    /// How they stand on a day, as the question who acts sees it.
    pub fn presence(&self, day: Day) -> Presence {
        match self.cover {
            _ if !self.active => Presence::Left,
            Some(cover) if self.is_away(day) => Presence::Away(cover),
            Some(_) | None => Presence::Here,
        }
    }
}

/// How somebody stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// They are here.
    Here,
    /// They are away, and this person covers for them.
    Away(Id<Person>),
    /// They have left.
    Left,
}

/// The handle a name gets: its first word in lower case, then with more of the name, then with a number.
fn free_handle(name: &str, taken: &[Person]) -> String {
    let letters =
        |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let words: Vec<String> = name.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect();
    let first = words.first().cloned().unwrap_or_else(|| "person".to_owned());
    let is_free = |handle: &str| !taken.iter().any(|person| fold_name(&person.handle) == fold_name(handle));
    let full = words.join("-");
    let initial = words.get(1).and_then(|word| word.chars().next()).map(|c| format!("{first}{c}"));
    let worded = [Some(first.clone()), initial, Some(full)].into_iter().flatten();
    // There are more numbers than people.
    let numbered = (2..=taken.len() + 2).map(|number| format!("{first}{number}"));
    worded.chain(numbered).find(|handle| is_free(handle)).unwrap_or_else(|| first.clone())
}

/// Finds the one person meant by `words`: a handle, a login, a full name, or the unique start of one.
///
/// # Errors
/// A [`Refusal`] that lists the candidates, or everybody when nobody fits.
pub fn find<'a>(people: &'a [Person], words: &str) -> Result<&'a Person, Refusal> {
    let wanted = fold_name(words.trim().trim_start_matches('@'));
    let names = |person: &Person| [fold_name(&person.handle), fold_name(&person.name)];
    let is_login = |person: &Person| person.login.as_deref().is_some_and(|login| fold_name(login) == wanted);
    let exact = people.iter().find(|person| names(person).contains(&wanted));
    if let Some(person) = exact.or_else(|| people.iter().find(|person| is_login(person))) {
        return Ok(person);
    }
    let starts: Vec<&Person> = people
        .iter()
        .filter(|person| !wanted.is_empty() && names(person).iter().any(|name| name.starts_with(&wanted)))
        .collect();
    let list = |of: &[&Person]| of.iter().map(|person| &*person.handle).collect::<Vec<_>>().join(", ");
    match starts[..] {
        [person] => Ok(person),
        [] => {
            let everybody: Vec<&Person> = people.iter().filter(|person| person.active).take(12).collect();
            let known = if everybody.is_empty() { "nobody yet".to_owned() } else { list(&everybody) };
            Err(Refusal::new(
                "person.unknown",
                format!("nobody here is called `{}`", words.trim()),
                remedy::ADD_PERSON
                    .saying(format!("known: {known}; add somebody"))
                    .with("NAME", &format!("\"{}\"", words.trim())),
            ))
        }
        _ => Err(Refusal::new(
            "person.ambiguous",
            format!("`{}` could be {}", words.trim(), list(&starts)),
            "type one of these in full",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::Record;

    fn people(names: &[&str]) -> Vec<Person> {
        let mut people = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let person = Person::new(name, None, None, &people).with_id(at as i64 + 1);
            people.push(person);
        }
        people
    }

    #[test]
    fn handles_are_short_and_never_shared() {
        let people = people(&["Maya Lind", "Maya Lopez", "maya lopez", "Maya"]);
        let handles: Vec<&str> = people.iter().map(|person| &*person.handle).collect();
        assert_eq!(handles, ["maya", "mayal", "maya-lopez", "maya2"]);
    }

    #[test]
    fn a_person_is_found_by_handle_name_or_unique_start() {
        let people = people(&["Maya Lind", "Marco Rossi", "Jo"]);
        for (words, handle) in [("maya", "maya"), ("@jo", "jo"), ("MARCO ROSSI", "marco"), ("may", "maya")] {
            assert_eq!(&*find(&people, words).unwrap().handle, handle);
        }
        assert_eq!(find(&people, "ma").unwrap_err().reason, "`ma` could be maya, marco");
        assert!(find(&people, "zoe").unwrap_err().hint.text().contains("maya, marco, jo"));
        assert!(find(&people, "").is_err());
    }

    #[test]
    fn an_invisible_name_is_refused() {
        assert!(Person::new("\u{3164}", None, None, &[]).check().is_err());
    }
}
