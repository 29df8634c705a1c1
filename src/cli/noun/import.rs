//! `gonogo import`: a register from a file, all of it or nothing.

use crate::{
    cli::{
        Failure, Session,
        output::{Answer, Look},
    },
    ops::{
        Receipt,
        import::{self, As},
    },
};
use clap::ValueEnum;
use serde_json::json;
use std::{ffi::OsString, path::PathBuf};

/// What the rows of the file are.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Rows {
    /// All are risks
    Risks,
    /// All are blockers
    Blockers,
    /// All are decisions
    Decisions,
    /// The file says it
    #[default]
    Auto,
}

/// Lets `import FILE --as risks` be typed, as earlier releases taught it, although `--as` names a person everywhere
/// else: clap cannot give one flag two meanings by its value, so that the words are looked at before it reads them.
pub(in crate::cli) fn rows_by_as(arguments: &mut [OsString]) {
    let Some(import) = arguments.iter().position(|word| word == "import") else {
        return;
    };
    let is_rows = |word: &OsString| word.to_str().is_some_and(|word| Rows::from_str(word, false).is_ok());
    for at in import..arguments.len() {
        if arguments[at] == "--as" && arguments.get(at + 1).is_some_and(is_rows) {
            arguments[at] = "--kind".into();
        }
        let joined = arguments[at].to_str().and_then(|word| word.strip_prefix("--as="));
        if let Some(rows) = joined.map(OsString::from).filter(is_rows) {
            let mut word = OsString::from("--kind=");
            word.push(rows);
            arguments[at] = word;
        }
    }
}

impl From<Rows> for As {
    fn from(rows: Rows) -> Self {
        match rows {
            Rows::Risks => Self::Risks,
            Rows::Blockers => Self::Blockers,
            Rows::Decisions => Self::Decisions,
            Rows::Auto => Self::Auto,
        }
    }
}

/// Brings a register in.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Import {
    /// The file: rows of text with any separator
    file: PathBuf,
    /// What its rows are
    #[arg(long, alias = "rows", value_enum, default_value_t)]
    kind: Rows,
    /// Which column is which field, where the header does not say it; `Column=keep` leaves it as text
    #[arg(long = "map", value_name = "Column=field", value_parser = pair)]
    maps: Vec<(String, String)>,
    /// Says what would happen and writes nothing
    #[arg(long)]
    dry_run: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (column, field) =
        text.rsplit_once('=').ok_or("write it as \"Column=field\", such as \"Likelihood=chance\"")?;
    Ok((column.trim().to_owned(), field.trim().to_owned()))
}

impl Import {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let bytes = std::fs::read(&self.file).map_err(|error| {
            let said = format!("{}: {error}", self.file.display());
            if error.kind() == std::io::ErrorKind::NotFound {
                Failure::NotFound(said)
            } else {
                Failure::Fault(said)
            }
        })?;
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let (zone, rows) = (session.cycle()?.tz(), self.kind.into());
        let (op, readings) = import::read(&name, &bytes, rows, &self.maps, zone)?;
        let operation = op.into();
        if !self.dry_run {
            session.join()?;
        }
        let receipt = if self.dry_run {
            session.executor.dry_run(&operation, session.now)?
        } else {
            session.execute(&operation)?
        };
        self.answer(&readings, &receipt, session)
    }

    fn answer(
        &self,
        readings: &[String],
        receipt: &Receipt,
        session: &Session<'_>,
    ) -> Result<Answer, Failure> {
        let mut answer = Answer::default();
        if session.wants_json() {
            let created = if self.dry_run { &[][..] } else { &receipt.created[..] };
            let mut written = serde_json::Map::from_iter([
                ("seq".to_owned(), json!((receipt.seq > 0).then_some(receipt.seq))),
                ("done".to_owned(), json!(receipt.said)),
                ("created".to_owned(), json!(created)),
                ("readings".to_owned(), json!(readings)),
                ("dry_run".to_owned(), json!(self.dry_run)),
            ]);
            session.records(created, &mut written)?;
            answer.json = serde_json::Value::Object(written);
        }
        for line in readings {
            answer.line(line);
        }
        let said = if self.dry_run {
            format!("would be: {}; nothing was written", receipt.said)
        } else {
            receipt.said.clone()
        };
        answer.say(said, Look::Strong);
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_says_the_rows_after_import_and_the_person_before_it() {
        let mut typed: Vec<OsString> =
            ["gonogo", "--as", "risks", "import", "--as=auto", "f.csv", "--as", "risks", "--as", "maya"]
                .map(Into::into)
                .to_vec();
        rows_by_as(&mut typed);
        assert_eq!(
            typed,
            ["gonogo", "--as", "risks", "import", "--kind=auto", "f.csv", "--kind", "risks", "--as", "maya"]
        );
    }
}
