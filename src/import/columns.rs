//! Which column holds what: header words matched to fields, and the person's own mappings, which win.
//!
//! It knows words and their order of preference, never a cell; two sheets with one header map alike.

use super::date_format::Order;
use super::fault::{Fault, Problem};
use super::field::{Field, KEEP};
use super::header_synonyms::{fields, normalise};
use super::rating::ScaleRange;
use super::sheet::Sheet;

/// How the cells of a column are to be read, where the header or the person says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Numbers run over this span.
    ScaleRange(ScaleRange),
    /// Dates come in this order.
    Order(Order),
}

/// One column's part in a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Match {
    column: String,
    field: Option<Field>,
    reading: Option<Reading>,
    by_hand: bool,
}

/// Which column of a sheet holds which field; no field is held twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    columns: Vec<Match>,
}

impl Mapping {
    /// Matches the columns of a sheet, `maps` (column, field) first, then by header words.
    ///
    /// A field may carry a reading (`due:dmy`, `chance:1-10`); `keep` leaves the column as text. Fails on a
    /// column or field that does not exist, on two columns for one field, and when no column names the rows.
    pub fn of(sheet: &Sheet, maps: &[(String, String)]) -> Result<Mapping, Fault> {
        let fail = |problem| Fault::whole(&sheet.name, problem);
        let blank = |column: &String| Match {
            column: column.clone(),
            field: None,
            reading: normalise(column).span.map(Reading::ScaleRange),
            by_hand: false,
        };
        let mut mapping = Mapping { columns: sheet.headers.iter().map(blank).collect() };
        for (column, spec) in maps {
            mapping.map_by_hand(column, spec).map_err(|problem| fail(problem).in_column(column))?;
        }
        mapping.map_by_words();
        if mapping.index(Field::Title).is_none() {
            mapping.promote_description();
        }
        if mapping.matched().next().is_none() {
            let first = sheet.headers.first().map_or("", String::as_str);
            return Err(fail(Problem::NoHeader(sheet.headers.clone())).in_column(first));
        }
        if mapping.index(Field::Title).is_none() {
            return Err(fail(Problem::NoTitle(sheet.headers.clone())));
        }
        Ok(mapping)
    }

    /// The columns that were understood, with their fields, in the order of the sheet.
    pub fn matched(&self) -> impl Iterator<Item = (&str, Field)> {
        self.columns.iter().filter_map(|column| Some((column.column.as_str(), column.field?)))
    }

    /// The columns that were not understood; their cells are kept with the rows.
    pub fn unmatched(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(|column| column.field.is_none()).map(|column| column.column.as_str())
    }

    /// The position from 0 of the column that holds a field.
    pub fn index(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| column.field == Some(field))
    }

    /// The positions from 0 of the columns that were not understood.
    pub fn rest(&self) -> impl Iterator<Item = usize> {
        (0..self.columns.len()).filter(|&index| self.columns[index].field.is_none())
    }

    /// How a field's column is to be read, where the header or the person says so.
    pub fn reading(&self, field: Field) -> Option<Reading> {
        self.columns[self.index(field)?].reading
    }

    /// Whether the person mapped the field's column.
    pub fn is_by_hand(&self, field: Field) -> bool {
        self.index(field).is_some_and(|index| self.columns[index].by_hand)
    }

    /// Gives a field's column to another field when nothing holds that yet, else leaves the column as text.
    pub(super) fn demote(&mut self, from: Field, to: Option<Field>) {
        let Some(index) = self.index(from) else { return };
        self.columns[index].field = to.filter(|&field| self.index(field).is_none());
    }

    fn map_by_hand(&mut self, column: &str, spec: &str) -> Result<(), Problem> {
        let Some(index) = self.find(column) else {
            let columns = self.columns.iter().map(|known| known.column.clone()).collect();
            return Err(Problem::UnknownColumn { asked: column.to_owned(), columns });
        };
        let (name, reading) = spec.split_once(':').map_or((spec, None), |(name, rest)| (name, Some(rest)));
        let name = name.trim();
        let field = Field::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name));
        if field.is_none() && !name.eq_ignore_ascii_case(KEEP) {
            return Err(Problem::UnknownField { asked: name.to_owned() });
        }
        if let Some(field) = field.filter(|&field| self.index(field).is_some_and(|other| other != index)) {
            return Err(Problem::FieldTwice(field));
        }
        let known = &mut self.columns[index];
        known.field = field;
        known.by_hand = true;
        if let Some((field, asked)) = field.zip(reading) {
            known.reading = Some(parse_reading(field, asked.trim())?);
        }
        Ok(())
    }

    /// Finds a column by its exact name, else by its words when only one column has them.
    fn find(&self, asked: &str) -> Option<usize> {
        if let Some(index) = self.columns.iter().position(|column| column.column == asked.trim()) {
            return Some(index);
        }
        let wanted = normalise(asked).words;
        let mut alike =
            (0..self.columns.len()).filter(|&index| normalise(&self.columns[index].column).words == wanted);
        alike.next().filter(|_| alike.next().is_none())
    }

    /// Gives each field the column that names it best, and each column its best free field.
    fn map_by_words(&mut self) {
        let mut candidates = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let known = fields(&column.column);
            candidates.extend(known.into_iter().map(|(rank, field)| (rank, index, field)));
        }
        candidates.sort();
        for (_, index, field) in candidates {
            let column = &self.columns[index];
            if column.field.is_none() && !column.by_hand && self.index(field).is_none() {
                self.columns[index].field = Some(field);
            }
        }
    }

    /// Lets the description name the rows where no column is a title, and looks for the next best description.
    fn promote_description(&mut self) {
        if self.is_by_hand(Field::Description) {
            return;
        }
        self.demote(Field::Description, Some(Field::Title));
        self.map_by_words();
    }
}

fn parse_reading(field: Field, asked: &str) -> Result<Reading, Problem> {
    let unknown = || Problem::UnknownReading { field, asked: asked.to_owned() };
    match asked.to_ascii_lowercase().as_str() {
        "dmy" if field == Field::Due => Ok(Reading::Order(Order::DayFirst)),
        "mdy" if field == Field::Due => Ok(Reading::Order(Order::MonthFirst)),
        span if field.is_scale() => ScaleRange::parse(span).map(Reading::ScaleRange).ok_or_else(unknown),
        _ => Err(unknown()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(header: &str, maps: &[(&str, &str)]) -> Result<Mapping, Fault> {
        let width = header.matches(',').count();
        let bytes = format!("{header}\nx{}\n", ",x".repeat(width));
        let sheet = Sheet::read("x.csv", bytes.as_bytes()).expect("a sheet");
        let maps: Vec<_> = maps.iter().map(|(c, f)| ((*c).to_owned(), (*f).to_owned())).collect();
        Mapping::of(&sheet, &maps)
    }

    fn matched(header: &str) -> String {
        let mapping = map(header, &[]).expect("a mapping");
        let pairs: Vec<_> = mapping.matched().map(|(c, f)| format!("{c}={}", f.name())).collect();
        pairs.join(" ")
    }

    #[test]
    fn header_words_are_known_in_any_dress() {
        assert_eq!(
            matched("RISK_ID,Risk Description,Likelihood (1-5),impact_1to5,Action Owner,TargetDate"),
            "RISK_ID=external_id Risk Description=title Likelihood (1-5)=chance impact_1to5=impact \
             Action Owner=owner TargetDate=due"
        );
        assert_eq!(
            matched("#,Issue,Assigned To,By when,Current Status,Plan B,Trigger"),
            "#=external_id Issue=title Assigned To=owner By when=due Current Status=status \
             Plan B=fallback Trigger=early_warning"
        );
    }

    #[test]
    fn the_best_of_several_columns_wins_and_the_others_are_kept() {
        let mapping = map("title,scenario,details,Impact,Severity", &[]).expect("a mapping");
        let pairs: Vec<_> = mapping.matched().collect();
        assert_eq!(
            pairs,
            [("title", Field::Title), ("details", Field::Description), ("Impact", Field::Impact)]
        );
        assert_eq!(mapping.unmatched().collect::<Vec<_>>(), ["scenario", "Severity"]);
    }

    #[test]
    fn a_description_names_the_rows_where_no_title_does() {
        assert_eq!(matched("Description,Scenario"), "Description=title Scenario=description");
    }

    #[test]
    fn initial_levels_win_over_residual_ones_wherever_they_stand() {
        assert_eq!(
            matched("title,Residual Impact,residual_L_1to5,Inherent Impact,L_1to5"),
            "title=title Residual Impact=residual_impact residual_L_1to5=residual_chance \
             Inherent Impact=impact L_1to5=chance"
        );
    }

    #[test]
    fn a_decision_column_is_the_question_or_the_choice() {
        assert_eq!(matched("Decision,Owner"), "Decision=title Owner=owner");
        assert_eq!(matched("Question,Decision"), "Question=title Decision=choice");
    }

    #[test]
    fn a_type_of_risk_or_issue_is_no_kind() {
        assert_eq!(matched("Title,Risk Type"), "Title=title Risk Type=category");
        assert_eq!(matched("Title,Category,Issue Type"), "Title=title Category=category");
    }

    #[test]
    fn mappings_by_hand_win() {
        let mapping = map("Title,Who knows,Owner", &[("who_knows", "owner"), ("Owner", "keep")]);
        let mapping = mapping.expect("a mapping");
        assert_eq!(mapping.index(Field::Owner), Some(1));
        assert_eq!(mapping.unmatched().collect::<Vec<_>>(), ["Owner"]);
        let read = map("Title,End", &[("End", "due:mdy")]).expect("a mapping");
        assert_eq!(read.reading(Field::Due), Some(Reading::Order(Order::MonthFirst)));
    }

    #[test]
    fn a_mapping_to_nowhere_is_refused_with_what_there_is() {
        let column = map("Title,End", &[("Ende", "due")]).expect_err("a fault");
        assert_eq!(column.cure(), "The columns are: Title, End.");
        let field = map("Title,End", &[("End", "deadline")]).expect_err("a fault");
        assert!(field.cure().contains("owner, due, status"), "{}", field.cure());
        assert!(field.cure().ends_with("keep."));
        let reading = map("Title,End", &[("End", "due:ymd")]).expect_err("a fault");
        assert_eq!(reading.cure(), "Its readings are: dmy, mdy.");
        let twice = map("Title,A,B", &[("A", "due"), ("B", "due")]).expect_err("a fault");
        assert_eq!(twice.problem, Problem::FieldTwice(Field::Due));
    }

    #[test]
    fn a_header_without_known_words_or_without_a_title_is_refused() {
        let nothing = map("foo,bar", &[]).expect_err("a fault");
        assert_eq!(nothing.problem, Problem::NoHeader(vec!["foo".into(), "bar".into()]));
        let nameless = map("Owner,Due", &[]).expect_err("a fault");
        assert_eq!(nameless.cure(), "Say which column names the row: --map \"Column=title\".");
    }
}
