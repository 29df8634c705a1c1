//! What is said and signed about a cycle as a whole: whether its target can still be reached, that scope is committed,
//! whether its promise can be demonstrated, and the signature under the verdict.

use super::{
    Context, Outcome, authority,
    common::reasoned,
    form::{FormContext, Questions},
    operation::{Perform, ask},
};
use crate::{
    domain::{
        Board, Cycle, Decision, Id, Kind, Moment, Record, Ref, Refusal, SignOff, Value,
        decision::{Answer, DecisionKind, DecisionState, ScopeChange},
        event::EventKind,
        remedy::{self, Remedy},
        rules::{
            context::RuleContext,
            scope,
            verdict::{self, Call, Verdict},
        },
        sign_off::SignOffKind,
        when::medium,
    },
    noun, operation,
    store::TxnError,
};

noun! {
    /// An operation on the gate of a cycle.
    Gate(Op): Assume, Demonstrate, Sign, Override; Commit, Confirm
}

operation! {
    /// Answers whether the target signal can still be reached in this window
    pub struct Assume as "gate.assume", past "looked at the assumptions", title "Before scope is committed" {
        /// yes or no
        answer: Answer = ask("answer", "yes or no?").next(),
        /// What the answer rests on
        why: String = ask("why", "What does the answer rest on?"),
    }
}

operation! {
    /// Commits scope as it is; from then on what comes in is a tradeoff
    pub struct Commit as "gate.commit", past "committed scope", title "Commit build scope" {}
}

operation! {
    /// Confirms the non-negotiable of the one you work in, as it is worded; its sign-off owner does
    pub struct Confirm as "gate.confirm", past "confirmed the non-negotiable", title "Confirm the non-negotiable" {}
}

impl Perform for Confirm {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let by = authority::signs(context, "confirm the non-negotiable")?;
        let (cycle, now) = (context.cycle()?, context.now);
        let wording = cycle.non_negotiable.to_string();
        context.txn.edit(cycle.id, |cycle| {
            if cycle.confirmed_at.is_some() {
                let hint = "it is to be confirmed again when its wording changes";
                return Err(Refusal::new("gate.confirmed", "it is confirmed already", hint));
            }
            (cycle.confirmed_at, cycle.confirmed_by) = (Some(now), Some(by));
            Ok(())
        })?;
        authority::on_record(context, cycle.reference(), "confirmed the non-negotiable", Some(&wording))?;
        Ok(Outcome::said(format!("confirmed the non-negotiable: {wording}")))
    }
}

operation! {
    /// Answers whether the promise of the one you work in can be demonstrated
    pub struct Demonstrate as "gate.demonstrate", past "said what can be demonstrated", title "Before launch" {
        /// yes or no
        answer: Answer = ask("answer", "yes or no?").next(),
        /// Where it can be seen, or what is missing
        proof: String = ask("proof", "Where can it be seen, or what is missing?"),
    }
}

operation! {
    /// Signs the verdict as it is
    pub struct Sign as "gate.sign", past "signed the verdict", title "Sign the verdict" {
        /// A word on it
        why: String = ask("why", "A word on it?"),
    }
}

operation! {
    /// Goes on in spite of the hard rules that fail now
    pub struct Override as "gate.override", past "overrode the verdict", title "Go on in spite of NO-GO" {
        /// Why
        why: String = ask("why", "Why do we go on all the same?"),
        /// The risk that is taken
        accepts: String = ask("accepts", "Which risk do we take?"),
        /// When it is looked at again, and ends
        until: Moment = ask("until", "When is it looked at again?").start("review"),
    }
}

impl Perform for Assume {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        assume(context, self.answer, &self.why)
    }

    fn prepare(form: &FormContext<'_>, _: Option<Ref>, asked: &mut Questions) {
        let target = form.playbook.map(|it| it.charter.weekly_target.claim.statement.as_str());
        let target = target.unwrap_or("the target signal");
        let words = format!("Can this still be reached in this window: {target}? yes or no");
        asked.instead("answer", Some(words));
    }
}

impl Perform for Commit {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        commit(context)
    }
}

impl Perform for Demonstrate {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        demonstrate(context, self.answer, &self.proof)
    }

    fn prepare(form: &FormContext<'_>, _: Option<Ref>, asked: &mut Questions) {
        let question = form.playbook.map(|it| it.charter.evidence.question.as_str());
        let question = question.unwrap_or("Can the promise be shown?");
        asked.instead("answer", Some(format!("{question} yes or no")));
    }
}

impl Perform for Sign {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        sign(context, &self.why)
    }
}

impl Perform for Override {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        override_verdict(context, &self.why, &self.accepts, self.until)
    }
}

fn assume(context: &mut Context<'_, '_>, answer: Answer, why: &str) -> Result<Outcome, TxnError> {
    reasoned(why, "say what the answer rests on")?;
    let (charter, by, now) = (context.cycle()?, context.actor()?, context.now);
    let cycle = charter.id;
    if (charter.achievable, answer) == (Some(Answer::No), Answer::Yes) {
        let decisions: Vec<Decision> = context.txn.all("cycle", &Value::Integer(cycle.number()))?;
        if !is_narrowed(&decisions, charter.achievable_at) {
            let reason = "the target signal was said to be out of reach, and nothing was narrowed since";
            return Err(Refusal::new("scope.assume", reason, remedy::NARROW_SCOPE).into());
        }
    }
    context.txn.edit(cycle, |cycle| {
        (cycle.achievable, cycle.achievable_why) = (Some(answer), Some(why.into()));
        (cycle.achievable_by, cycle.achievable_at) = (Some(by), Some(now));
        Ok(())
    })?;
    Ok(Outcome::said(match answer {
        Answer::Yes => "the target signal can still be reached; scope can be committed".to_owned(),
        Answer::No => {
            "the target signal is out of reach; narrow scope by a tradeoff before it is committed".to_owned()
        }
    }))
}

/// Refuses a commitment that nobody prepared. Source: context, the assumptions review before scope is committed.
fn may_commit(board: &Board) -> Result<(), Refusal> {
    let cycle = &board.cycle;
    let refuse = |reason: &str, remedy: Remedy| Err(Refusal::new("scope.commit", reason, remedy));
    if cycle.committed_at.is_some() {
        return refuse("scope is committed already", remedy::TRADE_SCOPE);
    }
    if !board.successes.rows().iter().any(crate::domain::SuccessCriterion::is_open) {
        return refuse("there is no success criterion", remedy::ADD_SUCCESS);
    }
    let Some(answered) = cycle.achievable_at.filter(|_| cycle.achievable.is_some()) else {
        return refuse(
            "nobody has looked at the assumptions: can the target signal still be reached in this window?",
            remedy::ASSUME,
        );
    };
    let narrowed = is_narrowed(board.decisions.rows(), Some(answered));
    if cycle.achievable == Some(Answer::No) && !narrowed {
        return refuse(
            "the target signal was said to be out of reach, and nothing was narrowed since",
            remedy::NARROW_SCOPE,
        );
    }
    Ok(())
}

/// Whether a tradeoff that takes something away was approved since the target signal was said to be out of reach.
fn is_narrowed(decisions: &[Decision], answered: Option<Moment>) -> bool {
    decisions.iter().any(|it| {
        let narrows = matches!(it.change, Some(ScopeChange::Narrow | ScopeChange::Remove));
        it.kind == DecisionKind::Tradeoff
            && narrows
            && it.state == DecisionState::Approved
            && it.decided_at.zip(answered).is_some_and(|(decided, answered)| decided >= answered)
    })
}

fn commit(context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
    let (cycle, by, now) = (context.cycle()?.id, context.actor()?, context.now);
    let board = context.txn.board(cycle)?;
    may_commit(&board)?;
    let facts = RuleContext::at(&board, now);
    let baseline = scope::query(&facts).iter().filter(|standing| standing.lacks.is_empty()).count();
    if baseline == 0 {
        let hint = remedy::SEE_SCOPE;
        return Err(Refusal::new("scope.commit", "nothing is in build scope", hint).into());
    }
    context.txn.edit(cycle, |cycle| {
        cycle.baseline = i64::try_from(baseline).ok();
        (cycle.committed_at, cycle.committed_by) = (Some(now), Some(by));
        Ok(())
    })?;
    context.record_event(Ref::new(Kind::Cycle, cycle.number()), EventKind::Committed, None, None)?;
    let noun = if baseline == 1 { "decision" } else { "decisions" };
    Ok(Outcome::said(format!("committed scope: {baseline} {noun}; what comes in now is a tradeoff")))
}

fn demonstrate(context: &mut Context<'_, '_>, answer: Answer, proof: &str) -> Result<Outcome, TxnError> {
    reasoned(proof, "say where it can be seen, or what is missing").map_err(|it| Refusal {
        hint: remedy::ONE_LINE_PROOF.into(),
        field: Some("proof"),
        ..it
    })?;
    let (cycle, by, now) = (context.cycle()?.id, context.actor()?, context.now);
    context.txn.edit(cycle, |cycle| {
        (cycle.demonstrable, cycle.demonstrable_proof) = (Some(answer), Some(proof.into()));
        (cycle.demonstrable_by, cycle.demonstrable_at) = (Some(by), Some(now));
        Ok(())
    })?;
    Ok(Outcome::said(match answer {
        Answer::Yes => format!("the evidence outcome can be demonstrated: {proof}"),
        Answer::No => format!("the evidence outcome is not demonstrable: {proof}"),
    }))
}

/// The verdict as it is, for the person who may sign it.
fn signing(context: &Context<'_, '_>) -> Result<(Cycle, Verdict), TxnError> {
    let cycle = context.cycle()?;
    if !authority::may_sign(context)? {
        return Err(Refusal::new(
            "verdict.signer",
            format!("{} signs the verdict of this cycle", context.handle(cycle.sign_off)),
            remedy::SEE_VERDICT,
        )
        .into());
    }
    let mut board = context.txn.board(cycle.id)?;
    crate::domain::rules::escalation::apply_due_escalations(&mut board, context.now);
    let verdict = verdict::verdict(&board, context.now);
    Ok((cycle, verdict))
}

fn signed(
    context: &Context<'_, '_>,
    cycle: &Cycle,
    verdict: &Verdict,
    kind: SignOffKind,
    why: &str,
) -> Result<SignOff, TxnError> {
    let mut rules: Vec<&str> = Vec::new();
    for rule in verdict.gate.hard_rules() {
        if !rules.contains(&rule.key()) {
            rules.push(rule.key());
        }
    }
    Ok(SignOff {
        id: Id::new(0),
        cycle: cycle.id,
        kind,
        verdict: verdict.gate.call.label().into(),
        rules: rules.join(",").into(),
        why: why.into(),
        accepts: None,
        until: None,
        at: context.now,
        by: context.actor()?,
    })
}

fn sign(context: &mut Context<'_, '_>, why: &str) -> Result<Outcome, TxnError> {
    let (cycle, verdict) = signing(context)?;
    if verdict.gate.call == Call::NoGo {
        let first = verdict.gate.reasons.first().map(verdict::Reason::text).unwrap_or_default();
        return Err(Refusal::new(
            "verdict.no_go",
            format!("the gate says NO-GO: {first}"),
            remedy::OVERRIDE_VERDICT,
        )
        .into());
    }
    let sign_off = signed(context, &cycle, &verdict, SignOffKind::Signed, why)?;
    context.txn.add(&sign_off)?;
    Ok(Outcome::said(format!("signed {}: {why}", sign_off.verdict)))
}

fn override_verdict(
    context: &mut Context<'_, '_>,
    why: &str,
    accepts: &str,
    until: Moment,
) -> Result<Outcome, TxnError> {
    let (cycle, verdict) = signing(context)?;
    if verdict.gate.call != Call::NoGo {
        return Err(Refusal::new(
            "verdict.override",
            format!("the gate says {}, so there is nothing to override", verdict.gate.call.label()),
            remedy::SIGN_VERDICT,
        )
        .into());
    }
    let sign_off = SignOff {
        accepts: Some(accepts.into()),
        until: Some(until),
        ..signed(context, &cycle, &verdict, SignOffKind::Override, why)?
    };
    context.txn.add(&sign_off)?;
    let rules = sign_off.rules.replace(',', ", ");
    Ok(Outcome::said(format!("went on in spite of {rules} until {}: {why}", medium(until, cycle.tz()))))
}
