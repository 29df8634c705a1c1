//! A record of which only the store knows the kind, as what walks through all kinds sees it.

use super::{
    change::{parent_field, parent_from},
    id::{Id, Ref},
    person::Person,
    record::{Field, Record},
    value::Value,
};

/// A record, whatever its kind.
pub trait AnyRecord {
    /// The store's reference.
    fn stored(&self) -> Ref;
    /// The reference people use.
    fn people_ref(&self) -> Ref;
    /// What it is a part of, by the store's reference.
    fn parent_ref(&self) -> Option<Ref>;
    /// Its stored fields.
    fn fields(&self) -> Vec<(&'static Field, Value)>;
    /// Gives each field that names somebody for a duty to `each`, with who it is.
    fn each_duty(&self, each: &mut dyn FnMut(&'static Field, Id<Person>));
}

impl<E: Record> AnyRecord for E {
    fn stored(&self) -> Ref {
        Ref::new(E::KIND, self.id().number())
    }
    fn people_ref(&self) -> Ref {
        self.reference()
    }
    fn parent_ref(&self) -> Option<Ref> {
        parent_from(E::KIND, &self.get(parent_field(E::KIND)?)?)
    }
    fn fields(&self) -> Vec<(&'static Field, Value)> {
        E::FIELDS.iter().zip(self.values()).collect()
    }
    fn each_duty(&self, each: &mut dyn FnMut(&'static Field, Id<Person>)) {
        Record::each_duty(self, &mut |field, id| each(field, Id::new(id)));
    }
}
