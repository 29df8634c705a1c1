//! What the person here answers for or has a part in, by date.

use super::{
    ListId, Row, Sort, due,
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
        Kind,
        rules::{context::RuleContext, due::due as all_due, responsibilities},
    },
};
use std::collections::BTreeSet;

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Mine",
    rows: Rows::Found(find),
    sort: Sort::Standing,
    heads_from: Some(0),
    adds: Some(FormKind::Add(Kind::Decision)),
    empty: Empty {
        claim: "Nothing open is yours.",
        what: "Whatever you own shows here by date. Who you are stands at the top right; another person starts with --as NAME.",
        keys: &[("a", "open a decision of your own"), ("esc", "go back")],
    },
    home_of: &[],
    tab: Some(TabSpec {
        name: "Mine",
        short: "Mine",
        key: ":",
        opened_by: &[go("mine", "", "what is mine, by date", &[], 0, |app| app.open_list(ListId::Mine))],
        arrangement: Arrangement::Stacked,
        derives: &[Derives::HeldUp, Derives::Waiting],
        count: None,
    }),
};

fn find(app: &App, context: &RuleContext<'_>, derived: &mut Derived) {
    let Some(me) = app.me else { return };
    let mut listed = BTreeSet::new();
    for part in responsibilities::by_date(context, me) {
        if listed.insert(part.subject()) {
            derived.found.push(Row::Record(part.subject()));
        }
        // Of what is escalated it is said below to whom and since when.
        if !part.is_owner() && !part.leads() {
            derived.explain(part.subject(), part.word());
        }
    }
    let people = app.board.stands_for(me, context.now);
    for due in all_due(context).into_iter().filter(|due| due.concerns(&people)) {
        if let Some(subject) = due.subject {
            derived.explain(subject, &due::why(app, &due));
        }
    }
}
