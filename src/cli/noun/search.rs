//! `gonogo search`

use crate::{
    cli::{
        Failure, Session,
        output::{Answer, Look, Span},
    },
    domain::search::{self, Hit},
};
use serde_json::json;

/// Finds records by their words.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Search {
    /// The words; all of them must be there, in any order and any case
    #[arg(required = true, value_name = "TEXT")]
    words: Vec<String>,
}

impl Search {
    pub(super) fn run(&self, session: &Session<'_>) -> Result<Answer, Failure> {
        let words: Vec<String> =
            self.words.iter().flat_map(|text| text.split_whitespace()).map(str::to_lowercase).collect();
        let board = session.board()?;
        let imports = session.executor.store.imports(board.cycle.id)?;
        let hits = search::search(&board, &imports, &words);
        let object = |hit: &Hit| json!({ "id": hit.reference, "title": hit.title, "field": hit.field, "text": hit.text });
        let mut answer = session.answer(|| hits.iter().map(object).collect());
        let row = |hit: &Hit| {
            let is_title = hit.text == hit.title;
            let context = if is_title { String::new() } else { format!("{}: {}", hit.field, hit.text) };
            vec![
                Span::new(hit.reference.to_string(), Look::Strong),
                Span::new(&hit.title, Look::Plain).giving_way(),
                Span::new(context, Look::Faint).giving_way(),
            ]
        };
        answer.table(0, hits.iter().map(row).collect());
        if hits.is_empty() {
            answer.line(format!("nothing has the words: {}", words.join(" ")));
        }
        Ok(answer)
    }
}
