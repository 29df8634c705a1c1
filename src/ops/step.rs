//! Operations on framework steps.

use super::{
    Context, Outcome, authority,
    form::{FormContext, Questions},
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{
        Kind, Ref, Step,
        rules::{
            context::RuleContext,
            exit_criteria::{self, Check},
        },
    },
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on a framework step.
    Step(Op): Done, NoneHere
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

operation! {
    /// Says that there is nothing here that its checks could look at, with a reason: those checks pass until something is
    pub struct NoneHere as "step.none-here", typed "none", past "said none here", title "Nothing to look at in {}" {
        /// The step, such as S-3
        subject: Ref = subject(Kind::Step),
        /// Why there is nothing
        why: String = ask("why", "Why is there nothing here to look at?"),
    }
}

impl Perform for NoneHere {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (now, by) = (context.now, context.actor()?);
        let board = context.txn.board(context.cycle()?.id)?;
        let owner = board.steps.rows().iter().find(|it| it.number == self.subject.number);
        if owner.and_then(|step| step.owner) != Some(by) {
            let owner = owner.and_then(|step| step.owner).filter(|owner| board.is_here(*owner));
            let what = match owner {
                Some(owner) => format!("say so for {}, which is {}'s", self.subject, board.handle(owner)),
                None => format!("say so for {}, which nobody owns", self.subject),
            };
            authority::signs(context, &what)?;
        }
        let facts = RuleContext::at(&board, now);
        let checks = exit_criteria::checks(&facts, self.subject.number);
        let is_nothing = |(_, check): &&(&str, Check)| matches!(check, Check::Nothing | Check::NoneHere);
        let nothing: Vec<&str> = checks.iter().filter(is_nothing).map(|(text, _)| *text).collect();
        let why = &self.why;
        let step = context.change(self.subject, |step: &mut Step| step.say_none(why, &nothing, by, now))?;
        Ok(Outcome::said(format!("none here for {} {}, until there is: {why}", self.subject, step.title)))
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        let step = subject.and_then(|it| form.board.steps.rows().iter().find(|row| row.number == it.number));
        asked.start("why", step.and_then(|step| step.none_why.as_deref()).unwrap_or_default());
    }
}
