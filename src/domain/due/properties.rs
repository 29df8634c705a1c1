//! What holds for every text that could be typed as a due date.

use proptest::prelude::*;

use super::tests::{thursday, zone};
use super::*;
use crate::domain::when::{day_month, medium, weekday_day};

/// The grammar's own words in any order.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "fri", "next", "in", "launch", "today", "mar", "+", "-", "/", ".", ":", "d", "h", "mo", "m", "pm",
        "at", "before", "week", "2026", "29", "3", "0", "999", "th", " ",
    ]);
    prop::collection::vec(word, 0..8).prop_map(|words| words.concat())
}

/// Phrases of the right shape, most of which are taken: a place, a distance, a time.
fn phrases() -> impl Strategy<Value = String> {
    let base = prop::sample::select(vec![
        "",
        "fri",
        "mon",
        "today",
        "tomorrow",
        "eod",
        "eow",
        "eom",
        "review",
        "launch",
        "1 jan",
        "29 feb",
        "31/12",
        "2026-03-24",
        "midpoint",
        "T",
        "2/3",
        "12 mar",
        "this fri",
        "24th",
        "in two weeks",
    ]);
    let sign = prop::sample::select(vec!["+", "-"]);
    let unit = prop::sample::select(vec!["h", "d", "w", "mo"]);
    let span =
        prop::option::of((sign, 0u32..60, unit).prop_map(|(sign, n, unit)| format!("{sign}{n}{unit}")));
    let time =
        prop::option::of((0u32..24, 0u32..60).prop_map(|(hour, minute)| format!(" {hour}:{minute:02}")));
    (base, span, time).prop_map(|(base, span, time)| {
        [base.to_owned(), span.unwrap_or_default(), time.unwrap_or_default()].concat()
    })
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader_and_what_it_takes_lies_ahead(
        text in prop_oneof![1 => any::<String>(), 1 => words(), 3 => phrases()],
        millis in 0i64..4_000_000_000_000,
        name in prop::sample::select(vec!["Europe/Berlin", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC"]),
    ) {
        let now = Moment::from_millis(millis);
        let ctx = DueContext {
            launch: Some(now + Duration::days(12)),
            next_review: Some(now + Duration::days(3)),
            ..DueContext::new(now, zone(name))
        };
        let reading = read(&text, &ctx);
        prop_assert_eq!(&reading, &read(&text, &ctx));
        match reading {
            Ok(reading) => {
                prop_assert_eq!(reading.past, reading.due <= now);
                prop_assert!(!reading.past || text.contains("2026"), "{} lies behind", reading.echo);
            }
            Err(refused) => prop_assert!(!refused.to_string().contains(char::is_control)),
        }
        let _ = read_instant(&text, ctx.zone);
    }

    #[test]
    fn a_date_shown_on_a_screen_can_be_typed_back(
        minutes in 1i64..480_000,
        name in prop::sample::select(vec![
            "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC", "America/Sao_Paulo", "America/New_York",
        ]),
    ) {
        let ctx = DueContext { zone: zone(name), ..thursday() };
        let due = ctx.now + Duration::minutes(minutes);
        let day = due.day(ctx.zone);
        let read_back = |text: String| read(&text, &ctx).map(|reading| reading.due);
        let in_full = long(due, ctx.zone);
        prop_assert_eq!(read_back(in_full.clone()), Ok(due), "{}", in_full);
        prop_assert_eq!(read_back(format!("{in_full}, {}", distance(due, ctx.now, ctx.zone))), Ok(due), "{}", in_full);
        prop_assert_eq!(read_back(due.to_string()), Ok(due));
        prop_assert_eq!(read_day(&weekday_day(day), &ctx), Ok(day));
        prop_assert_eq!(read_day(&format!("{} {}", weekday_day(day), day.date().format("%Y")), &ctx), Ok(day));
        prop_assert_eq!(read_day(&day.to_string(), &ctx), Ok(day));
        // A date without its year is asked where it lies in the next one.
        if day.date().year() == 2026 {
            prop_assert_eq!(read_day(&day_month(day), &ctx), Ok(day));
        }
        // Of an hour that autumn clocks show twice, what names no clock is read as its first.
        let wall = due.in_zone(ctx.zone).naive_local();
        if wall.and_local_timezone(ctx.zone).single().is_some() {
            prop_assert_eq!(read_back(medium(due, ctx.zone)), Ok(due));
            prop_assert_eq!(read_back(wall.format("%Y-%m-%d %H:%M").to_string()), Ok(due));
            prop_assert_eq!(read_back(wall.format("%Y-%m-%dT%H:%M").to_string()), Ok(due));
        }
    }
}
