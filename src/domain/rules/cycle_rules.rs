//! The rules about the cycle as a whole: scope, evidence, reviews and what is set before launch.

use super::{catalog::RuleName, context::RuleContext, review_status};
use crate::domain::{
    Hint, Id, Kind, Moment, Person, Record, Ref,
    calendar::EntryKind,
    decision::Answer,
    remedy,
    review::ReviewKind,
    when::{medium, weekday_day},
};

/// What the walk over the records has seen that these rules hang on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// Whether nothing is in build scope, and nothing that was approved is missing there.
    pub is_scope_empty: bool,
    /// Whether any launch criterion stands.
    pub has_launch_criteria: bool,
}

/// What a rule found that is about the cycle as a whole.
#[derive(Clone, Debug)]
pub(super) struct CycleFinding {
    /// The rule.
    pub rule: RuleName,
    /// Whether it fails.
    pub is_hit: bool,
    /// What there is to say, either way.
    pub said: String,
    /// Where it is mended.
    pub at: Ref,
    /// Whoever answers for it.
    pub owner: Option<Id<Person>>,
    /// By when it had to be, where it has a date.
    pub date: Option<Moment>,
    /// What clears it, where that is something else than usual.
    pub clears: Option<Hint>,
    /// Whether this stretch of the cycle asks for it, where that is not a matter of the stretch alone.
    pub is_due: Option<bool>,
}

#[derive(Default)]
struct CycleFindings(Vec<CycleFinding>);

impl CycleFindings {
    fn whole(
        &mut self,
        rule: RuleName,
        is_hit: bool,
        said: impl Into<String>,
        (at, owner): (Ref, Option<Id<Person>>),
    ) {
        self.0.push(CycleFinding {
            rule,
            is_hit,
            said: said.into(),
            at,
            owner,
            date: None,
            clears: None,
            is_due: None,
        });
    }

    /// Finds what a review is held for, where the checklist item is that it completes.
    fn review(
        &mut self,
        facts: &RuleContext<'_>,
        rule: RuleName,
        kind: &ReviewKind,
        (is_hit, said): (bool, String),
    ) {
        let item = review_status::item_of(facts.board, kind);
        let owner = item.map_or(Some(facts.board.cycle.sign_off), |item| item.owner);
        self.whole(rule, is_hit, said, (review_status::place_of(facts.board, kind), owner));
        self.clears(remedy::HOLD_REVIEW.with("KIND", &kind.key));
    }

    /// Says what clears the last one.
    fn clears(&mut self, how: impl Into<Hint>) {
        if let Some(last) = self.0.last_mut() {
            last.clears = Some(how.into());
        }
    }

    /// Says by when the last one had to be.
    fn dated(&mut self, at: Option<Moment>) {
        if let Some(last) = self.0.last_mut() {
            last.date = at;
        }
    }

    /// Says whether this stretch of the cycle asks for the last one.
    fn is_due(&mut self, is_due: bool) {
        if let Some(last) = self.0.last_mut() {
            last.is_due = Some(is_due);
        }
    }
}

/// Looks at what is about the cycle as a whole.
pub(super) fn look(facts: &RuleContext<'_>, seen: Seen) -> Vec<CycleFinding> {
    let mut found = CycleFindings::default();
    scope(facts, seen, &mut found);
    launch(facts, seen, &mut found);
    reviews(facts, &mut found);
    found.0
}

/// The checklist item where a rule is mended; the charter, where the playbook names none.
fn item(facts: &RuleContext<'_>, rule: RuleName) -> Ref {
    let key = facts.board.policy.item_of_rule(rule.key());
    let item = key.and_then(|key| facts.board.item_of_key(key));
    item.map_or_else(|| facts.board.cycle.reference(), Record::reference)
}

const fn step(number: i64) -> Ref {
    Ref::new(Kind::Step, number)
}

fn scope(facts: &RuleContext<'_>, seen: Seen, found: &mut CycleFindings) {
    let cycle = &facts.board.cycle;
    let signs = Some(cycle.sign_off);
    if seen.is_scope_empty {
        found.whole(
            RuleName::BuildScopeEntry,
            true,
            "nothing is in build scope",
            (item(facts, RuleName::BuildScopeEntry), signs),
        );
        found.clears(remedy::FILL_SCOPE);
    }
    let has = facts.door.has_success;
    let said = if has { "a success criterion stands" } else { "the cycle has no success criterion" };
    found.whole(RuleName::SuccessCriteria, !has, said, (step(1), signs));
    let said = match (cycle.committed_at, cycle.achievable) {
        (Some(at), _) => format!("scope was committed on {}", medium(at, facts.schedule.zone)),
        (None, None) => "scope is not committed, and nobody has looked at the assumptions".to_owned(),
        (None, Some(Answer::No)) => {
            "scope is not committed; the target signal is out of reach as it is".to_owned()
        }
        (None, Some(Answer::Yes)) => "scope is not committed".to_owned(),
    };
    found.whole(RuleName::ScopeCommitted, cycle.committed_at.is_none(), said, (step(5), signs));
    if cycle.committed_at.is_none() && cycle.achievable.is_none() {
        found.clears(remedy::LOOK_AT_ASSUMPTIONS);
    }
}

fn launch(facts: &RuleContext<'_>, seen: Seen, found: &mut CycleFindings) {
    let cycle = &facts.board.cycle;
    let signs = Some(cycle.sign_off);
    if !seen.has_launch_criteria {
        let said = "no launch criterion guards a path";
        found.whole(RuleName::LaunchCriteria, true, said, (item(facts, RuleName::LaunchCriteria), signs));
        found.clears(remedy::ADD_LAUNCH);
    }
    let shown = cycle.demonstrable == Some(Answer::Yes);
    let said = match cycle.demonstrable {
        Some(Answer::Yes) => "the evidence outcome can be demonstrated",
        Some(Answer::No) => "the evidence outcome is not demonstrable",
        None => "nobody has said whether the evidence outcome can be demonstrated",
    };
    found.whole(
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
    found.whole(
        RuleName::PostLaunchOwner,
        owner.is_none(),
        said,
        (item(facts, RuleName::PostLaunchOwner), signs),
    );
    let is_set = cycle.checkpoint_on.is_none_or(|day| day > cycle.launch)
        && cycle.checkpoint_owner.is_some_and(|owner| !facts.has_left(owner))
        && cycle.checkpoint_expects.is_some();
    let said = if is_set {
        format!("the checkpoint after launch is on {}", weekday_day(facts.schedule.checkpoint_day()))
    } else {
        "the checkpoint after launch lacks its owner or what is expected, or lies before it".to_owned()
    };
    found.whole(RuleName::CheckpointSet, !is_set, said, (step(6), signs));
}

/// What a review has to be held for. A tick of its checklist item clears the item alone.
fn reviews(facts: &RuleContext<'_>, found: &mut CycleFindings) {
    let missed = review_status::missed(facts);
    let weekly = missed.iter().find(|entry| entry.kind == EntryKind::Weekly);
    let said = weekly.map_or_else(
        || "no scheduled review was missed last".to_owned(),
        |entry| format!("the review of {} was not held", medium(entry.at, facts.schedule.zone)),
    );
    if let Some(kind) = facts.board.policy.review_at(EntryKind::Weekly) {
        found.review(facts, RuleName::ReviewMissed, kind, (weekly.is_some(), said));
        found.dated(weekly.map(|entry| entry.at));
    }
    for rule in
        [RuleName::EvidenceHeld, RuleName::DrillHeld, RuleName::MidpointAudit, RuleName::MessagingChecked]
    {
        if let Some(kind) = facts.board.policy.review_meeting(rule.key()) {
            held_once(facts, rule, kind, found);
        }
    }
}

/// Finds that a review was never held in the cycle.
fn held_once(facts: &RuleContext<'_>, rule: RuleName, kind: &ReviewKind, found: &mut CycleFindings) {
    let was_held = review_status::was_held(facts, kind);
    let slots = review_status::slots(facts);
    let slot = slots.iter().find(|slot| slot.kind.is_some_and(|it| it.key == kind.key));
    let is_past = slot.is_some_and(|slot| slot.entry.is_past(facts.now));
    // The audit is a matter from its date on, and of no cycle that was written down after it.
    let counts = rule != RuleName::MidpointAudit
        || slot.is_some_and(|slot| is_past && slot.entry.at > facts.board.cycle.opened);
    let said = match (was_held, counts) {
        (true, _) => format!("the {} was held", kind.name),
        (false, true) => format!("the {} was not held", kind.name),
        (false, false) => format!("the {} is not missed", kind.name),
    };
    found.review(facts, rule, kind, (!was_held && counts, said));
    if let Some(slot) = slot {
        found.dated(Some(slot.entry.at));
        found.is_due(is_past);
    }
}
