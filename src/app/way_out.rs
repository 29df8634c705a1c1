//! A way out as the terminal tells it: its words, and the key of its action from the one table of actions.

use super::{
    action::{self, ActionSpec, Group, Scope},
    list::ListId,
};
use crate::domain::Hint;

/// Where somebody is when a way out is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// In front of a tab, with a row selected.
    Tab(ListId),
    /// In a form, which is left first; what was typed stays as a draft.
    Form,
}

/// The words of a way out, and the keys that lead there.
pub fn told(hint: &Hint, from: From) -> String {
    let steps: Vec<&ActionSpec> =
        hint.action().into_iter().flat_map(|names| names.split(' ')).filter_map(action::named).collect();
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return without_keys(hint, from) };
    let mut keys: Vec<String> = before(first, from).into_iter().collect();
    keys.extend(steps.iter().map(|step| key(step)));
    let label = if last.label.is_empty() && hint.text().is_empty() { last.help } else { last.label };
    let how = format!("{} {label}", keys.join(", then "));
    let how = how.trim_end();
    if hint.text().is_empty() { how.to_owned() } else { format!("{} ({how})", hint.text()) }
}

/// The keys that lead there and the word of the last, where a row has no room for more.
pub fn short(hint: &Hint, from: From) -> String {
    let steps: Vec<&ActionSpec> =
        hint.action().into_iter().flat_map(|names| names.split(' ')).filter_map(action::named).collect();
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return String::new() };
    let mut keys: Vec<String> = before(first, from).into_iter().collect();
    keys.extend(steps.iter().map(|step| key(step)));
    let word = match (last.label, last.keys.is_empty()) {
        // What has no key is called by its name, which says enough.
        (_, true) => "",
        ("", false) => last.name.rsplit('.').next().unwrap_or_default(),
        (label, false) => label,
    };
    format!("{} {word}", keys.join(" ")).trim_end().to_owned()
}

/// What no key does: in a form the answer mends it, elsewhere a command does.
fn without_keys(hint: &Hint, from: From) -> String {
    match hint.command().filter(|command| from != From::Form && !command.starts_with("--")) {
        Some(command) => format!("{} (gonogo {command})", hint.text()),
        None => hint.text().to_owned(),
    }
}

/// What is pressed before the first key works.
fn before(first: &ActionSpec, from: From) -> Option<String> {
    match from {
        From::Form => Some("esc".to_owned()),
        // A line of the verdict is no record; enter goes to the first that it is about.
        From::Tab(ListId::Verdict) => {
            (first.group == Group::Do && is_about_a_row(first)).then(|| "enter".to_owned())
        }
        From::Tab(tab) if first.is_in(tab) => None,
        From::Tab(_) => match first.scope {
            Scope::Everywhere => None,
            Scope::In(tabs) => tabs.iter().find_map(|tab| number(*tab)),
        },
    }
}

/// The key of a tab that has a number.
fn number(tab: ListId) -> Option<String> {
    ListId::numbered().position(|(id, _)| id == tab).map(|at| (at + 1).to_string())
}

/// What is about the cycle as a whole has no key and is called by name.
const fn is_about_a_row(action: &ActionSpec) -> bool {
    !action.keys.is_empty()
}

/// The key of an action; one without a key is called by its name.
fn key(action: &ActionSpec) -> String {
    match action.keys.first() {
        Some(key) => key.replace(' ', ""),
        None => format!(":{}", action.name.replace('.', " ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::App,
        domain::{Board, Cycle, Moment, remedy},
    };

    #[test]
    fn every_way_out_leads_over_actions_that_there_are_to_a_tab_where_the_last_one_works() {
        for (name, remedy) in remedy::ALL {
            let Some(actions) = remedy.action else { continue };
            let mut app = App::new(Board::empty(Cycle::blank()), None, Moment::MIN, (120, 40));
            let steps: Vec<&str> = actions.split(' ').collect();
            for (at, step) in steps.iter().enumerate() {
                let action =
                    action::named(step).unwrap_or_else(|| panic!("{name}: there is no action {step}"));
                if at + 1 < steps.len() {
                    (action.run)(&mut app);
                } else if at > 0 {
                    assert!(action.is_in(app.tab), "{name}: {step} does not work in {:?}", app.tab);
                } else {
                    assert!(ListId::tabs().any(|(tab, _)| action.is_in(tab)), "{name}: {step} works nowhere");
                }
            }
        }
    }

    #[test]
    fn every_way_out_says_something_at_both_doors() {
        for (name, remedy) in remedy::ALL {
            let is_told = !remedy.text.is_empty();
            assert!(is_told || remedy.action.is_some() && remedy.command.is_some(), "{name}");
            assert!(!told(&(*remedy).into(), From::Form).is_empty(), "{name}");
        }
    }

    #[test]
    fn keys_come_from_the_table_and_lead_from_where_somebody_is() {
        let told = |remedy: remedy::Remedy, from| told(&remedy.into(), from);
        for (remedy, from, expected) in [
            (remedy::SAY_AUDIENCE, From::Tab(ListId::Blockers), "e edit"),
            (remedy::SAY_AUDIENCE, From::Form, "esc, then e edit"),
            (remedy::REOPEN_BLOCKER, From::Tab(ListId::Blockers), "reopen it first (c close)"),
            (remedy::ADD_SUCCESS, From::Tab(ListId::Verdict), "write one (0, then a add)"),
            (
                remedy::TELL_AUDIENCE,
                From::Tab(ListId::Verdict),
                "tell them, then say so (enter, then t told)",
            ),
            (remedy::TELL_AUDIENCE, From::Tab(ListId::Metrics), "tell them, then say so (1, then t told)"),
            (remedy::COMMIT_SCOPE, From::Tab(ListId::Verdict), "commit it (:scope commit)"),
            (remedy::ONE_LINE_HOW, From::Form, "type one line"),
            (remedy::SEE_DONE, From::Tab(ListId::Risks), "see what was done, and by whom (gonogo log)"),
        ] {
            assert_eq!(told(remedy, from), expected);
        }
    }
}
