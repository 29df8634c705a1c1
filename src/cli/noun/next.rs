//! `gonogo next`: what to do next, most pressing first.

use crate::{
    cli::{
        Failure, Session,
        output::{Answer, Look, Span},
    },
    domain::{
        rules::{
            context::RuleContext,
            next::{self, Rank},
        },
        when::short_due,
    },
};
use serde_json::json;

/// What to do next, for whoever asks: hard reasons, windows, what is escalated to you, what is late or due soon.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct Next {
    /// All of it, not only the first ten
    #[arg(long)]
    all: bool,
    /// Only what is mine
    #[arg(long)]
    mine: bool,
}

/// As much as anybody does next.
const FIRST: usize = 10;

impl Next {
    pub(super) fn run(self, session: &Session<'_>) -> Result<Answer, Failure> {
        let board = session.board()?;
        let (me, zone, now) = (session.executor.actor, board.cycle.tz(), session.now);
        let mut found = next::next(&RuleContext::at(&board, now), me);
        found.retain(|next| !self.mine || me.is_none_or(|me| next.concerns(me)));
        let title = |next: &next::Next| {
            let stored = board.stored_ref(next.subject);
            let record = stored.and_then(|stored| board.summary(stored));
            record.map_or_else(|| board.cycle.name.to_string(), |record| record.title().to_owned())
        };
        let object = |next: &next::Next| {
            json!({
                "id": next.subject,
                "rank": next.rank.key(),
                "at": next.at,
                "owner": next.owner.map(|owner| board.handle(owner)),
                "title": title(next),
                "reasons": next.reasons,
                "clears": next.clears.as_ref().and_then(|hint| hint.command()),
            })
        };
        let mut answer = session.answer(|| found.iter().map(object).collect());
        if found.is_empty() {
            answer.line("nothing is to be done: no reason, nothing late, nothing due within two days");
            return Ok(answer);
        }
        let shown = if self.all { found.len() } else { found.len().min(FIRST) };
        let row = |next: &next::Next| {
            let look = if next.rank <= Rank::Late { Look::Alarm } else { Look::Plain };
            let why = next.reasons.first().cloned().unwrap_or_default();
            vec![
                Span::new(next.rank.label(), look),
                Span::new(next.subject.to_string(), Look::Strong),
                Span::new(next.at.map_or_else(String::new, |at| short_due(at, now, zone)), Look::Plain),
                Span::new(next.owner.map_or("nobody", |owner| board.handle(owner)), Look::Plain),
                Span::new(title(next), Look::Plain).giving_way(),
                Span::new(why, Look::Faint).giving_way(),
            ]
        };
        answer.table(0, found.iter().take(shown).map(row).collect());
        if let Some(command) = found[0].clears.as_ref().and_then(|hint| hint.command()) {
            answer.say(format!("first: gonogo {command}"), Look::Faint);
        }
        if shown < found.len() {
            answer.say(format!("{} more: gonogo next --all", found.len() - shown), Look::Faint);
        }
        Ok(answer)
    }
}
