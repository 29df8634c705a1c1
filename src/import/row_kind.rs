//! What the rows of a sheet are: told by the person, by a type column, or by what the header speaks of.
//!
//! It does not know the fields of a kind; it never takes a kind without being able to say why.

use super::As;
use super::columns::Mapping;
use super::fault::{Fault, Problem};
use super::field::Field;
use super::header_synonyms::normalise;
use super::row::RowKind;
use super::sheet::{Sheet, SheetRow, says_nothing};

/// The rule by which each row gets its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kinds {
    /// All rows are of one kind, for a reason.
    All(RowKind, &'static str),
    /// A column holds the kind of each row; a blank cell means the second.
    Column(usize, RowKind),
}

impl Kinds {
    /// Settles the rule, and gives a type column that does not hold kinds another part in the mapping.
    ///
    /// Fails when nothing says what the rows are.
    pub(super) fn settle(sheet: &Sheet, mapping: &mut Mapping, wanted: As) -> Result<Kinds, Fault> {
        let by_hand = mapping.index(Field::Kind).filter(|_| mapping.is_by_hand(Field::Kind));
        if let Some(kind) = wanted.kind() {
            if by_hand.is_none() {
                // What the person says of all rows goes before what a column says of each.
                mapping.demote(Field::Kind, None);
            }
            return Ok(by_hand.map_or(Kinds::All(kind, "as asked"), |index| Kinds::Column(index, kind)));
        }
        let holds_kinds =
            |index: usize| sheet.column(index).filled().any(|(_, cell)| RowKind::parse(cell).is_some());
        let only_kinds = |index: usize| {
            holds_kinds(index) && sheet.column(index).filled().all(|(_, cell)| RowKind::parse(cell).is_some())
        };
        match (mapping.index(Field::Kind), mapping.index(Field::Category)) {
            (Some(index), _) if by_hand.is_some() || holds_kinds(index) => {
                return Ok(Kinds::Column(index, RowKind::Note));
            }
            (None, Some(index)) if only_kinds(index) => {
                mapping.demote(Field::Category, Some(Field::Kind));
                return Ok(Kinds::Column(index, RowKind::Note));
            }
            _ => mapping.demote(Field::Kind, Some(Field::Category)),
        }
        let guess = spoken_of(&sheet.headers).or_else(|| telling_fields(mapping));
        guess.ok_or_else(|| Fault::whole(&sheet.name, Problem::NoKind))
    }

    /// Reads the kind of one row; fails on a word that is no kind.
    pub(super) fn kind(&self, sheet: &Sheet, line: &SheetRow) -> Result<RowKind, Fault> {
        let (index, otherwise) = match self {
            Kinds::All(kind, _) => return Ok(*kind),
            Kinds::Column(index, otherwise) => (*index, *otherwise),
        };
        let cell = line.cell(index);
        if says_nothing(cell) {
            return Ok(otherwise);
        }
        let unknown = || sheet.column(index).fault(line.place, Problem::UnknownKind(cell.to_owned()));
        RowKind::parse(cell).ok_or_else(unknown)
    }

    /// Says what the rows are and why.
    pub(super) fn describe(&self, sheet: &Sheet) -> String {
        match self {
            Kinds::All(kind, why) => format!("every row is a {} ({why})", kind.name()),
            Kinds::Column(index, otherwise) => {
                let column = sheet.column(*index).name();
                format!("{column} says what each row is; a blank one is a {}", otherwise.name())
            }
        }
    }
}

/// The one kind that the header's words name, if it names just one.
fn spoken_of(headers: &[String]) -> Option<Kinds> {
    const SUBJECTS: [(&[&str], RowKind); 3] = [
        (&["risk", "risks"], RowKind::Risk),
        (&["issue", "issues", "blocker", "blockers"], RowKind::Blocker),
        (&["decision", "decisions"], RowKind::Decision),
    ];
    let words: Vec<String> = headers.iter().map(|header| normalise(header).words).collect();
    let named = |subject: &&str| words.iter().any(|words| words.split(' ').any(|word| word == *subject));
    let mut kinds = SUBJECTS.iter().filter(|(subjects, _)| subjects.iter().any(&named));
    let (_, kind) = kinds.next()?;
    kinds.next().is_none().then_some(Kinds::All(*kind, "the header names it"))
}

/// The kind whose fields the sheet has.
fn telling_fields(mapping: &Mapping) -> Option<Kinds> {
    let has = |field| mapping.index(field).is_some();
    if has(Field::Chance) && has(Field::Impact) {
        return Some(Kinds::All(RowKind::Risk, "the rows have chance and impact"));
    }
    let decided = has(Field::Choice) || has(Field::ApprovedBy);
    decided.then_some(Kinds::All(RowKind::Decision, "the rows say what was decided"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settle(text: &str, wanted: As) -> Result<(Vec<RowKind>, Mapping, String), Fault> {
        let sheet = Sheet::read("x.csv", text.as_bytes())?;
        let mut mapping = Mapping::of(&sheet, &[])?;
        let kinds = Kinds::settle(&sheet, &mut mapping, wanted)?;
        let rows = sheet.rows.iter().map(|line| kinds.kind(&sheet, line)).collect::<Result<_, _>>()?;
        Ok((rows, mapping, kinds.describe(&sheet)))
    }

    #[test]
    fn a_type_column_says_what_each_row_is_and_a_blank_one_is_a_note() {
        let (rows, _, said) = settle("Title,Type\na,Issue\nb,\nc,Decision\n", As::Auto).expect("kinds");
        assert_eq!(rows, [RowKind::Blocker, RowKind::Note, RowKind::Decision]);
        assert_eq!(said, "Type says what each row is; a blank one is a note");
    }

    #[test]
    fn a_category_that_holds_only_kinds_is_a_type_column() {
        let (rows, mapping, _) = settle("Title,Category\na,Risk\nb,Action\n", As::Auto).expect("kinds");
        assert_eq!(rows, [RowKind::Risk, RowKind::Blocker]);
        assert_eq!(mapping.index(Field::Kind), Some(1));
    }

    #[test]
    fn a_type_column_without_kinds_is_a_category() {
        let (rows, mapping, said) = settle("Risk,Type\na,Legal\n", As::Auto).expect("kinds");
        assert_eq!(rows, [RowKind::Risk]);
        assert_eq!(mapping.index(Field::Category), Some(1));
        assert_eq!(said, "every row is a risk (the header names it)");
    }

    #[test]
    fn what_the_person_says_goes_before_the_column_which_is_kept_as_text() {
        let (rows, mapping, _) = settle("Title,Type\na,Issue\nb,Risk\n", As::Decisions).expect("kinds");
        assert_eq!(rows, [RowKind::Decision; 2]);
        assert_eq!(mapping.unmatched().collect::<Vec<_>>(), ["Type"]);
    }

    #[test]
    fn an_unknown_type_among_known_ones_is_placed() {
        let fault = settle("Title,Type\na,Risk\nb,Opportunity\n", As::Auto).expect_err("a fault");
        assert_eq!(fault.problem, Problem::UnknownKind("Opportunity".into()));
        assert_eq!(
            fault.to_string(),
            "x.csv, row 3, column \"Type\": \"Opportunity\" is not a type of row we know"
        );
    }

    #[test]
    fn without_any_sign_the_person_is_asked() {
        let fault = settle("Title,Owner\na,maya\n", As::Auto).expect_err("a fault");
        assert_eq!(fault.problem, Problem::NoKind);
        assert!(fault.cure().contains("--as risks"));
        let (rows, ..) = settle("Title,Chance,Impact\na,1,2\n", As::Auto).expect("kinds");
        assert_eq!(rows, [RowKind::Risk]);
        let (rows, ..) = settle("Topic,Outcome\na,yes\n", As::Auto).expect("kinds");
        assert_eq!(rows, [RowKind::Decision]);
    }
}
