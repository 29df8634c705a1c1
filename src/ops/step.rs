//! Operations on framework steps.

use super::{
    Context, Outcome,
    form::{FormContext, Questions},
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{
        Kind, Ref, Step,
        rules::{context::RuleContext, exit_criteria},
    },
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on a framework step.
    Step(Op): Done
}

operation! {
    /// Completes one
    pub struct Done as "step.done", past "completed", title "Complete {}" {
        /// The step, such as S-3
        subject: Ref = subject(Kind::Step),
        /// Why it is completed although something is open
        override_why: Option<String> = ask("why", "Something is open. Why is the step complete all the same?")
            .named("override")
            .value("WHY"),
    }
}

impl Perform for Done {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, override_why } = self;
        let (now, by) = (context.now, context.actor()?);
        let cycle = context.cycle()?.id;
        let board = context.txn.board(cycle)?;
        let open = exit_criteria::open(&RuleContext::at(&board, now), subject.number);
        let why = override_why.as_deref().filter(|why| !why.trim().is_empty());
        let step = context.change(*subject, |step: &mut Step| step.complete(why, &open, by, now))?;
        Ok(Outcome::said(format!("{subject} {} is done", step.title)))
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        let rules = RuleContext::at(form.board, form.now);
        let is_open = |step: Ref| !exit_criteria::open(&rules, step.number).is_empty();
        asked.require("override", subject.is_some_and(is_open));
    }
}
