//! What can be done to decisions beyond what every record takes.

mod approve;
mod evidence;
mod scope;

pub use approve::Approve;
pub use evidence::{Evidence, FollowUp, Retract};
pub use scope::Change;

use super::{
    Amendment, Context, Outcome, authority,
    common::{at_place, reasoned},
    form::{FormContext, Questions},
    operation::{Perform, ask, subject},
    waits,
};
use crate::{
    domain::{
        self, Decision, Id, Kind, Moment, Person, Record, Ref, Refusal, decision::DecisionState,
        event::EventKind, remedy, when::medium,
    },
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on a decision.
    Decision(Op): Criterion, Tie, Uncriterion, Reword, Met, Unmet, Withdraw, HandOff, Return, Rework, Evidence, Retract,
        FollowUp, Approve, Reject, Defer, LeaveOut, Change
}

operation! {
    /// Adds an acceptance criterion
    pub struct Criterion as "decision.criterion", past "added a criterion to", title "Criterion of {}" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// What must be true when it is done, in a way that can be tested
        text: String = ask("criterion", "What must be true when it is done?").next(),
        /// It refers to the cycle's non-negotiable
        non_negotiable: bool = ask("non-negotiable", "Does it refer to the non-negotiable?").start("no"),
        /// Why, where it is approved already: the approval is taken back by it
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<String> = ask("why", "It is approved: why does it change? The approval is taken back by it."),
    }
}

operation! {
    /// Says that every criterion of it refers to the non-negotiable
    pub struct Tie as "decision.tie", past "tied the criteria of", title "Tie the criteria of {}" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Why, where it is approved already: the approval is taken back by it
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<String> = ask("why", "It is approved: why does it change? The approval is taken back by it."),
    }
}

operation! {
    /// Takes an acceptance criterion away
    pub struct Uncriterion as "decision.uncriterion", past "took a criterion from",
        title "Take a criterion from {}"
    {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Which of its criteria, counted from 1 as `show` lists them
        place: usize = ask("number", "Which one, by its number?").next(),
        /// Why, where it is approved already: the approval is taken back by it
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<String> = ask("why", "It is approved: why does it change? The approval is taken back by it."),
    }
}

operation! {
    /// Says an acceptance criterion in other words
    pub struct Reword as "decision.reword", past "reworded a criterion of", title "Reword a criterion of {}" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Which of its criteria, counted from 1 as `show` lists them
        place: usize = ask("number", "Which one, by its number?").next(),
        /// What must be true when it is done, in a way that can be tested
        text: String = ask("criterion", "What must be true when it is done?").next(),
        /// Why, where it is approved already: the approval is taken back by it
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<String> = ask("why", "It is approved: why does it change? The approval is taken back by it."),
        /// Only the words change, says whoever approved it: the approval holds, both wordings stay on record
        #[serde(skip_serializing_if = "is_not")]
        correction: bool = ask("correction", "Do only the words change? Only the approver can say so.").start("no"),
    }
}

operation! {
    /// Says that an acceptance criterion holds, and what shows it
    pub struct Met as "decision.met", past "found a criterion met of", title "A criterion of {} is met" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Which of its criteria, counted from 1 as `show` lists them
        place: usize = ask("number", "Which one, by its number?").next(),
        /// What shows it
        how: String = ask("by", "What shows that it holds?").flag("by"),
    }
}

operation! {
    /// Says that an acceptance criterion does not hold, and what is missing
    pub struct Unmet as "decision.unmet", past "found a criterion not met of", title "A criterion of {} is not met" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Which of its criteria, counted from 1 as `show` lists them
        place: usize = ask("number", "Which one, by its number?").next(),
        /// What is missing
        why: String = ask("why", "What is missing?"),
    }
}

operation! {
    /// Takes the approval back
    pub struct Withdraw as "decision.withdraw", past "withdrew the approval of",
        title "Withdraw the approval of {}"
    {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Why
        why: String = ask("why", "Why is the approval taken back?"),
    }
}

operation! {
    /// Hands its delivery package to whoever builds it
    pub struct HandOff as "decision.handoff", past "handed off", title "Hand off {}" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Who builds it
        to: Id<Person> = ask("to", "Who builds it?"),
    }
}

operation! {
    /// Says that its delivery package came back
    pub struct Return as "decision.return", past "returned", title "{} came back" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Why
        why: String = ask("why", "Why did it come back?"),
    }
}

operation! {
    /// Logs hours of work done again after approval
    pub struct Rework as "decision.rework", past "worked again on", title "Rework on {}" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// How many hours
        hours: f64 = ask("hours", "How many hours?").next(),
        /// What was done again
        why: String = ask("why", "What was done again?"),
    }
}

operation! {
    /// Decides against it
    pub struct Reject as "decision.reject", past "rejected", title "Reject {}" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Why
        why: String = ask("why", "Why not?"),
    }
}

operation! {
    /// Puts it off
    pub struct Defer as "decision.defer", past "deferred", title "Defer {}" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Until when
        until: Moment = ask("until", "Until when?"),
        /// Why
        why: String = ask("why", "Why not now?"),
    }
}

operation! {
    /// Says yes to its being put off beyond the launch: it is out of this one, with nothing waiting for it
    pub struct LeaveOut as "decision.leave-out", past "left out of this launch", title "Leave {} out of this launch" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Why
        why: String = ask("why", "Why can this launch do without it?"),
    }
}

impl Perform for Criterion {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        context.amendment = Amendment::new(self.why.as_deref(), false);
        add_criterion(context, context.id(self.subject)?, &self.text, self.non_negotiable)?;
        Ok(Outcome::said(format!("{} has a new acceptance criterion", self.subject)))
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        ask_why_if_approved(form, subject, asked);
    }
}

impl Perform for Tie {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        context.amendment = Amendment::new(self.why.as_deref(), false);
        tie(context, self.subject)
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        ask_why_if_approved(form, subject, asked);
    }
}

impl Perform for Uncriterion {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        context.amendment = Amendment::new(self.why.as_deref(), false);
        take_criterion(context, self.subject, self.place)
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        which_criterion(form, subject, asked);
        ask_why_if_approved(form, subject, asked);
    }
}

impl Perform for Reword {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, place, text, why, correction } = self;
        context.amendment = Amendment::new(why.as_deref(), *correction);
        let id = criterion_at(context, *subject, *place)?.id;
        context.txn.edit(id, |it| {
            it.text = text.as_str().into();
            // What was found of other words says nothing of these.
            (it.met, it.met_by) = (None, None);
            Ok(())
        })?;
        Ok(Outcome::said(format!("criterion {place} of {subject}: {text}")))
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        which_criterion(form, subject, asked);
        ask_why_if_approved(form, subject, asked);
        if approved(form, subject).is_none_or(|it| it.approved_by != form.me) {
            asked.spare("correction");
        }
    }
}

impl Perform for Met {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, place, how } = self;
        reasoned(how, "say what shows that it holds")
            .map_err(|it| it.on("how").hinting(remedy::ONE_LINE_BY))?;
        found(context, *subject, *place, (true, how))?;
        Ok(Outcome::said(format!("criterion {place} of {subject} is met: {how}")))
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        which_criterion(form, subject, asked);
    }
}

impl Perform for Unmet {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, place, why } = self;
        reasoned(why, "say what is missing")?;
        found(context, *subject, *place, (false, why))?;
        Ok(Outcome::said(format!("criterion {place} of {subject} is not met: {why}")))
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        which_criterion(form, subject, asked);
    }
}

/// Lists the criteria where one of them is asked for by its number.
fn which_criterion(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
    let Some(decision) = subject else { return };
    let criteria = form.board.criteria_of(Id::new(decision.number));
    asked.which("place", criteria.iter().map(|criterion| criterion.text.to_string()));
}

/// The decision, where it is approved.
fn approved<'a>(form: &FormContext<'a>, subject: Option<Ref>) -> Option<&'a Decision> {
    let decision = form.board.decisions.get(Id::new(subject?.number))?;
    (decision.state == DecisionState::Approved).then_some(decision)
}

/// Asks why only where an approval is at stake.
fn ask_why_if_approved(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
    if approved(form, subject).is_none() {
        asked.spare("why");
    }
}

fn found(
    context: &mut Context<'_, '_>,
    subject: Ref,
    place: usize,
    (met, by): (bool, &str),
) -> Result<(), TxnError> {
    let id = criterion_at(context, subject, place)?.id;
    context.txn.edit(id, |it| {
        (it.met, it.met_by) = (Some(met), Some(by.into()));
        Ok(())
    })?;
    Ok(())
}

impl Perform for Withdraw {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, why } = self;
        reasoned(why, "say why the approval is withdrawn")?;
        let (signs, by, now) = (authority::may_sign(context)?, context.actor()?, context.now);
        context.change(*subject, |it: &mut Decision| it.withdraw(why, by, signs, now))?;
        context.record_event(*subject, EventKind::Withdrawn, None, Some(why))?;
        Ok(Outcome::said(format!("{subject} has no approval any more: {why}")))
    }
}

impl Perform for HandOff {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (to, now) = (context.assignable(self.to)?, context.now);
        context.change(self.subject, |it: &mut Decision| it.hand_off(to.id, now))?;
        context.record_event(self.subject, EventKind::HandedOff, None, Some(&to.name))?;
        Ok(Outcome::said(format!("handed the package of {} to {}", self.subject, to.handle)))
    }
}

impl Perform for Return {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (Self { subject, why }, now) = (self, context.now);
        context.change(*subject, |it: &mut Decision| it.give_back(why, now))?;
        context.record_event(*subject, EventKind::Returned, None, Some(why))?;
        Ok(Outcome::said(format!("the package of {subject} came back: {why}")))
    }
}

impl Perform for Rework {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        rework(context, self.subject, self.hours, &self.why)
    }
}

impl Perform for Reject {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (Self { subject, why }, now) = (self, context.now);
        reasoned(why, "say why it is rejected")?;
        context.change(*subject, |it: &mut Decision| it.settle(DecisionState::Rejected, why, None, now))?;
        Ok(Outcome::said(format!("rejected {subject}: {why}")))
    }
}

impl Perform for Defer {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let (Self { subject, until, why }, now) = (self, context.now);
        reasoned(why, "say why it is put off")?;
        let (cycle, actor) = (context.cycle()?, context.actor()?);
        let signs = authority::may_sign(context)?;
        let deferred = context.change(*subject, |it: &mut Decision| {
            it.settle(DecisionState::Deferred, why, Some(*until), now)?;
            it.out_by = (signs && it.is_beyond(&cycle)).then_some(actor);
            Ok(())
        })?;
        let mut said = format!("deferred {subject} until {}", medium(*until, cycle.tz()));
        if deferred.out_by.is_some() {
            on_record_left_out(context, *subject, why)?;
        } else if deferred.is_beyond(&cycle) {
            said.push_str(
                "; that is beyond the launch, and it counts until the sign-off owner leaves it out",
            );
        }
        Ok(Outcome::said(said))
    }
}

impl Perform for LeaveOut {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, why } = self;
        reasoned(why, "say why this launch can do without it")?;
        let by = authority::signs(context, &format!("leave {subject} out of this launch"))?;
        let cycle = context.cycle()?;
        let left = context.change(*subject, |it: &mut Decision| it.leave_out(by, &cycle))?;
        if let Some(one) = waits::waiting_for(context, left.reference())?.first() {
            let reason = format!("{one} waits for it");
            return Err(Refusal::new("decision.leave_out", reason, remedy::SETTLE_WAIT)
                .about(*subject)
                .into());
        }
        on_record_left_out(context, *subject, why)?;
        Ok(Outcome::said(format!("left {subject} out: {why}")))
    }
}

fn on_record_left_out(context: &mut Context<'_, '_>, subject: Ref, why: &str) -> Result<(), TxnError> {
    authority::on_record(context, subject, &format!("left {subject} out of this launch"), Some(why))
}

pub(super) fn add_criterion(
    context: &mut Context<'_, '_>,
    decision: Id<Decision>,
    text: &str,
    non_negotiable: bool,
) -> Result<(), TxnError> {
    let criterion =
        domain::Criterion { decision, text: text.into(), non_negotiable, ..domain::Criterion::blank() };
    context.txn.add(&criterion).map(drop)
}

fn criteria(context: &Context<'_, '_>, decision: Id<Decision>) -> Result<Vec<domain::Criterion>, TxnError> {
    context.txn.all("decision", &domain::Value::Integer(decision.number()))
}

fn tie(context: &mut Context<'_, '_>, subject: Ref) -> Result<Outcome, TxnError> {
    if tie_all(context, context.id(subject)?)? == 0 {
        let hint = remedy::ADD_TIED_CRITERION;
        return Err(Refusal::new("criterion.tied", "no criterion of it is loose", hint)
            .about(subject)
            .into());
    }
    Ok(Outcome::said(format!("the criteria of {subject} refer to the non-negotiable")))
}

/// Lets every criterion of a decision refer to the non-negotiable, and says how many did not.
fn tie_all(context: &mut Context<'_, '_>, decision: Id<Decision>) -> Result<usize, TxnError> {
    let mut loose = criteria(context, decision)?;
    loose.retain(|it| !it.non_negotiable);
    for criterion in &loose {
        context.txn.edit(criterion.id, |criterion| {
            criterion.non_negotiable = true;
            Ok(())
        })?;
    }
    Ok(loose.len())
}

/// The criterion of a decision that people call by this number.
fn criterion_at(
    context: &Context<'_, '_>,
    subject: Ref,
    place: usize,
) -> Result<domain::Criterion, TxnError> {
    let all = criteria(context, context.id(subject)?)?;
    Ok(at_place(&all, place, "criterion", remedy::SEE_CRITERIA).map_err(|it| it.about(subject))?.clone())
}

fn take_criterion(context: &mut Context<'_, '_>, subject: Ref, place: usize) -> Result<Outcome, TxnError> {
    let criterion = criterion_at(context, subject, place)?;
    context.txn.remove(&criterion)?;
    Ok(Outcome::said(format!("{subject} lost a criterion: {}", criterion.text)))
}

fn rework(context: &mut Context<'_, '_>, subject: Ref, hours: f64, why: &str) -> Result<Outcome, TxnError> {
    reasoned(why, "say what was done again")?;
    if !(hours.is_finite() && hours > 0.0) {
        return Err(Refusal::new("rework.hours", "that is no number of hours", "type hours such as 3.5")
            .on("hours")
            .into());
    }
    let decision = context.txn.get::<Decision>(context.id(subject)?)?;
    if decision.state != DecisionState::Approved {
        let hint = "hours count once it is approved; until then they are work, not rework";
        return Err(Refusal::new("rework.approval", "it is not approved", hint).about(subject).into());
    }
    context.record_event(subject, EventKind::Reworked, Some(hours), Some(why))?;
    Ok(Outcome::said(format!("{subject} took {hours} h again: {why}")))
}

/// Whether a flag is left out of what the log keeps.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
const fn is_not(flag: &bool) -> bool {
    !*flag
}
