//! Matches the names in a register to people. Everybody is read once for all rows, and a name is looked up once.

use crate::{
    domain::{Id, Person, person as people, sanitize::fold_name},
    ops::{Context, person},
    store::TxnError,
};
use std::collections::BTreeMap;

/// Everybody in the file, with those the register brought along.
pub(super) struct PeopleIndex {
    people: Vec<Person>,
    /// What names were found to mean.
    meant: BTreeMap<String, Id<Person>>,
    /// The names nobody had.
    pub(super) added: Vec<String>,
}

impl PeopleIndex {
    pub(super) fn call(context: &Context<'_, '_>) -> Result<Self, TxnError> {
        Ok(Self { people: context.txn.every()?, meant: BTreeMap::new(), added: Vec::new() })
    }

    /// The person a register calls so; a name that nobody has is added, so that the row keeps its owner.
    pub(super) fn called(
        &mut self,
        context: &mut Context<'_, '_>,
        name: &str,
    ) -> Result<Id<Person>, TxnError> {
        if let Some(id) = self.meant.get(name) {
            return Ok(*id);
        }
        if let Some(id) = self.find(name) {
            self.meant.insert(name.to_owned(), id);
            return Ok(id);
        }
        let id = person::add(context, name, None, None)?.id;
        // As stored: what hides in a name has been taken out of it.
        let person = context.txn.get(id)?;
        self.added.push(person.name.to_string());
        self.people.push(person);
        // The start of a name may have meant one person and now fits two.
        self.meant.clear();
        Ok(id)
    }

    fn find(&self, name: &str) -> Option<Id<Person>> {
        let wanted = fold_name(name);
        let same = |person: &&Person| {
            [&*person.name, &*person.handle].iter().any(|known| fold_name(known) == wanted)
        };
        let exact = self.people.iter().find(same);
        let found = exact.or_else(|| people::find(&self.people, name).ok());
        found.map(|person| person.id)
    }
}
