//! What can be done to launch criteria beyond what every record takes.

use super::{
    Context, Outcome,
    form::{FormContext, Questions},
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{Kind, LaunchCriterion, Ref, Refusal, launch_criterion::LaunchState},
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on a launch criterion.
    Launch(Op): Look, Pass
}

operation! {
    /// Says that it holds, and what shows it
    pub struct Pass as "launch.pass", past "passed", title "{} passes" {
        /// The launch criterion
        subject: Ref = subject(Kind::LaunchCriterion),
        /// What shows it
        note: String = ask("proof", "What shows that it holds?"),
    }
}

impl Perform for Pass {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (by, now) = (context.actor()?, context.now);
        let look = |it: &mut LaunchCriterion| it.look(LaunchState::Pass, Some(&self.note), by, now);
        context.change(self.subject, look)?;
        Ok(Outcome::said(format!("{} {}", self.subject, said(LaunchState::Pass))))
    }
}

operation! {
    /// Somebody looked whether it holds
    pub struct Look as "launch.look", past "looked at", title "{} fails" {
        /// The launch criterion
        subject: Ref = subject(Kind::LaunchCriterion),
        /// What was seen
        state: LaunchState = ask("state", "pass, fail or unknown?").flag_only(),
        /// A word on it
        note: Option<String> = ask("note", "What fails?").wanted(),
    }
}

impl Perform for Look {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, state, note } = self;
        if *state == LaunchState::Dropped {
            let reason = format!("`{}` is nothing that can be seen", state.key());
            return Err(Refusal::new("launch.state", reason, "one of pass, fail, unknown").into());
        }
        let (by, now) = (context.actor()?, context.now);
        context.change(*subject, |it: &mut LaunchCriterion| it.look(*state, note.as_deref(), by, now))?;
        Ok(Outcome::said(format!("{subject} {}", said(*state))))
    }

    /// Only what fails takes words, so that only this opens a form.
    fn prepare(_: &FormContext<'_>, _: Option<Ref>, asked: &mut Questions) {
        asked.give("state", LaunchState::Fail.key());
    }
}

const fn said(state: LaunchState) -> &'static str {
    match state {
        LaunchState::Unknown => "has to be checked again",
        LaunchState::Pass | LaunchState::Fail | LaunchState::Dropped => state.label(),
    }
}
