//! Build scope: what is in it, then what the rest lacks, nearest first.

use super::{
    ListId, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec},
};
use crate::{
    app::{
        App,
        action::spec::go,
        derived::{Derived, Derives},
        flow::FormKind,
        layout::Arrangement,
    },
    domain::{
        Id, Kind, Record,
        rules::{context::RuleContext, scope},
        when::weekday_day,
    },
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Build scope",
    rows: Rows::Found(find),
    sort: Sort::Standing,
    heads_from: Some(0),
    adds: Some(FormKind::Add(Kind::Decision)),
    empty: Empty {
        claim: "Nothing is in build scope, or asks to be.",
        what: "A decision is built once it is approved, its criteria refer to the non-negotiable, something more than an assumption speaks for it, and it answers the filter with yes. Nobody puts it here by hand.",
        keys: &[("a", "open a decision"), ("esc", "go back")],
    },
    home_of: &[],
    tab: Some(TabSpec {
        name: "Scope",
        short: "Scop",
        key: "B",
        opened_by: &[go("scope", "", "build scope, and what the rest lacks", &["B"], 0, |app| {
            app.open_list(ListId::Scope)
        })],
        arrangement: Arrangement::Stacked,
        derives: &[Derives::Scope, Derives::HeldUp, Derives::Waiting],
        count: None,
    }),
};

fn find(app: &App, _: &RuleContext<'_>, derived: &mut Derived) {
    let zone = app.board.cycle.tz();
    let mut standings = derived.scope.clone();
    standings.sort_by_key(|standing| (standing.lacks.iter().count(), standing.decision));
    for standing in standings {
        let entered = app.board.decisions.get(Id::new(standing.decision.number));
        let entered = entered.and_then(|decision| decision.entered_at);
        let why = match entered.filter(|_| standing.lacks.is_empty()) {
            Some(at) => format!("in scope since {}", weekday_day(at.day(zone))),
            None if standing.lacks.is_empty() => "in scope".to_owned(),
            None => format!("lacks {}", standing.lacks.words()),
        };
        derived.find(standing.decision, &why);
    }
    for decision in scope::carried_over(&app.board) {
        let until = weekday_day(decision.due.day(zone));
        derived.find(decision.reference(), &format!("out of this launch, until {until}"));
    }
}
