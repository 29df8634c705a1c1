//! What to do next, over all kinds of records in one ranking: the list of the overview.

use super::{
    ListId, Row, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec},
};
use crate::{
    app::{
        App,
        action::spec::{go, only},
        derived::{Derived, Derives},
        flow::FormKind,
        layout::Arrangement,
    },
    domain::{
        Kind,
        rules::{context::RuleContext, next},
    },
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Do next",
    rows: Rows::Found(find),
    sort: Sort::Standing,
    heads_from: None,
    adds: Some(FormKind::Add(Kind::Blocker)),
    empty: Empty {
        claim: "Nothing needs you.",
        what: "Whatever stands against the launch, is late or due soon shows here, most pressing first, with what to do about it.",
        keys: &[("3 a", "open a decision"), ("4 a", "raise a blocker")],
    },
    home_of: &[],
    tab: Some(TabSpec {
        name: "Overview",
        short: "Over",
        key: "",
        opened_by: &[
            go("tab.overview", "", "Overview", &["1"], 0, |app| app.open_list(ListId::Overview)),
            only(
                go("next.mine", "mine", "do next: what is mine, or all of it", &["M"], 8, App::toggle_mine),
                &[ListId::Overview],
            ),
        ],
        arrangement: Arrangement::Overview,
        derives: &[Derives::Verdict, Derives::Steps, Derives::Waiting, Derives::Events, Derives::Gauges],
        count: None,
    }),
};

fn find(app: &App, context: &RuleContext<'_>, derived: &mut Derived) {
    let Some(verdict) = &derived.verdict else { return };
    for next in next::of(context, &verdict.gate, app.me) {
        let Some(stored) = app.board.stored_ref(next.subject) else { continue };
        if !app.only_mine || app.me.is_none_or(|me| next.concerns(me)) {
            derived.found.push(Row::Record(stored));
        }
        derived.next.insert(stored, next);
    }
}
