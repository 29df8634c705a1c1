//! The closing form of a decision, as one operation.

use super::{
    super::{
        Context, Outcome,
        form::{FormContext, Offer, Questions},
        operation::{Perform, ask, subject},
    },
    add_criterion,
    evidence::{add_evidence, ask_signal, follow_up},
    tie_all,
};
use crate::{
    domain::{
        Decision, Evidence, Id, Kind, Metric, Person, Record, Ref, Refusal, Text, Value,
        decision::{Answer, Approval, DecisionKind, Dossier, EvidenceKind, is_assumed, is_shown},
        fact_day::FactDay,
        metric::SignalState,
        remedy,
    },
    operation,
    store::TxnError,
};

operation! {
    /// Approves it, with everything an approval needs
    pub struct Approve as "decision.approve", past "approved", title "Close {}" {
        /// The decision
        subject: Ref = subject(Kind::Decision),
        /// Who said yes; whoever types it unless somebody is named
        by: Option<Id<Person>> = ask("approved by", "Who said yes?"),
        /// What was chosen; without it the question is answered with yes
        choice: Option<String> = ask("choice", "What was chosen?").wanted(),
        /// Their words, and where they are written
        proof: Option<String> =
            ask("proof", "Who said yes, when, and where is it written?").flag("why").wanted(),
        /// An acceptance criterion; may be given several times
        criteria: Vec<String> = ask("accept when", "What must be true when it is done?").flag("accept"),
        /// These criteria refer to the cycle's non-negotiable; without new ones, those that are there
        non_negotiable: bool = ask("tied", "Does it refer to the non-negotiable? yes or no"),
        /// What shows that it holds
        #[serde(skip_serializing_if = "Option::is_none")]
        evidence: Option<String> = ask("evidence", "What shows that it holds?"),
        /// What that is made of
        #[serde(skip_serializing_if = "Option::is_none")]
        evidence_kind: Option<EvidenceKind> = ask("made of", "Is that data, test, review or assumption?"),
        /// Where it is
        #[serde(skip_serializing_if = "Option::is_none")]
        evidence_link: Option<String> = ask("link", "Where is it?").value("URL").flag_only(),
        /// The customer outcome or non-negotiable it protects
        protects: Option<String> = ask("protects", "Which outcome or non-negotiable does it protect?"),
        /// What it does to the impact metric
        effect: Option<String> = ask("impact", "What does it do to the impact metric?"),
        /// The answer to the cycle's filter question
        filter: Option<Answer> = ask("filter", "Does it pass the filter question?").wanted(),
        /// A word on that answer
        filter_note: Option<String> = ask("filter note", "A word on that answer?").flag_only(),
        /// The day it counts for, if not today; never one ahead
        #[serde(skip_serializing_if = "Option::is_none")]
        on: Option<FactDay> = ask("on", "On which day, if not today?"),
    }
}

/// The options on the table: one a line, or lettered in one line, as in `A by hand, B a week later`.
fn options(text: &str) -> Vec<Offer> {
    let mut found: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if let [line] = found[..] {
        let lettered =
            |letter: char| [format!(", {letter} "), format!("; {letter} "), format!(", {letter}: ")];
        let (mut rest, mut parts) = (line, Vec::new());
        for letter in 'B'..='Z' {
            let next = lettered(letter).iter().filter_map(|mark| rest.find(mark.as_str())).min();
            let Some(at) = next else { break };
            parts.push(&rest[..at]);
            rest = rest[at + 1..].trim_start();
        }
        parts.push(rest);
        found = parts;
    }
    found.into_iter().map(Offer::plain).collect()
}

impl Perform for Approve {
    fn apply(&self, context: &mut Context<'_, '_>) -> Result<Outcome, TxnError> {
        let id: Id<Decision> = context.id(self.subject)?;
        let recorded_by = context.actor()?;
        let by = context.assignable(self.by.unwrap_or(recorded_by))?;
        let mut said = self.bring(context, id)?;
        let of_decision = Value::Integer(id.number());
        let criteria = context.txn.all("decision", &of_decision)?;
        let evidence: Vec<Evidence> = context.txn.all("decision", &of_decision)?;
        let cycle = context.cycle()?;
        let gate = cycle.policy()?.gate;
        let dated = context.dated(self.on)?;
        let approved = context.txn.edit(id, |decision| {
            decision.choice = given(self.choice.as_deref())
                .or_else(|| decision.choice.take())
                .or_else(|| Some("yes".into()));
            decision.protects = given(self.protects.as_deref()).or_else(|| decision.protects.take());
            decision.effect = given(self.effect.as_deref()).or_else(|| decision.effect.take());
            let approval = Approval {
                by: by.id,
                recorded_by,
                proof: given(self.proof.as_deref()),
                filter: self.filter,
                filter_note: given(self.filter_note.as_deref()),
            };
            let dossier = Dossier { cycle: &cycle, gate, criteria: &criteria, evidence: &evidence };
            decision.approve(approval, dossier, dated)
        })?;
        let mut outcome = Outcome::default();
        if is_assumed(&evidence)
            && let Some(asked) = follow_up(context, &approved)?
        {
            said.push(asked.said);
            outcome.created = asked.created;
        }
        let (signals, asked) = signals(context, &approved, &evidence)?;
        said.extend(signals);
        outcome.created.extend(asked);
        let whose = match approved.recorded_by {
            Some(_) => format!(
                "{} recorded the approval of {} by {}",
                context.handle(recorded_by),
                self.subject,
                by.handle
            ),
            None => format!("approved {} by {}", self.subject, by.handle),
        };
        said.insert(0, whose);
        outcome.said = said.join("; ");
        Ok(outcome)
    }

    /// Who chose comes after what was chosen; what stands there already is where the form starts, and the filter is
    /// asked in the cycle's own words.
    fn prepare(form: &FormContext<'_>, subject: Option<Ref>, asked: &mut Questions) {
        asked.put_after("by", "choice");
        asked.start("by", form.my_handle());
        asked.instead("filter", form.board.cycle.filter.as_deref().map(|it| format!("{it} yes or no")));
        let decision = subject.and_then(|subject| form.board.decisions.get(Id::new(subject.number)));
        let Some(decision) = decision else { return };
        let options = options(decision.options.as_deref().unwrap_or_default());
        let start = decision.choice.as_deref().unwrap_or(if options.is_empty() { "yes" } else { "" });
        asked.start("choice", start);
        asked.offer("choice", options, false);
        let is_follow_up = decision.kind == DecisionKind::FollowUp;
        let is_untested = form.board.criteria_of(decision.id).is_empty();
        asked.require("criteria", is_untested && decision.kind == DecisionKind::Choice);
        asked.require("filter", !is_follow_up);
        if form.board.criteria_of(decision.id).iter().any(|it| !it.non_negotiable) {
            asked.instead(
                "non_negotiable",
                Some("Do all its criteria refer to the non-negotiable? yes or no".into()),
            );
        }
        let is_shown = is_shown(form.board.evidence_for(decision.id));
        if is_shown {
            asked.spare("evidence");
            asked.spare("evidence_kind");
        } else {
            asked.require("evidence", decision.asks_for_evidence());
            asked.require("evidence_kind", decision.asks_for_evidence());
        }
        asked.start("proof", decision.proof.as_deref().unwrap_or_default());
        asked.start("protects", decision.protects.as_deref().unwrap_or_default());
        asked.start("effect", decision.effect.as_deref().unwrap_or_default());
        asked.start("filter", decision.filter.map_or("", Answer::key));
    }
}

fn given(text: Option<&str>) -> Option<Text> {
    text.filter(|text| !text.trim().is_empty()).map(Text::from)
}

impl Approve {
    /// Adds what comes with the approval: criteria, ties and evidence. Says what became of open questions.
    fn bring(&self, context: &mut Context<'_, '_>, id: Id<Decision>) -> Result<Vec<String>, TxnError> {
        let texts: Vec<&String> = self.criteria.iter().filter(|text| !text.trim().is_empty()).collect();
        for text in &texts {
            add_criterion(context, id, text, self.non_negotiable)?;
        }
        if self.non_negotiable && texts.is_empty() {
            tie_all(context, id)?;
        }
        let Some(text) = given(self.evidence.as_deref()) else { return Ok(Vec::new()) };
        let Some(kind) = self.evidence_kind else {
            let reason = "it does not say what the evidence is made of";
            return Err(Refusal::new("decision.approval", reason, remedy::SAY_EVIDENCE_KIND)
                .on("evidence_kind")
                .into());
        };
        let link = given(self.evidence_link.as_deref());
        let answered = add_evidence(context, id, (&text, kind, false), link.as_deref())?;
        Ok(answered.into_iter().collect())
    }
}

/// How the target signals of the metrics it is meant to move stand; where one has not come true yet and nothing that was
/// shown speaks of it, its owner is asked.
///
/// Source: framework step 4, where the target signal is missing the decision rests on nothing.
fn signals(
    context: &mut Context<'_, '_>,
    decision: &Decision,
    evidence: &[Evidence],
) -> Result<(Vec<String>, Vec<Ref>), TxnError> {
    let of_cycle = Value::Integer(context.cycle()?.id.number());
    let metrics: Vec<Metric> = context.txn.all("cycle", &of_cycle)?;
    let (mut said, mut created) = (Vec::new(), Vec::new());
    for metric in metrics.iter().filter(|metric| metric.decisions.0.contains(&decision.id)) {
        let Some(state) = metric.signal_state else { continue };
        said.push(format!("the target signal of {} is {}", metric.reference(), state.label()));
        let is_shown = evidence.iter().any(|it| it.is_of(metric));
        if state == SignalState::NotYet
            && !is_shown
            && decision.kind == DecisionKind::Choice
            && let Some(asked) = ask_signal(context, decision, metric)?
        {
            said.push(asked.said);
            created.extend(asked.created);
        }
    }
    Ok((said, created))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_stand_one_a_line_or_lettered_in_one_line() {
        let read = |text: &str| options(text).into_iter().map(|it| it.answer).collect::<Vec<_>>();
        assert_eq!(read("A by hand\n\nB a week later"), ["A by hand", "B a week later"]);
        assert_eq!(
            read("A by hand, slowly, B a week later, C never"),
            ["A by hand, slowly", "B a week later", "C never"]
        );
        assert_eq!(read("ship, or wait"), ["ship, or wait"]);
        assert_eq!(read(" "), [""; 0]);
    }
}
