//! `gonogo search`

use crate::{
    cli::{
        Failure, Session,
        listed::Listed,
        output::{Answer, Look, Span},
    },
    domain::{
        Blocker, Board, Decision, Dependency, Intake, Item, Metric, Record, Ref, Risk, Step, Value,
        note::{shelf, stored},
    },
};
use serde_json::json;

/// Finds records by their words.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Search {
    /// The words; all of them must be there, in any order and any case
    #[arg(required = true, value_name = "TEXT")]
    words: Vec<String>,
}

/// A record that has the words.
struct Hit {
    reference: Ref,
    title: String,
    /// The field that has the first word, and what it says.
    found: (String, String),
}

impl Search {
    pub(super) fn run(&self, session: &Session<'_>) -> Result<Answer, Failure> {
        let words: Vec<String> =
            self.words.iter().flat_map(|text| text.split_whitespace()).map(str::to_lowercase).collect();
        let board = session.board()?;
        let mut hits = Vec::new();
        look::<Decision>(&board, &words, &mut hits);
        look::<Blocker>(&board, &words, &mut hits);
        look::<Risk>(&board, &words, &mut hits);
        look::<Dependency>(&board, &words, &mut hits);
        look::<Intake>(&board, &words, &mut hits);
        look::<Step>(&board, &words, &mut hits);
        look::<Item>(&board, &words, &mut hits);
        look::<Metric>(&board, &words, &mut hits);
        let object = |hit: &Hit| json!({ "id": hit.reference, "title": hit.title, "field": hit.found.0, "text": hit.found.1 });
        let mut answer = Answer::of(hits.iter().map(object).collect());
        let row = |hit: &Hit| {
            let (field, text) = &hit.found;
            let context = if field == "title" { String::new() } else { format!("{field}: {text}") };
            vec![
                Span::new(hit.reference.to_string(), Look::Strong),
                Span::new(&hit.title, Look::Plain),
                Span::new(context, Look::Faint),
            ]
        };
        answer.table(0, hits.iter().map(row).collect());
        if hits.is_empty() {
            answer.line(format!("nothing has the words: {}", words.join(" ")));
        }
        Ok(answer)
    }
}

fn look<E: Listed>(board: &Board, words: &[String], hits: &mut Vec<Hit>) {
    for record in E::table(board).rows() {
        let texts = texts(record, board);
        let has = |word: &String| texts.iter().find(|(_, text)| text.to_lowercase().contains(word));
        let found: Option<Vec<_>> = words.iter().map(has).collect();
        let Some((field, text)) = found.and_then(|found| found.first().copied()) else {
            continue;
        };
        hits.push(Hit {
            reference: record.reference(),
            title: record.headline(),
            found: (field.clone(), text.clone()),
        });
    }
}

/// Everything that is written in a record and on it.
fn texts<E: Listed>(record: &E, board: &Board) -> Vec<(String, String)> {
    let mut texts = vec![("id".to_owned(), record.reference().to_string())];
    for (field, value) in E::FIELDS.iter().zip(record.values()) {
        if let Value::Text(text) = value {
            texts.push((field.name.to_owned(), text.into()));
        }
    }
    if let Some(Value::Integer(owner)) = record.get("owner") {
        texts.push(("owner".to_owned(), board.handle(crate::domain::Id::new(owner)).to_owned()));
    }
    let own = stored(record);
    texts.extend(board.notes.of(shelf(own)).iter().map(|note| ("note".to_owned(), note.text.to_string())));
    if own.kind == Decision::KIND {
        let id = crate::domain::Id::new(own.number);
        texts.extend(board.criteria_of(id).iter().map(|one| ("criterion".to_owned(), one.text.to_string())));
        texts.extend(board.evidence_for(id).iter().map(|one| ("evidence".to_owned(), one.text.to_string())));
    }
    texts
}
