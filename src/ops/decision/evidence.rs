//! Evidence for a decision, and the follow-up that assumptions raise: while nothing else speaks for a decision,
//! somebody owes an answer by a date.

use super::super::{
    Context, Outcome,
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{
        self, Decision, Id, Kind, Record, Ref, Text, Value,
        decision::{DecisionKind, DecisionState, EvidenceKind, is_assumed},
        when::medium,
    },
    operation,
    store::TxnError,
};

operation! {
    /// Attaches evidence
    pub struct Evidence as "decision.evidence", past "added evidence to", title "Evidence for {}" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// What it shows
        text: String = ask("evidence", "What does it show?").next(),
        /// What it is made of
        kind: EvidenceKind = ask("kind", "data, test, review or assumption?"),
        /// Where it is
        link: Option<String> = ask("link", "Where is it?").value("URL"),
    }
}

impl Perform for Evidence {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        attach(context, self.subject, &self.text, self.kind, self.link.as_deref())
    }
}

/// Attaches evidence; an assumption that stands alone raises a follow-up, anything better answers it.
fn attach(
    context: &mut Context<'_, '_>,
    subject: Ref,
    text: &str,
    kind: EvidenceKind,
    link: Option<&str>,
) -> Result<Outcome, TxnError> {
    let (decision, by) = (context.id(subject)?, context.actor()?);
    context.txn.add(&domain::Evidence {
        id: Id::new(0),
        decision,
        text: text.into(),
        kind,
        link: link.map(Into::into),
        at: context.now,
        by,
    })?;
    let evidence: Vec<domain::Evidence> = context.txn.all("decision", &Value::Integer(decision.number()))?;
    let decision = context.txn.get(decision)?;
    let said = format!("{subject} has new evidence ({})", kind.label());
    if decision.is_open() && decision.kind != DecisionKind::FollowUp && is_assumed(&evidence) {
        return follow_up(context, &decision, text, said);
    }
    if kind == EvidenceKind::Assumption {
        return Ok(Outcome::said(said));
    }
    let answered = answer(context, &decision, text)?;
    let rest = if answered == 0 { String::new() } else { format!("; {answered} follow-up answered") };
    Ok(Outcome::said(said + &rest))
}

/// The follow-ups of a decision that are still open.
fn open_follow_ups(context: &Context<'_, '_>, decision: &Decision) -> Result<Vec<Decision>, TxnError> {
    let about: Vec<Decision> = context.txn.all("about", &Value::Integer(decision.id.number()))?;
    Ok(about.into_iter().filter(|it| it.kind == DecisionKind::FollowUp && it.is_open()).collect())
}

fn follow_up(
    context: &mut Context<'_, '_>,
    decision: &Decision,
    text: &str,
    said: String,
) -> Result<Outcome, TxnError> {
    if !open_follow_ups(context, decision)?.is_empty() {
        return Ok(Outcome::said(said));
    }
    let cycle = context.cycle()?;
    let due = cycle.schedule().next_review(context.now);
    let id = context.txn.add(&Decision {
        cycle: cycle.id,
        title: Text::from(format!("What shows that this is so: {text}")),
        owner: decision.owner,
        due,
        kind: DecisionKind::FollowUp,
        about: Some(decision.id),
        step: decision.step,
        opened: context.now,
        ..Decision::blank()
    })?;
    let follow_up = context.txn.get(id)?.reference();
    let (owner, by) = (context.handle(decision.owner), medium(due, cycle.tz()));
    let said = format!("{said}; it rests on assumptions alone, so {follow_up} asks {owner} by {by}");
    Ok(Outcome::made(said, follow_up))
}

fn answer(context: &mut Context<'_, '_>, decision: &Decision, text: &str) -> Result<usize, TxnError> {
    let (by, now) = (context.actor()?, context.now);
    let open = open_follow_ups(context, decision)?;
    for follow_up in &open {
        context.txn.edit(follow_up.id, |it| {
            it.state = DecisionState::Approved;
            it.choice = Some(text.into());
            it.proof = Some(Text::from(format!("evidence on {}", decision.reference())));
            (it.approved_by, it.decided_at) = (Some(by), Some(now));
            Ok(())
        })?;
    }
    Ok(open.len())
}
