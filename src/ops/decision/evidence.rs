//! Evidence for a decision, and the follow-up that assumptions raise: while nothing else speaks for a decision,
//! somebody owes an answer by a date.

use super::super::{
    Context, Outcome,
    common::{at_place, reasoned},
    form::{FormContext, Questions},
    operation::{Perform, ask, subject},
};
use crate::{
    domain::{
        self, Decision, Id, Kind, Metric, Person, Record, Ref, Refusal, Text, Value,
        decision::{DecisionKind, DecisionState, EvidenceKind, is_assumed, is_shown},
        remedy,
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
        /// It speaks against the decision
        #[serde(skip_serializing_if = "super::is_not")]
        against: bool = ask("against", "Does it speak against it?").start("no"),
    }
}

operation! {
    /// Takes evidence back; it stays on record
    pub struct Retract as "decision.retract", past "took back evidence of", title "Take evidence back from {}" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Which piece of its evidence, counted from 1 as `show` lists them
        place: usize = ask("number", "Which one, by its number?").next(),
        /// Why it shows nothing any more
        why: String = ask("why", "Why does it show nothing any more?"),
    }
}

operation! {
    /// Asks its owner for evidence by the next review
    pub struct FollowUp as "decision.follow-up", past "asked for evidence for", title "Ask for evidence for {}" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
    }
}

impl Perform for Evidence {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, text, kind, link, against } = self;
        let id = context.id(*subject)?;
        let answered = add_evidence(context, id, (text, *kind, *against), link.as_deref())?;
        let how = if *against { ", against it" } else { "" };
        let said = format!("{subject} has new evidence ({}{how})", kind.label());
        let followed = if *against { ask_approver(context, id)? } else { assumed(context, id, text)? };
        Ok(match (followed, answered) {
            (Some(asked), _) => Outcome { said: format!("{said}; {}", asked.said), ..asked },
            (None, Some(answered)) => Outcome::said(format!("{said}; {answered}")),
            (None, None) => Outcome::said(said),
        })
    }
}

impl Perform for Retract {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let Self { subject, place, why } = self;
        reasoned(why, "say why it shows nothing any more")?;
        let id = context.id(*subject)?;
        let all = pieces(context, id)?;
        let piece =
            at_place(&all, *place, "evidence", remedy::SEE_CRITERIA).map_err(|it| it.about(*subject))?;
        context.txn.edit(piece.id, |it| {
            if it.withdrawn.is_some() {
                let hint = "attach what shows it now";
                return Err(Refusal::new("evidence.withdrawn", "it was taken back already", hint));
            }
            it.withdrawn = Some(why.as_str().into());
            Ok(())
        })?;
        let said = format!("took back evidence {place} of {subject}: {why}");
        Ok(match ask_approver(context, id)? {
            Some(asked) => Outcome { said: format!("{said}; {}", asked.said), ..asked },
            None => Outcome::said(said),
        })
    }

    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        let Some(decision) = subject else { return };
        let pieces = form.board.evidence_for(Id::new(decision.number));
        asked.which("place", pieces.iter().map(|piece| piece.text.to_string()));
    }
}

impl Perform for FollowUp {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let decision = context.txn.get(context.id::<Decision>(self.subject)?)?;
        if let Some(asked) = follow_up(context, &decision)? {
            return Ok(asked);
        }
        let known = open_follow_ups(context, &decision)?.first().map(Decision::reference);
        let known = known.map_or_else(|| "it".to_owned(), |known| known.to_string());
        let hint = remedy::ADD_EVIDENCE;
        Err(Refusal::new("decision.asked", format!("{known} asks for its evidence already"), hint)
            .about(self.subject)
            .into())
    }
}

fn pieces(context: &Context<'_, '_>, decision: Id<Decision>) -> Result<Vec<domain::Evidence>, TxnError> {
    context.txn.all("decision", &Value::Integer(decision.number()))
}

/// Attaches evidence; what is more than an assumption answers the follow-ups, and then says how many.
pub(super) fn add_evidence(
    context: &mut Context<'_, '_>,
    decision: Id<Decision>,
    (text, kind, against): (&str, EvidenceKind, bool),
    link: Option<&str>,
) -> Result<Option<String>, TxnError> {
    let by = context.actor()?;
    context.txn.add(&domain::Evidence {
        decision,
        text: text.into(),
        kind,
        link: link.map(Into::into),
        at: context.now,
        by,
        against: against.then_some(true),
        ..domain::Evidence::blank()
    })?;
    if against || kind == EvidenceKind::Assumption {
        return Ok(None);
    }
    let decision = context.txn.get(decision)?;
    let answered = answer(context, &decision, text)?;
    Ok((answered > 0).then(|| format!("{answered} follow-up answered")))
}

/// Asks for evidence where a decision rests on assumptions alone.
fn assumed(
    context: &mut Context<'_, '_>,
    decision: Id<Decision>,
    text: &str,
) -> Result<Option<Outcome>, TxnError> {
    let evidence = pieces(context, decision)?;
    let decision = context.txn.get(decision)?;
    if !decision.is_open() || decision.kind == DecisionKind::FollowUp || !is_assumed(&evidence) {
        return Ok(None);
    }
    let question = format!("What shows that this is so: {text}");
    let asked = raise(context, &decision, question, decision.owner)?;
    Ok(asked.map(|it| Outcome { said: format!("it rests on assumptions alone, so {}", it.said), ..it }))
}

/// Asks whoever approved a decision whether the approval stands, where nothing shows it any more.
fn ask_approver(context: &mut Context<'_, '_>, decision: Id<Decision>) -> Result<Option<Outcome>, TxnError> {
    let evidence = pieces(context, decision)?;
    let decision = context.txn.get(decision)?;
    let Some(approver) = decision.approved_by.filter(|_| !is_shown(&evidence) || is_disputed(&evidence))
    else {
        return Ok(None);
    };
    let question =
        format!("Does the approval of {} stand? What spoke for it was taken back", decision.reference());
    raise(context, &decision, question, approver)
}

fn is_disputed(evidence: &[domain::Evidence]) -> bool {
    evidence.iter().any(|it| it.against == Some(true) && it.withdrawn.is_none())
}

/// Asks the owner of a decision what shows it; `None` when somebody is asked already.
pub(super) fn follow_up(
    context: &mut Context<'_, '_>,
    decision: &Decision,
) -> Result<Option<Outcome>, TxnError> {
    raise(context, decision, format!("What shows that this holds: {}", decision.title), decision.owner)
}

/// Asks the owner of a decision what shows that the target signal of its metric comes true; `None` when somebody was asked
/// already.
pub(super) fn ask_signal(
    context: &mut Context<'_, '_>,
    decision: &Decision,
    metric: &Metric,
) -> Result<Option<Outcome>, TxnError> {
    let about: Vec<Decision> = context.txn.all("about", &Value::Integer(decision.id.number()))?;
    if about.iter().any(|it| it.kind == DecisionKind::FollowUp) {
        return Ok(None);
    }
    let question =
        format!("What shows that the target signal of {} comes true: {}", metric.reference(), metric.signal);
    raise(context, decision, question, decision.owner)
}

/// The follow-ups of a decision that are still open.
fn open_follow_ups(context: &Context<'_, '_>, decision: &Decision) -> Result<Vec<Decision>, TxnError> {
    let about: Vec<Decision> = context.txn.all("about", &Value::Integer(decision.id.number()))?;
    Ok(about.into_iter().filter(|it| it.kind == DecisionKind::FollowUp && it.is_open()).collect())
}

/// Opens a follow-up of a decision, due at the next review; `None` when one is open.
fn raise(
    context: &mut Context<'_, '_>,
    decision: &Decision,
    question: String,
    owner: Id<Person>,
) -> Result<Option<Outcome>, TxnError> {
    if !open_follow_ups(context, decision)?.is_empty() {
        return Ok(None);
    }
    let cycle = context.cycle()?;
    let due = cycle.schedule().next_review(context.now);
    let id = context.txn.add(&Decision {
        cycle: cycle.id,
        title: question.into(),
        owner,
        due,
        kind: DecisionKind::FollowUp,
        about: Some(decision.id),
        step: decision.step,
        opened: context.now,
        ..Decision::blank()
    })?;
    let follow_up = context.txn.get(id)?.reference();
    let (owner, by) = (context.handle(owner), medium(due, cycle.tz()));
    Ok(Some(Outcome::made(format!("{follow_up} asks {owner} by {by}"), follow_up)))
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
