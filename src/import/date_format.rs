//! Dates as strangers write them, read column by column because one cell alone can mean two days.
//!
//! It does not know today: a past date is as good as any.

use chrono::NaiveDate;

use super::fault::{Fault, Problem};
use super::sheet::Column;

/// Whether the day or the month comes first in dates like `03/04/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The third of April.
    DayFirst,
    /// The fourth of March.
    MonthFirst,
}

impl Order {
    /// The order in words.
    pub fn name(self) -> &'static str {
        match self {
            Order::DayFirst => "day first",
            Order::MonthFirst => "month first",
        }
    }
}

/// The rule by which a column of dates was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    order: Option<Order>,
}

/// A cell that holds a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A date that reads one way.
    Plain(NaiveDate),
    /// Two numbers and a year.
    Slashed(u32, u32, i32),
}

impl Dates {
    /// Finds the order of a column's dates from all its cells, unless `told`.
    ///
    /// Fails on a cell that is no date, on rows that contradict each other, and when every date is ambiguous.
    pub fn of(column: Column<'_>, told: Option<Order>) -> Result<Dates, Fault> {
        let mut order = told;
        let mut open = None;
        for (place, cell) in column.filled() {
            let bad = || column.fault(place, Problem::BadDate(cell.to_owned()));
            let shape = shape(cell).ok_or_else(bad)?;
            let day_first = read(shape, Order::DayFirst);
            let month_first = read(shape, Order::MonthFirst);
            let only = match (day_first, month_first) {
                (None, None) => return Err(bad()),
                (Some(_), None) => Order::DayFirst,
                (None, Some(_)) => Order::MonthFirst,
                (Some(one), Some(other)) => {
                    if one != other && open.is_none() {
                        open = Some((place, cell));
                    }
                    continue;
                }
            };
            match order {
                Some(order) if order != only => {
                    let text = cell.to_owned();
                    return Err(column.fault(place, Problem::MixedDates { text, order: order.name() }));
                }
                _ => order = Some(only),
            }
        }
        match open {
            Some((place, cell)) if order.is_none() => {
                Err(column.fault(place, Problem::DateOrder(cell.to_owned())))
            }
            _ => Ok(Dates { order }),
        }
    }

    /// Reads one cell of the column the rule was found in.
    pub fn read(self, cell: &str) -> Option<NaiveDate> {
        // Without an order no date of the column depends on it.
        read(shape(cell)?, self.order.unwrap_or(Order::DayFirst))
    }

    /// Says how ambiguous dates were read, when there were any.
    pub fn describe(self) -> Option<String> {
        self.order.map(|order| {
            format!(
                "{} (03/04 is {})",
                order.name(),
                match order {
                    Order::DayFirst => "3 April",
                    Order::MonthFirst => "4 March",
                }
            )
        })
    }
}

fn read(shape: Shape, order: Order) -> Option<NaiveDate> {
    match (shape, order) {
        (Shape::Plain(date), _) => Some(date),
        (Shape::Slashed(day, month, year), Order::DayFirst)
        | (Shape::Slashed(month, day, year), Order::MonthFirst) => NaiveDate::from_ymd_opt(year, month, day),
    }
}

fn shape(cell: &str) -> Option<Shape> {
    let date = without_time(cell.trim());
    let parts: Vec<&str> = date.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = parts[..] else { return None };
    if let Some(month) = month(b) {
        return Some(Shape::Plain(NaiveDate::from_ymd_opt(year(c)?, month, number(a)?)?));
    }
    if let Some(month) = month(a) {
        return Some(Shape::Plain(NaiveDate::from_ymd_opt(year(c)?, month, number(b)?)?));
    }
    if a.len() == 4 {
        return Some(Shape::Plain(NaiveDate::from_ymd_opt(year(a)?, number(b)?, number(c)?)?));
    }
    let (a, b, year) = (number(a)?, number(b)?, year(c)?);
    // Points are only written where the day comes first.
    if date.contains('.') {
        return Some(Shape::Plain(NaiveDate::from_ymd_opt(year, b, a)?));
    }
    Some(Shape::Slashed(a, b, year))
}

/// Cuts `T09:00:00Z` or ` 09:00` off a date.
fn without_time(cell: &str) -> &str {
    let Some(colon) = cell.find(':') else { return cell };
    cell[..colon].rfind(['T', ' ']).map_or(cell, |at| cell[..at].trim_end())
}

fn number(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// Four digits as they are, two digits in this century.
fn year(text: &str) -> Option<i32> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

fn month(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text.to_lowercase();
    let named = |name: &&str| {
        text.len() >= 3 && (name.starts_with(&text) || (text == "sept" && *name == "september"))
    };
    MONTHS.iter().zip(1..).find(|(name, _)| named(name)).map(|(_, month)| month)
}

#[cfg(test)]
mod tests {
    use super::super::fault::Place;
    use super::super::sheet::Sheet;
    use super::*;

    fn dates(cells: &[&str], told: Option<Order>) -> Result<Vec<Option<String>>, Fault> {
        let bytes = format!("Due;Title\n{};x\n", cells.join(";x\n"));
        let sheet = Sheet::read("x.csv", bytes.as_bytes()).expect("a sheet");
        let rule = Dates::of(sheet.column(0), told)?;
        Ok(cells.iter().map(|cell| rule.read(cell).map(|date| date.to_string())).collect())
    }

    fn one(cell: &str) -> Option<String> {
        dates(&[cell], None).expect("a date").remove(0)
    }

    #[test]
    fn dates_that_read_one_way_are_read() {
        for cell in [
            "2026-03-31",
            "2026/3/31",
            "2026-03-31T09:00:00Z",
            "2026-03-31 09:00",
            "31.03.2026",
            "31.3.26",
            "31/03/2026",
            "3/31/2026",
            "31-Mar-26",
            "31 March 2026",
            "Mar 31, 2026",
            "31st Mar 2026",
            "March 31, 2026",
        ] {
            assert_eq!(one(cell).as_deref(), Some("2026-03-31"), "{cell}");
        }
        assert_eq!(one("04/04/2026").as_deref(), Some("2026-04-04"), "both readings are the same day");
        assert_eq!(dates(&["TBD"], None), Ok(vec![None]));
    }

    #[test]
    fn one_row_decides_for_the_whole_column() {
        let read = dates(&["03/04/2026", "25/04/2026"], None).expect("dates");
        assert_eq!(read[0].as_deref(), Some("2026-04-03"));
        let read = dates(&["03/04/2026", "04/25/2026"], None).expect("dates");
        assert_eq!(read[0].as_deref(), Some("2026-03-04"));
    }

    #[test]
    fn a_column_that_reads_two_ways_is_refused_until_the_order_is_told() {
        let fault = dates(&["2026-01-01", "03/04/2026"], None).expect_err("a fault");
        assert_eq!(fault.problem, Problem::DateOrder("03/04/2026".into()));
        assert_eq!(fault.place, Some(Place { row: 3, line: 3 }));
        assert!(fault.cure().contains("--map \"Due=due:dmy\""), "{}", fault.cure());
        let told = dates(&["2026-01-01", "03/04/2026"], Some(Order::MonthFirst)).expect("dates");
        assert_eq!(told[1].as_deref(), Some("2026-03-04"));
    }

    #[test]
    fn impossible_and_contradicting_dates_are_placed() {
        for bad in ["31/02/2026", "soon", "2026-13-01", "12", "1/2/3/4", "+1/+2/2026", "é/é/é"] {
            let fault = dates(&["2026-01-01", bad], None).expect_err(bad);
            assert_eq!(fault.problem, Problem::BadDate(bad.into()));
            assert_eq!((fault.place.map(|place| place.row), fault.column.as_deref()), (Some(3), Some("Due")));
        }
        let fault = dates(&["25/04/2026", "04/25/2026"], None).expect_err("a fault");
        assert!(fault.to_string().contains("day first order of the rows above"), "{fault}");
    }
}
