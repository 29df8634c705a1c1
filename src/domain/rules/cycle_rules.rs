//! The rules about the cycle as a whole: scope, evidence, reviews and what is set before launch.

use super::{catalog::RuleName, context::RuleContext, evaluate::Findings, review_status};
use crate::domain::{
    Kind, Record, Ref,
    calendar::EntryKind,
    decision::Answer,
    step::Phase,
    when::{medium, weekday_day},
};

/// Looks at what is about the cycle as a whole.
pub(super) fn look(facts: &RuleContext<'_>, survey: &mut Findings) {
    scope(facts, survey);
    launch(facts, survey);
    reviews(facts, survey);
}

/// The checklist item where a rule is mended; the charter, where the playbook names none.
fn item(facts: &RuleContext<'_>, rule: RuleName) -> Ref {
    let key = facts.board.terms.item_of_rule(rule.key());
    let item = key.and_then(|key| facts.board.item_of_key(key));
    item.map_or_else(|| facts.board.cycle.reference(), Record::reference)
}

const fn step(number: i64) -> Ref {
    Ref::new(Kind::Step, number)
}

fn scope(facts: &RuleContext<'_>, survey: &mut Findings) {
    let cycle = &facts.board.cycle;
    let signs = Some(cycle.sign_off);
    if survey.in_scope == 0 && survey.found(RuleName::BuildScopeEntry).hits.is_empty() {
        survey.whole(
            facts,
            RuleName::BuildScopeEntry,
            true,
            "nothing is in build scope",
            (item(facts, RuleName::BuildScopeEntry), signs),
        );
        survey.of_rule(RuleName::BuildScopeEntry).clears =
            Some("approve a decision with criteria and evidence; gonogo scope ls says what each lacks");
    }
    let has = facts.door.has_success;
    let said = if has { "a success criterion stands" } else { "the cycle has no success criterion" };
    survey.whole(facts, RuleName::SuccessCriteria, !has, said, (step(1), signs));
    let said = match (cycle.committed_at, cycle.achievable) {
        (Some(at), _) => format!("scope was committed on {}", medium(at, facts.schedule.zone)),
        (None, None) => "scope is not committed, and nobody has looked at the assumptions".to_owned(),
        (None, Some(Answer::No)) => {
            "scope is not committed; the target signal is out of reach as it is".to_owned()
        }
        (None, Some(Answer::Yes)) => "scope is not committed".to_owned(),
    };
    survey.whole(facts, RuleName::ScopeCommitted, cycle.committed_at.is_none(), said, (step(5), signs));
}

fn launch(facts: &RuleContext<'_>, survey: &mut Findings) {
    let cycle = &facts.board.cycle;
    let signs = Some(cycle.sign_off);
    if survey.found(RuleName::LaunchCriteria).looked == 0 {
        let said = "no launch criterion guards a path";
        survey.whole(
            facts,
            RuleName::LaunchCriteria,
            true,
            said,
            (item(facts, RuleName::LaunchCriteria), signs),
        );
        survey.of_rule(RuleName::LaunchCriteria).clears =
            Some("0, then L writes one, or: gonogo launch add TEXT --path PATH");
    }
    let shown = cycle.demonstrable == Some(Answer::Yes);
    let said = match cycle.demonstrable {
        Some(Answer::Yes) => "the evidence outcome can be demonstrated",
        Some(Answer::No) => "the evidence outcome is not demonstrable",
        None => "nobody has said whether the evidence outcome can be demonstrated",
    };
    survey.whole(
        facts,
        RuleName::EvidenceDemonstrable,
        !shown,
        said,
        (item(facts, RuleName::EvidenceDemonstrable), signs),
    );
    let owner = cycle.post_launch.filter(|owner| !facts.has_left(*owner));
    let said = owner.map_or_else(
        || "nobody follows up after launch".to_owned(),
        |owner| format!("{} follows up after launch", facts.board.handle(owner)),
    );
    survey.whole(
        facts,
        RuleName::PostLaunchOwner,
        owner.is_none(),
        said,
        (item(facts, RuleName::PostLaunchOwner), signs),
    );
    let is_set = cycle.checkpoint_on.is_some_and(|day| day > cycle.launch)
        && cycle.checkpoint_owner.is_some_and(|owner| !facts.has_left(owner))
        && cycle.checkpoint_expects.is_some();
    let said = match cycle.checkpoint_on.filter(|_| is_set) {
        Some(day) => format!("the checkpoint after launch is on {}", weekday_day(day)),
        None => "the checkpoint after launch lacks its day, its owner or what is expected".to_owned(),
    };
    survey.whole(facts, RuleName::CheckpointSet, !is_set, said, (step(6), signs));
}

fn reviews(facts: &RuleContext<'_>, survey: &mut Findings) {
    let signs = Some(facts.board.cycle.sign_off);
    let missed = review_status::missed(facts);
    let weekly = missed.iter().find(|entry| entry.kind == EntryKind::Weekly);
    let said = weekly.map_or_else(
        || "no scheduled review was missed last".to_owned(),
        |entry| format!("the review of {} was not held", medium(entry.at, facts.schedule.zone)),
    );
    survey.whole(
        facts,
        RuleName::ReviewMissed,
        weekly.is_some(),
        said,
        (review_status::place(facts.board, EntryKind::Weekly), signs),
    );
    if facts.phase >= Phase::Midpoint {
        let audit = missed.iter().any(|entry| entry.kind == EntryKind::Midpoint);
        let said = if audit { "the midpoint audit was not held" } else { "the midpoint audit is not missed" };
        survey.whole(
            facts,
            RuleName::MidpointAudit,
            audit,
            said,
            (review_status::place(facts.board, EntryKind::Midpoint), signs),
        );
    }
}
