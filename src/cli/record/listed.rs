//! What `ls` and `show` need to know of each kind of record, and `ls` itself.

use super::{
    beside::Aside,
    marks::{self, Marked},
    metric,
    parts::parts,
    seen::Seen,
};
use crate::app::list::{ListId, Sort, sorted};
use crate::cli::{
    error::Failure,
    output::{Answer, Look, Span},
    session::Session,
};
use crate::domain::display::Display;
use crate::domain::{
    Blocker, Decision, Dependency, Intake, Item, Kind, LaunchCriterion, Metric, Moment, Record, Ref, Refusal,
    Risk, Step, SuccessCriterion, Summary, Value,
    board::Tabled,
    record::Field,
    summary::{BoardAt, Standing},
    value::FieldType,
    when::{medium, short_due},
};
use std::{cmp::Ordering, collections::BTreeMap};

/// A kind of record that is listed.
pub(in crate::cli) trait Listed: Tabled + Summary + Marked {
    /// The columns after the id.
    const COLUMNS: &'static [&'static str];

    /// Whether it is open and past its date.
    fn is_late(&self, at: BoardAt<'_>) -> bool {
        self.standing(at) <= Standing::Late && self.date(at.board).is_some_and(|date| date < at.now)
    }
    /// What is said of it beside its fields.
    fn asides(&self, _seen: &Seen<'_>) -> Vec<Aside> {
        Vec::new()
    }
}

/// Implements [`Listed`] for a kind of record.
macro_rules! listed {
    ($($Name:ident: [$($column:literal),+];)+) => {$(
        impl Listed for $Name {
            const COLUMNS: &'static [&'static str] = &[$($column),+];
        }
    )+};
}

listed! {
    Step: ["state", "due", "owner", "title"];
    Item: ["state", "due", "owner", "phase", "title"];
    Decision: ["state", "due", "owner", "impact", "cost", "title"];
    Blocker: ["state", "due", "owner", "impact", "title", "fallback"];
    Risk: ["state", "chance", "impact", "owner", "deadline", "title"];
    Intake: ["state", "becomes", "source", "title"];
    SuccessCriterion: ["state", "due", "owner", "metric", "target", "title"];
    LaunchCriterion: ["state", "owner", "path", "title"];
    Dependency: ["state", "due", "owner", "from_function", "to_function", "title"];
}

impl Listed for Metric {
    const COLUMNS: &'static [&'static str] = &["unit", "target", "owner", "title"];
    fn asides(&self, seen: &Seen<'_>) -> Vec<Aside> {
        metric::asides(self, seen)
    }
}

/// Which records are listed, and in which order.
#[derive(Clone, Debug, Default, clap::Args)]
pub(in crate::cli) struct Ls {
    /// Only what this person owns
    #[arg(long, value_name = "P")]
    pub owner: Option<String>,
    /// Only what is open; so it is unless --all is given
    #[arg(long, conflicts_with = "all")]
    pub open: bool,
    /// Only what is open and past its date
    #[arg(long)]
    pub overdue: bool,
    /// Closed ones too
    #[arg(long)]
    pub all: bool,
    /// The field to sort by, such as due, or -due for the other way round; also score, waiting; most pressing first otherwise
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    pub sort: Option<String>,
}

impl Ls {
    /// Lists the records of a kind.
    ///
    /// # Errors
    /// When the board cannot be read, or the owner or field is unknown.
    pub(in crate::cli) fn run<E: Listed>(&self, session: &Session<'_>) -> Result<Answer, Failure> {
        let board = session.board()?;
        let seen = Seen::at(&board, session.now);
        let (shown, of) = self.shown::<E>(&seen, session)?;
        let mut answer = session.answer(|| {
            shown.iter().map(|row| serde_json::Value::Object(object(*row, &seen, session))).collect()
        });
        answer.table(0, table(&shown, &seen, session));
        answer.say(self.count::<E>(shown.len(), of), Look::Faint);
        Ok(answer)
    }

    /// The records that are listed, in order, and of how many.
    ///
    /// # Errors
    /// When the owner or field is unknown.
    pub(in crate::cli) fn shown<'a, E: Listed>(
        &self,
        seen: &Seen<'a>,
        session: &Session<'_>,
    ) -> Result<(Vec<&'a E>, usize), Failure> {
        let owner = self.owner.as_deref().map(|owner| session.person(owner)).transpose()?;
        let rows = E::table(seen.board).rows();
        let is_owned =
            |row: &E| owner.is_none_or(|owner| row.get("owner") == Some(Value::Integer(owner.number())));
        let owned: Vec<&E> = rows.iter().filter(|row| is_owned(row)).collect();
        let mut shown: Vec<&E> = owned
            .iter()
            .copied()
            .filter(|row| (self.all && !self.overdue) || row.is_open() || row.is_back(seen))
            .filter(|row| !self.overdue || row.is_late(seen.board_at()))
            .collect();
        match self.sort.as_deref() {
            Some(sort) => sort_by(&mut shown, sort, seen.board_at(), session.speech())?,
            None => order_by(&mut shown, usual(E::KIND), seen.board_at()),
        }
        Ok((shown, owned.len()))
    }

    /// Says how many are shown and how many are not, so that nothing is left out without a word.
    pub(in crate::cli) fn count<E: Record>(&self, shown: usize, of: usize) -> String {
        let count = match shown {
            0 => format!("no {}", E::KIND.plural()),
            1 => format!("1 {}", E::KIND.label()),
            _ => format!("{shown} {}", E::KIND.plural()),
        };
        match of - shown {
            0 => count,
            rest if self.overdue => format!("{count} overdue, {rest} not shown"),
            rest => format!("{count} open, {rest} closed not shown; --all shows them"),
        }
    }
}

/// A record for scripts: its fields, what follows from them, and what belongs to it.
pub(in crate::cli) fn object<E: Listed>(
    record: &E,
    seen: &Seen<'_>,
    session: &Session<'_>,
) -> serde_json::Map<String, serde_json::Value> {
    let speech = session.speech();
    let mut object = speech.object(record);
    let facts = record.facts(seen).into_iter();
    object.extend(facts.map(|(name, fact)| (name.to_owned(), fact)));
    let parts = parts(record.stored(), seen, speech).into_iter();
    object.extend(parts.map(|part| (part.name.to_owned(), part.json)));
    object
}

/// Records as a table with a head.
pub(in crate::cli) fn table<E: Listed>(
    shown: &[&E],
    seen: &Seen<'_>,
    session: &Session<'_>,
) -> Vec<Vec<Span>> {
    let mut rows = cells(shown, seen, session);
    marks::column(&mut rows, shown, seen);
    rows
}

fn cells<E: Listed>(shown: &[&E], seen: &Seen<'_>, session: &Session<'_>) -> Vec<Vec<Span>> {
    if shown.is_empty() {
        return Vec::new();
    }
    let speech = session.speech();
    let head = |text: &str| Span::new(text.to_uppercase(), Look::Faint);
    let columns: Vec<&Field> = E::COLUMNS.iter().filter_map(|name| E::field(name)).collect();
    let said = asides(shown, seen);
    let heads = said.first().into_iter().flatten().map(|(key, _)| head(key));
    let fields = columns.iter().map(|field| head(heading(field)));
    let mut rows = vec![std::iter::once(head("id")).chain(heads).chain(fields).collect()];
    for (record, said) in shown.iter().zip(said) {
        let late = record.is_late(seen.board_at());
        let cell = |field: &&Field| {
            let value = record.get(field.name).unwrap_or(Value::Null);
            if let ("due" | "deadline", Value::Integer(millis)) = (field.name, &value) {
                let due = Moment::from_millis(*millis);
                let left = if record.is_open() {
                    format!(" ({})", short_due(due, session.now, session.zone()))
                } else {
                    String::new()
                };
                let look = if late { Look::Alarm } else { Look::Plain };
                return Span::new(format!("{}{left}", medium(due, seen.board.cycle.tz())), look);
            }
            let cell = Span::new(speech.text(field, &value), Look::Plain);
            if field.ty == FieldType::Text { cell.giving_way() } else { cell }
        };
        let id = Span::new(record.reference().to_string(), Look::Strong);
        let said = said.into_iter().map(|(_, text)| Span::new(text, Look::Plain));
        rows.push(std::iter::once(id).chain(said).chain(columns.iter().map(cell)).collect());
    }
    rows
}

/// What each record says beside its fields, without what none of them does.
fn asides<E: Listed>(shown: &[&E], seen: &Seen<'_>) -> Vec<Vec<(&'static str, String)>> {
    let cells = |record: &&E| {
        let asides = record.asides(seen).into_iter();
        asides.filter_map(|aside| Some((aside.key, aside.text?))).collect()
    };
    let mut all: Vec<Vec<(&'static str, String)>> = shown.iter().map(cells).collect();
    let said: Vec<&str> =
        all.iter().flatten().filter(|(_, text)| !text.is_empty()).map(|(key, _)| *key).collect();
    for row in &mut all {
        row.retain(|(key, _)| said.contains(key));
    }
    all
}

fn heading(field: &Field) -> &str {
    match field.name {
        "from_function" => "from",
        "to_function" => "to",
        name => name,
    }
}

/// The order that the terminal gives a list of these at first.
fn usual(kind: Kind) -> Sort {
    ListId::home_of(kind).map_or(Sort::Id, |list| list.spec().sort)
}

/// Orders records as the lists of the terminal do.
fn order_by<E: Listed>(rows: &mut [&E], sort: Sort, at: BoardAt<'_>) {
    let order = sorted(rows.iter().map(|row| row.stored()).collect(), sort, at);
    let places: BTreeMap<Ref, usize> = order.into_iter().zip(0..).collect();
    rows.sort_by_key(|row| places.get(&row.stored()).copied());
}

fn sort_by<E: Listed>(
    rows: &mut [&E],
    name: &str,
    at: BoardAt<'_>,
    speech: Display<'_>,
) -> Result<(), Refusal> {
    let (name, is_reverse) = name.strip_prefix('-').map_or((name, false), |name| (name, true));
    let wanted = name.replace('-', "_");
    let field = E::field(&wanted).filter(|field| !field.internal);
    match (field, Sort::parse(&wanted)) {
        (Some(field), _) => rows.sort_by(|one, other| compare(field, *one, *other, is_reverse, speech)),
        (None, Some(sort)) => {
            order_by(rows, sort, at);
            if is_reverse {
                rows.reverse();
            }
        }
        (None, None) => {
            let shown = E::FIELDS.iter().filter(|field| !field.internal);
            let names: Vec<&str> = shown.map(|field| field.name).collect();
            let reason = format!("a {} has no field `{name}` to sort by", E::KIND.label());
            let hint = format!("its fields: id, score, waiting, {}", names.join(", "));
            return Err(Refusal::new("ls.sort", reason, hint));
        }
    }
    Ok(())
}

/// Numbers and dates by size, people and words by letter, what is not there last, whichever way round.
fn compare<E: Listed>(field: &Field, one: &E, other: &E, is_reverse: bool, speech: Display<'_>) -> Ordering {
    let value = |record: &E| record.get(field.name).unwrap_or(Value::Null);
    let order = match (speech.json(field, &value(one)), speech.json(field, &value(other))) {
        (serde_json::Value::Null, serde_json::Value::Null) => return Ordering::Equal,
        (serde_json::Value::Null, _) => return Ordering::Greater,
        (_, serde_json::Value::Null) => return Ordering::Less,
        (serde_json::Value::Number(one), serde_json::Value::Number(other)) => {
            one.as_f64().unwrap_or_default().total_cmp(&other.as_f64().unwrap_or_default())
        }
        (serde_json::Value::String(one), serde_json::Value::String(other)) => {
            one.to_lowercase().cmp(&other.to_lowercase())
        }
        (one, other) => one.to_string().cmp(&other.to_string()),
    };
    if is_reverse { order.reverse() } else { order }
}
