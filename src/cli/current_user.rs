//! Who runs the command: the person named, else the one with this login, else somebody new.

use super::printer::{self, Printer};
use crate::{
    domain::{Person, Refusal, person as people, sanitize::fold_name},
    ops::person,
};

/// The login name of whoever runs the program.
pub(super) fn login() -> String {
    whoami::username().unwrap_or_else(|_| "somebody".to_owned())
}

/// The person who types, `None` when a login is new here, or the board has nobody yet.
///
/// # Errors
/// A [`Refusal`] that lists who is known, when a name was given that nobody has.
pub(super) fn known<'a>(everybody: &'a [Person], named: Option<&str>) -> Result<Option<&'a Person>, Refusal> {
    if everybody.is_empty() {
        return Ok(None);
    }
    if let Some(named) = named {
        return people::find(everybody, named).map(Some);
    }
    let login = fold_name(&login());
    let is_mine = |person: &&Person| person.login.as_deref().is_some_and(|known| fold_name(known) == login);
    Ok(everybody.iter().find(is_mine))
}

/// The operation by which somebody new joins: asked on a terminal, under the name they came with elsewhere.
///
/// # Errors
/// A [`Refusal`] when nobody answers.
pub(super) fn introduce(named: Option<&str>, printer: Printer) -> Result<person::Join, Refusal> {
    let login = login();
    if let Some(name) = named {
        return Ok(join(name, None, None));
    }
    if printer.json || !printer::is_interactive() {
        return Ok(join(&login, None, Some(login.clone())));
    }
    let gone = |_| Refusal::new("person.actor", "nobody answered", "say who you are with --as NAME");
    let name = printer::ask(&format!("You are new here. What is your name? [{login}]")).map_err(gone)?;
    let function =
        printer::ask("Which function? (planning, design, delivery, support, go-to-market, leadership)")
            .map_err(gone)?;
    let name = if name.is_empty() { login.clone() } else { name };
    Ok(join(&name, Some(function).filter(|function| !function.is_empty()), Some(login)))
}

fn join(name: &str, function: Option<String>, login: Option<String>) -> person::Join {
    person::Join { name: name.to_owned(), function, login }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Record;

    #[test]
    fn a_name_nobody_has_is_refused_and_a_board_without_people_takes_the_first() {
        let maya = Person::new("Maya Lind", None, None, &[]).with_id(1);
        assert_eq!(known(&[], Some("jo")), Ok(None));
        let refusal = known(std::slice::from_ref(&maya), Some("jo")).unwrap_err();
        assert!(refusal.hint.text().contains("known: maya"), "{:?}", refusal.hint);
        assert_eq!(known(std::slice::from_ref(&maya), Some("may")), Ok(Some(&maya)));
    }
}
