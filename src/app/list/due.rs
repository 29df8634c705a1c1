//! Whatever is due, most pressing first.

use super::{
    ListId, Sort,
    spec::{Empty, ListSpec, Rows, TabSpec},
};
use crate::{
    app::{App, action::spec::go, derived::Derives, flow::FormKind, layout::Arrangement},
    domain::{
        Kind, Moment, Ref,
        rules::{
            due::{self, Due},
            out_of_step::out_of_step,
            review_status,
        },
        when::weekday_day,
    },
};

pub(super) const SPEC: ListSpec = ListSpec {
    title: "Due",
    rows: Rows::Found(|app, context, derived| {
        for due in due::due(context) {
            if let Some(subject) = subject(app, &due) {
                derived.find(subject, &why(app, &due));
            }
        }
        // What was set by hand does not move with the schedule: it stands after what is due.
        for date in out_of_step(context) {
            if let Some(subject) = app.board.stored_ref(date.subject) {
                let zone = context.schedule.zone;
                let day = |at: Moment| weekday_day(at.day(zone));
                let (is, computed) = (day(date.is), day(date.computed));
                derived.find(subject, &format!("set by hand for {is}; the playbook says {computed}"));
            }
        }
    }),
    sort: Sort::Standing,
    heads_from: Some(0),
    adds: Some(FormKind::Add(Kind::Blocker)),
    empty: Empty {
        claim: "Nothing is due.",
        what: "What is late, less than two days away, in a 48-hour window or escalated shows here, most pressing first.",
        keys: &[("esc", "go back")],
    },
    home_of: &[],
    tab: Some(TabSpec {
        name: "Due",
        short: "Due",
        key: ":",
        opened_by: &[go("due.list", "", "what is due, most pressing first", &[], 0, |app| {
            app.open_list(ListId::Due)
        })],
        arrangement: Arrangement::Stacked,
        derives: &[Derives::HeldUp, Derives::Waiting],
        count: None,
    }),
};

/// The record a due thing is about; a missed review has its place in the checklist.
fn subject(app: &App, due: &Due) -> Option<Ref> {
    match due.review {
        None => due.subject,
        Some(review) => app.board.stored_ref(review_status::place(&app.board, review)),
    }
}

/// Why something is due, in a few words.
pub(super) fn why(app: &App, due: &Due) -> String {
    let schedule = app.board.cycle.schedule();
    let day = |at: Moment| weekday_day(at.day(schedule.zone));
    let name = |review| schedule.name_of(review).to_lowercase();
    match (due.review, due.at) {
        (Some(review), Some(at)) => format!("{} of {} missed", name(review), day(at)),
        (Some(review), None) => format!("{} missed", name(review)),
        (None, _) => due.said(&app.board, app.now),
    }
}
