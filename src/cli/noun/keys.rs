//! `gonogo keys`: what every key does, from the table of actions.

use crate::{
    app::{
        action::{ActionSpec, Group, Scope, all},
        list::ListId,
    },
    cli::output::{Answer, Look, Span},
};
use serde_json::json;

/// The keys of the terminal.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(in crate::cli) struct Keys {
    /// As a Markdown table
    #[arg(long)]
    markdown: bool,
}

/// The groups in the order they are shown, with their headings.
const GROUPS: [(Group, &str); 3] =
    [(Group::Do, "Change the board"), (Group::Find, "Find and share"), (Group::Move, "Move about")];

impl Keys {
    pub(super) fn run(self) -> Answer {
        let mut answer = Answer::of(all().map(object).collect());
        if self.markdown {
            markdown(&mut answer);
        } else {
            plain(&mut answer);
        }
        answer
    }
}

fn actions_in(group: Group) -> impl Iterator<Item = &'static ActionSpec> {
    all().filter(move |action| action.group == group)
}

fn object(action: &ActionSpec) -> serde_json::Value {
    json!({ "name": action.name, "keys": action.keys, "what": action.help, "where": place(action) })
}

/// The keys of an action; one without any is found by name.
fn keys(action: &ActionSpec) -> Vec<String> {
    if action.keys.is_empty() {
        return vec![format!(": {}", action.name.replace('.', " "))];
    }
    action.keys.iter().map(|&key| key.to_owned()).collect()
}

fn place(action: &ActionSpec) -> String {
    match action.scope {
        Scope::Everywhere => "everywhere".to_owned(),
        Scope::In(tabs) => {
            let titles: Vec<&str> = tabs.iter().map(|tab: &ListId| tab.name()).collect();
            titles.join(", ")
        }
    }
}

fn plain(answer: &mut Answer) {
    for (group, heading) in GROUPS {
        answer.heading(heading);
        let row = |action: &ActionSpec| {
            vec![
                Span::new(keys(action).join(", "), Look::Strong),
                Span::new(action.help, Look::Plain),
                Span::new(place(action), Look::Faint),
            ]
        };
        answer.table(2, actions_in(group).map(row).collect());
    }
}

fn markdown(answer: &mut Answer) {
    answer.line("| keys | what | where |");
    answer.line("| --- | --- | --- |");
    for (group, heading) in GROUPS {
        answer.line(format!("| **{heading}** | | |"));
        for action in actions_in(group) {
            let keys: Vec<String> = keys(action).iter().map(|key| format!("`{key}`")).collect();
            answer.line(format!("| {} | {} | {} |", keys.join(" "), action.help, place(action)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_stands_in_the_table_once() {
        let mut answer = Answer::default();
        markdown(&mut answer);
        assert_eq!(answer.lines.len(), 2 + GROUPS.len() + all().count());
        assert!(all().flat_map(|action| action.keys).all(|key| !key.contains(['|', '`'])));
    }
}
