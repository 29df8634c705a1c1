//! Actions that search and share: filter, sort, next overdue, mark, copy.

use super::spec::{ActionSpec, Group, act, always, has_row, menu};
use crate::app::{
    App,
    editor::Editor,
    event::Effect,
    list::Sort,
    menu::{Choice, Command, Menu},
    overlay::Overlay,
};
use crate::domain::summary::{BoardAt, Standing};

const fn find(
    name: &'static str,
    label: &'static str,
    help: &'static str,
    keys: &'static [&'static str],
    hint: u8,
    available: fn(&App) -> Result<(), String>,
    run: fn(&mut App) -> Vec<Effect>,
) -> ActionSpec {
    ActionSpec { group: Group::Find, ..act(name, label, help, keys, hint, available, run) }
}

pub(super) const ACTIONS: &[ActionSpec] = &[
    find("filter", "filter", "filter live: words, @who, late, !not", &["/"], 6, always, |app| {
        let text = app.list().filter().text().to_owned();
        app.overlay = Some(Overlay::Filter(Editor::new(&text, false)));
        Vec::new()
    }),
    find("next", "next late", "next match, or next late", &["n"], 7, always, |app| next(app, true)),
    find("previous", "", "match before, or late before", &["N"], 0, always, |app| next(app, false)),
    find("sort", "sort", "sort by", &["s"], 0, always, |app| {
        let sorts = sort_menu(app);
        menu(app, sorts)
    }),
    find("sort.reverse", "", "turn the order round", &["S"], 0, always, |app| {
        let at = BoardAt::new(&app.board, app.now, &app.derived.values);
        let list = app.lists.list_mut(app.tab, app.focus, app.size);
        list.reverse = !list.reverse;
        list.refresh(at);
        Vec::new()
    }),
    find("mark.range", "", "mark from here to there", &["v"], 0, has_row, |app| {
        app.list_mut().mark_range();
        let is_open = app.list().range.is_some();
        app.tell(if is_open { "move, then v again: everything between is marked" } else { "marked" });
        Vec::new()
    }),
    find("copy.id", "copy id", "copy the id", &["y"], 0, has_row, |app| {
        let ids: Vec<String> = app.targets().iter().map(ToString::to_string).collect();
        vec![Effect::Copy(ids.join(" "))]
    }),
    find("copy.row", "", "copy the row as Markdown", &["Y"], 0, has_row, |app| {
        vec![Effect::Copy(app.rows_as_markdown())]
    }),
];

fn next(app: &mut App, forward: bool) -> Vec<Effect> {
    let wanted = |standing: Standing| matches!(standing, Standing::Late | Standing::Escalated);
    let any = |_: Standing| true;
    let has_filter = !app.list().filter().is_empty();
    let found = if has_filter {
        app.list().find_from(forward, app.board_at(), any)
    } else {
        app.list().find_from(forward, app.board_at(), wanted)
    };
    match found {
        Some(at) => app.list_mut().cursor = at,
        None => app.tell("nothing here is late"),
    }
    app.selection_moved();
    Vec::new()
}

fn sort_menu(app: &App) -> Menu {
    let choices = Sort::ALL.iter().map(|&sort| Choice {
        key: sort.key().chars().next().unwrap_or('?'),
        label: sort.label().to_owned(),
        help: if app.list().sort == sort { "now".to_owned() } else { String::new() },
        command: Command::Sort(sort),
    });
    let mut choices: Vec<Choice> = choices.collect();
    // Two orders begin with s; `w` stays with the state, as it was.
    for (sort, key) in [(Sort::Standing, 'w'), (Sort::Waiting, 'u')] {
        if let Some(choice) = choices.iter_mut().find(|choice| choice.label == sort.label()) {
            choice.key = key;
        }
    }
    Menu { title: "Sort".to_owned(), lead: String::new(), choices, cursor: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_order_has_a_letter_of_its_own() {
        let cycle = crate::domain::Cycle::blank();
        let app = App::new(crate::domain::Board::empty(cycle), None, crate::domain::Moment::MIN, (80, 24));
        let menu = sort_menu(&app);
        let keys: BTreeSet<char> = menu.choices.iter().map(|choice| choice.key).collect();
        assert_eq!(keys.len(), menu.choices.len());
    }
}
