//! From cells to rows, once it is settled what each column holds and how it reads.
//!
//! It does not know why a column holds what it holds; it only applies what was settled.

use std::collections::HashMap;

use super::columns::{Mapping, Reading};
use super::date_format::{Dates, Order};
use super::fault::{Fault, Place, Problem};
use super::field::Field;
use super::rating::{Levels, ScaleRange};
use super::rating_scale::Scale;
use super::row::{Row, RowKind, RowStatus, id_from_text};
use super::row_kind::Kinds;
use super::sheet::{Sheet, SheetRow, says_nothing};

/// A sheet with everything settled that its cells need to be read.
pub(super) struct Reader<'a> {
    sheet: &'a Sheet,
    mapping: &'a Mapping,
    kinds: &'a Kinds,
    /// In the order of [`Field::SCALES`].
    scales: Vec<Option<Scale>>,
    dates: Option<Dates>,
}

impl<'a> Reader<'a> {
    /// Settles the scales and the order of dates; fails on the first cell of those columns that cannot be read.
    pub(super) fn of(sheet: &'a Sheet, mapping: &'a Mapping, kinds: &'a Kinds) -> Result<Reader<'a>, Fault> {
        let column = |field| mapping.index(field).map(|index| sheet.column(index));
        let levels = Field::SCALES
            .map(|field| Some(Levels { field, column: column(field)?, told: told_span(mapping, field) }));
        let scales = Scale::of(&levels, column(Field::Score))?;
        let dates = column(Field::Due).map(|due| Dates::of(due, told_order(mapping))).transpose()?;
        Ok(Reader { sheet, mapping, kinds, scales, dates })
    }

    /// Reads all rows, or none.
    pub(super) fn rows(&self) -> Result<Vec<Row>, Fault> {
        let mut seen: HashMap<String, Place> = HashMap::new();
        let mut texts: HashMap<(RowKind, String), usize> = HashMap::new();
        let mut rows = Vec::with_capacity(self.sheet.rows.len());
        for line in &self.sheet.rows {
            let mut row = self.row(line)?;
            if row.external_id.is_empty() {
                let occurrence = texts.entry((row.kind, row.title.clone())).or_default();
                *occurrence += 1;
                row.external_id = id_from_text(row.kind, &row.title, *occurrence);
            }
            if let Some(&first) = seen.get(&row.external_id) {
                return Err(self.fault(
                    line,
                    Field::ExternalId,
                    Problem::DuplicateId { id: row.external_id, first },
                ));
            }
            seen.insert(row.external_id.clone(), row.place);
            row.fingerprint = row.digest();
            rows.push(row);
        }
        Ok(rows)
    }

    /// The scales in words, and how dates that read two ways were read.
    pub(super) fn describe(&self) -> (Vec<String>, Option<String>) {
        let scales = self.scales.iter().flatten().map(Scale::describe).collect();
        (scales, self.dates.and_then(Dates::describe))
    }

    /// Reads one row; an id it does not have is left empty.
    fn row(&self, line: &SheetRow) -> Result<Row, Fault> {
        let text = |field| self.telling(line, field).map(str::to_owned);
        let [chance, impact, residual_chance, residual_impact] = [0, 1, 2, 3].map(|at| self.step(line, at));
        // A description stands in for a missing title, and is then not said twice.
        let (title, description) = match (self.cell(line, Field::Title), self.cell(line, Field::Description))
        {
            (Some(title), description) => (title, description),
            (None, Some(description)) => (description, None),
            (None, None) => return Err(self.fault(line, Field::Title, Problem::BlankTitle)),
        };
        let kind = self.kinds.kind(self.sheet, line)?;
        let status = self.status(line)?;
        Ok(Row {
            place: line.place,
            external_id: text(Field::ExternalId).unwrap_or_default(),
            kind,
            title: title.to_owned(),
            description: description.map(str::to_owned),
            owner: text(Field::Owner),
            due: self.telling(line, Field::Due).and_then(|cell| self.dates?.read(cell)),
            status,
            chance,
            impact,
            residual_chance,
            residual_impact,
            plan: text(Field::Plan),
            treatment: text(Field::Treatment),
            fallback: text(Field::Fallback),
            early_warning: text(Field::EarlyWarning),
            category: text(Field::Category),
            notes: text(Field::Notes),
            choice: text(Field::Choice),
            approved_by: text(Field::ApprovedBy),
            extra: self.extra(line, kind, status, chance.zip(impact)),
            fingerprint: String::new(),
        })
    }

    fn status(&self, line: &SheetRow) -> Result<RowStatus, Fault> {
        let Some(cell) = self.telling(line, Field::Status) else {
            return Ok(RowStatus::Open);
        };
        let unknown = || self.fault(line, Field::Status, Problem::UnknownStatus(cell.to_owned()));
        RowStatus::parse(cell).ok_or_else(unknown)
    }

    /// What the row says beyond our terms: unmatched columns, and words that were read as more general ones.
    fn extra(
        &self,
        line: &SheetRow,
        kind: RowKind,
        status: RowStatus,
        levels: Option<(u8, u8)>,
    ) -> Vec<(String, String)> {
        let product = levels.map_or(String::new(), |(chance, impact)| (chance * impact).to_string());
        let said = [
            (Field::Kind, kind.name().to_owned()),
            (Field::Status, status.name().to_owned()),
            (Field::Score, product),
        ];
        let beyond = said.into_iter().filter_map(|(field, kept)| {
            let index = self.mapping.index(field)?;
            (!line.cell(index).eq_ignore_ascii_case(&kept)).then_some(index)
        });
        let mut columns: Vec<usize> = self.mapping.rest().chain(beyond).collect();
        columns.sort_unstable();
        let filled = columns.into_iter().filter(|&index| !line.cell(index).is_empty());
        filled.map(|index| (self.sheet.headers[index].clone(), line.cell(index).to_owned())).collect()
    }

    fn step(&self, line: &SheetRow, scale: usize) -> Option<u8> {
        self.scales[scale].as_ref()?.read(self.telling(line, Field::SCALES[scale])?)
    }

    /// The cell of a field, unless it is blank.
    fn cell<'l>(&self, line: &'l SheetRow, field: Field) -> Option<&'l str> {
        let cell = line.cell(self.mapping.index(field)?);
        (!cell.is_empty()).then_some(cell)
    }

    /// The cell of a field, unless it is blank or a sign for "nothing yet": an owner `TBD` is no owner.
    fn telling<'l>(&self, line: &'l SheetRow, field: Field) -> Option<&'l str> {
        self.cell(line, field).filter(|cell| !says_nothing(cell))
    }

    fn fault(&self, line: &SheetRow, field: Field, problem: Problem) -> Fault {
        match self.mapping.index(field) {
            Some(index) => self.sheet.column(index).fault(line.place, problem),
            None => Fault::at(&self.sheet.name, line.place, problem),
        }
    }
}

fn told_span(mapping: &Mapping, field: Field) -> Option<ScaleRange> {
    match mapping.reading(field)? {
        Reading::ScaleRange(span) => Some(span),
        Reading::Order(_) => None,
    }
}

fn told_order(mapping: &Mapping) -> Option<Order> {
    match mapping.reading(Field::Due)? {
        Reading::Order(order) => Some(order),
        Reading::ScaleRange(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{As, Fault, Problem, Register, RowKind, RowStatus, read};

    fn risks(text: &str) -> Result<Register, Fault> {
        read("x.csv", text.as_bytes(), As::Risks, &[])
    }

    #[test]
    fn a_row_says_nothing_it_was_not_told() {
        let register =
            risks("Title,Owner,Due,Status,Chance,Contingency\na,TBD,n/a,,-,none\n").expect("a register");
        let row = &register.rows[0];
        assert_eq!(
            (row.owner.as_deref(), row.due, row.chance, row.fallback.as_deref()),
            (None, None, None, None)
        );
        assert_eq!(row.status, RowStatus::Open);
        assert!(row.extra.is_empty());
    }

    #[test]
    fn words_that_were_generalised_and_odd_scores_are_kept() {
        let text = "Title,Type,Status,L,I,Score,Site\na,Action,On hold,2,5,11,Bern\nb,Blocker,open,2,5,10,\n";
        let register = read("x.csv", text.as_bytes(), As::Auto, &[]).expect("a register");
        assert_eq!(register.rows[0].kind, RowKind::Blocker);
        assert_eq!(register.rows[0].status, RowStatus::Deferred);
        let kept = [("Type", "Action"), ("Status", "On hold"), ("Score", "11"), ("Site", "Bern")];
        assert_eq!(register.rows[0].extra, kept.map(|(c, t)| (c.to_owned(), t.to_owned())));
        assert!(register.rows[1].extra.is_empty());
    }

    #[test]
    fn rows_without_ids_keep_theirs_when_others_come_and_go() {
        let before = risks("Title\na\nb\na\n").expect("a register");
        let after = risks("Title,Owner\nnew,\na,maya\na,\n").expect("a register");
        let ids =
            |register: &Register| register.rows.iter().map(|row| row.external_id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&before)[0], ids(&after)[1]);
        assert_eq!(ids(&before)[2], ids(&after)[2]);
        assert_ne!(ids(&before)[0], ids(&before)[2]);
    }

    #[test]
    fn a_fingerprint_follows_content_and_not_place() {
        let one = risks("ID,Title,Site,Floor\n1,a,Bern,3\n2,b,Bern,3\n").expect("a register");
        let moved = risks("Floor,Site,ID,Title\n\n3,Bern,2,b\n3,Basel,1,a\n").expect("a register");
        assert_eq!(one.rows[1].fingerprint, moved.rows[0].fingerprint);
        assert_ne!(one.rows[0].fingerprint, moved.rows[1].fingerprint);
    }

    #[test]
    fn a_nameless_row_an_odd_status_and_a_second_id_are_placed() {
        let cases = [
            ("ID,Title,Status\n1,a,Open\n2,,Open\n", "Title", Problem::BlankTitle),
            ("ID,Title,Status\n1,a,Open\n2,b,Purple\n", "Status", Problem::UnknownStatus("Purple".into())),
        ];
        for (text, column, problem) in cases {
            let fault = risks(text).expect_err(text);
            assert_eq!(fault.problem, problem);
            assert_eq!(
                (fault.place.map(|place| place.row), fault.column.as_deref()),
                (Some(3), Some(column))
            );
        }
        let twice = risks("ID,Title\n1,a\n2,b\n1,c\n").expect_err("a fault");
        assert_eq!(twice.to_string(), "x.csv, row 4, column \"ID\": the id \"1\" is already that of row 2");
        let kept = read("x.csv", b"ID,Title\n1,a\n2,b\n1,c\n", As::Risks, &[("ID".into(), "keep".into())]);
        assert_eq!(kept.expect("the cure works").rows.len(), 3);
    }

    #[test]
    fn a_description_stands_in_for_a_missing_title() {
        let register = risks("Title,Description\na,long a\n,long b\n").expect("a register");
        assert_eq!(register.rows[0].description.as_deref(), Some("long a"));
        assert_eq!((register.rows[1].title.as_str(), &register.rows[1].description), ("long b", &None));
    }
}
