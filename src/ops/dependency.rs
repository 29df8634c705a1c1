//! What can be done to dependencies beyond what every record takes.

use super::{
    Context, Outcome,
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{Dependency, Kind, Ref},
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on a dependency.
    Dependency(Op): Done
}

operation! {
    /// Says that it was delivered
    pub struct Done as "dependency.done", past "delivered", title "Deliver {}" {
        /// The dependency
        subject: Ref = subject(Kind::Dependency),
        /// A word on it
        how: Option<String> = ask("how", "A word on it?"),
    }
}

impl Perform for Done {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, how } = self;
        context.change(*subject, |it: &mut Dependency| it.deliver(how.as_deref()))?;
        Ok(Outcome::said(format!("{subject} is delivered")))
    }
}
