//! The due-date grammar against tables of what is taken and what is refused.
#![expect(clippy::too_many_lines, reason = "a table of cases is read as one")]

use super::*;
use crate::domain::when::medium;

const NOW: &str = "2026-03-05T10:00:00+01:00";

/// Thursday 5 March 2026, 10:00 in Berlin; the next review on Monday, the launch on the 24th.
pub(super) fn thursday() -> DueContext {
    at(NOW)
}

fn at(now: &str) -> DueContext {
    DueContext {
        next_review: Some(moment("2026-03-09T10:00:00+01:00")),
        launch: Some(moment("2026-03-24T09:00:00+01:00")),
        midpoint: Some(Day::parse("2026-03-13").unwrap()),
        ..DueContext::new(moment(now), zone("Europe/Berlin"))
    }
}

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

pub(super) fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

fn shown(text: &str, ctx: &DueContext) -> String {
    match read(text, ctx) {
        Ok(reading) => reading.echo.rsplit_once(", ").map_or(String::new(), |(when, _)| when.to_owned()),
        Err(refused) => format!("refused: {refused}"),
    }
}

fn refusal(text: &str, ctx: &DueContext) -> String {
    match read(text, ctx) {
        Ok(reading) => format!("taken as {}", reading.echo),
        Err(refused) => refused.to_string(),
    }
}

#[test]
fn due_dates_are_read_as_people_mean_them() {
    let cases = [
        // Written dates.
        ("2026-03-24", "Tue 24 Mar 2026, 17:00 CET"),
        ("24 mar", "Tue 24 Mar 2026, 17:00 CET"),
        ("24 mar 2027", "Wed 24 Mar 2027, 17:00 CET"),
        ("mar 24", "Tue 24 Mar 2026, 17:00 CET"),
        ("March 24th, 2027", "Wed 24 Mar 2027, 17:00 CET"),
        ("24.3.", "Tue 24 Mar 2026, 17:00 CET"),
        ("24.3", "Tue 24 Mar 2026, 17:00 CET"),
        ("24.3.27", "Wed 24 Mar 2027, 17:00 CET"),
        ("20/3", "Fri 20 Mar 2026, 17:00 CET"),
        ("20/3/2027", "Sat 20 Mar 2027, 17:00 CET"),
        ("tue 24 mar", "Tue 24 Mar 2026, 17:00 CET"),
        ("3/20", "Fri 20 Mar 2026, 17:00 CET"),
        ("25/12", "Fri 25 Dec 2026, 17:00 CET"),
        ("4/4", "Sat 4 Apr 2026, 17:00 CEST"),
        ("fri 3/4", "Fri 3 Apr 2026, 17:00 CEST"),
        ("24th of march", "Tue 24 Mar 2026, 17:00 CET"),
        ("24th", "Tue 24 Mar 2026, 17:00 CET"),
        ("the 4th", "Sat 4 Apr 2026, 17:00 CEST"),
        ("5 mar", "Thu 5 Mar 2026, 17:00 CET"),
        // The weekday says which year is meant.
        ("mon 1 feb", "Mon 1 Feb 2027, 17:00 CET"),
        // As it is shown.
        ("Fri 13 Mar 2026, 17:00 CET", "Fri 13 Mar 2026, 17:00 CET"),
        ("Fri 13 Mar 2026, 17:00 CET, in 8 days", "Fri 13 Mar 2026, 17:00 CET"),
        ("Fri 13 Mar 17:00", "Fri 13 Mar 2026, 17:00 CET"),
        // Days by name.
        ("today", "Thu 5 Mar 2026, 17:00 CET"),
        ("Tomorrow", "Fri 6 Mar 2026, 17:00 CET"),
        ("fri", "Fri 6 Mar 2026, 17:00 CET"),
        ("FRIDAY", "Fri 6 Mar 2026, 17:00 CET"),
        ("wed", "Wed 11 Mar 2026, 17:00 CET"),
        ("thu", "Thu 5 Mar 2026, 17:00 CET"),
        ("thurs 9am", "Thu 12 Mar 2026, 09:00 CET"),
        ("friday week", "Fri 13 Mar 2026, 17:00 CET"),
        ("fri+1w", "Fri 13 Mar 2026, 17:00 CET"),
        ("fri + 1 week", "Fri 13 Mar 2026, 17:00 CET"),
        ("eod", "Thu 5 Mar 2026, 17:00 CET"),
        ("eow", "Fri 6 Mar 2026, 17:00 CET"),
        ("eom", "Tue 31 Mar 2026, 17:00 CEST"),
        ("end of day", "Thu 5 Mar 2026, 17:00 CET"),
        ("end of week", "Fri 6 Mar 2026, 17:00 CET"),
        ("end of the month", "Tue 31 Mar 2026, 17:00 CEST"),
        ("this week", "Fri 6 Mar 2026, 17:00 CET"),
        ("this friday", "Fri 6 Mar 2026, 17:00 CET"),
        ("this fri 3pm", "Fri 6 Mar 2026, 15:00 CET"),
        ("monday morning", "Mon 9 Mar 2026, 09:00 CET"),
        ("this afternoon", "Thu 5 Mar 2026, 15:00 CET"),
        ("tonight", "Thu 5 Mar 2026, 20:00 CET"),
        // Distances.
        ("+3d", "Sun 8 Mar 2026, 17:00 CET"),
        ("3d", "Sun 8 Mar 2026, 17:00 CET"),
        ("in 3 days", "Sun 8 Mar 2026, 17:00 CET"),
        ("in a week", "Thu 12 Mar 2026, 17:00 CET"),
        ("in two weeks", "Thu 19 Mar 2026, 17:00 CET"),
        ("ten days", "Sun 15 Mar 2026, 17:00 CET"),
        ("3 days from now", "Sun 8 Mar 2026, 17:00 CET"),
        ("+2w", "Thu 19 Mar 2026, 17:00 CET"),
        ("48h", "Sat 7 Mar 2026, 10:00 CET"),
        ("+48h", "Sat 7 Mar 2026, 10:00 CET"),
        ("in 48h", "Sat 7 Mar 2026, 10:00 CET"),
        ("1h", "Thu 5 Mar 2026, 11:00 CET"),
        ("1mo", "Sun 5 Apr 2026, 17:00 CEST"),
        ("2 months", "Tue 5 May 2026, 17:00 CEST"),
        // Reviews and the launch.
        ("review", "Mon 9 Mar 2026, 10:00 CET"),
        ("next review", "Mon 9 Mar 2026, 10:00 CET"),
        ("midpoint", "Fri 13 Mar 2026, 17:00 CET"),
        ("midpoint-2d", "Wed 11 Mar 2026, 17:00 CET"),
        ("T-7", "Tue 17 Mar 2026, 17:00 CET"),
        ("t\u{2212}12d", "Thu 12 Mar 2026, 17:00 CET"),
        ("T+14 9am", "Tue 7 Apr 2026, 09:00 CEST"),
        ("a week before launch", "Tue 17 Mar 2026, 17:00 CET"),
        ("review 14:00", "Mon 9 Mar 2026, 14:00 CET"),
        ("review+1w", "Mon 16 Mar 2026, 17:00 CET"),
        ("launch", "Tue 24 Mar 2026, 09:00 CET"),
        ("launch-7d", "Tue 17 Mar 2026, 17:00 CET"),
        ("launch − 48h", "Sun 22 Mar 2026, 09:00 CET"),
        ("launch+14d", "Tue 7 Apr 2026, 17:00 CEST"),
        ("12d before launch", "Thu 12 Mar 2026, 17:00 CET"),
        // Times of day.
        ("fri 5pm", "Fri 6 Mar 2026, 17:00 CET"),
        ("fri 17:30", "Fri 6 Mar 2026, 17:30 CET"),
        ("fri at 9:15 am", "Fri 6 Mar 2026, 09:15 CET"),
        ("24 mar 9am", "Tue 24 Mar 2026, 09:00 CET"),
        ("today 15:30", "Thu 5 Mar 2026, 15:30 CET"),
        ("tomorrow noon", "Fri 6 Mar 2026, 12:00 CET"),
        ("tomorrow 12am", "Fri 6 Mar 2026, 00:00 CET"),
        ("launch-7d 12pm", "Tue 17 Mar 2026, 12:00 CET"),
        ("5pm", "Thu 5 Mar 2026, 17:00 CET"),
        ("9am", "Fri 6 Mar 2026, 09:00 CET"),
        // Instants.
        ("2026-03-24T08:00:00Z", "Tue 24 Mar 2026, 09:00 CET"),
        ("2026-03-24T15:00", "Tue 24 Mar 2026, 15:00 CET"),
        ("2026-03-24T15:00:30", "Tue 24 Mar 2026, 15:00 CET"),
        ("2026-03-24 15:00", "Tue 24 Mar 2026, 15:00 CET"),
        ("2026-03-24T08:00Z", "Tue 24 Mar 2026, 09:00 CET"),
        ("2026-03-24T08:00+02:00", "Tue 24 Mar 2026, 07:00 CET"),
        ("24 mar 8am UTC", "Tue 24 Mar 2026, 09:00 CET"),
    ];
    for (text, meant) in cases {
        assert_eq!(shown(text, &thursday()), meant, "{text}");
    }
}

#[test]
fn what_cannot_be_a_due_date_is_refused_with_what_to_type_instead() {
    let unknown = |text: &str| format!("`{text}` is not a date");
    let back = |text: &str| format!("`{text}` looks back, a due date lies ahead");
    let no_day = |text: &str| format!("`{text}` is not a day of the calendar");
    let no_time =
        |text: &str| format!("`{text}` has a time that no clock shows; examples: 5pm, 9:30am, 17:00");
    let cases = [
        ("", "a date is needed".to_owned()),
        (" , ", "a date is needed".to_owned()),
        ("soon", unknown("soon")),
        ("fr", unknown("fr")),
        ("3", unknown("3")),
        ("24 mar 17", unknown("24 mar 17")),
        ("1.5h", unknown("1.5h")),
        ("99999999d", unknown("99999999d")),
        ("fri\u{1b}[31m", unknown("fri [31m")),
        ("next fri", "`next fri` is ambiguous; type fri (6 Mar) or fri+1w (13 Mar)".to_owned()),
        ("next thursday", "`next thursday` is ambiguous; type thu (5 Mar) or thu+1w (12 Mar)".to_owned()),
        ("next week", "`next week` is ambiguous; type mon (9 Mar) or +1w (12 Mar)".to_owned()),
        ("next month", "`next month` is ambiguous; type 1 apr (1 Apr) or +1mo (5 Apr)".to_owned()),
        (
            "1m",
            "`1m` is ambiguous: minutes are too short for a due date (1h is the least), months are 1mo".to_owned(),
        ),
        ("90min", "`90min`: minutes are too short for a due date; the least is 1h".to_owned()),
        ("in 5 minutes", "`in 5 minutes`: minutes are too short for a due date; the least is 1h".to_owned()),
        ("03/04", "`03/04` is ambiguous; type 3 apr 2026 (Fri) or 4 mar 2027 (Thu)".to_owned()),
        ("5/6", "`5/6` is ambiguous; type 5 jun 2026 (Fri) or 6 may 2026 (Wed)".to_owned()),
        ("3/4/2027", "`3/4/2027` is ambiguous; type 3 apr 2027 (Sat) or 4 mar 2027 (Thu)".to_owned()),
        ("4 mar", "`4 mar` is ambiguous; type 4 mar 2026 (Wed, which is over) or 4 mar 2027 (Thu)".to_owned()),
        ("1 feb", "`1 feb` is ambiguous; type 1 feb 2026 (Sun, which is over) or 1 feb 2027 (Mon)".to_owned()),
        (
            "fri midnight",
            "`fri midnight` is ambiguous; type fri 0:00 (as it begins) or fri 23:59 (as it ends)".to_owned(),
        ),
        (
            "13 mar 17:00 CEST",
            "`13 mar 17:00 CEST` names a clock, CEST, that Europe/Berlin does not show then; leave it out, or write +01:00"
                .to_owned(),
        ),
        (
            "5 mar 9am",
            "`5 mar 9am` is Thu 5 Mar 2026, 09:00 CET, which has passed; a due date lies ahead: give a later time or a \
             later day"
                .to_owned(),
        ),
        (
            "wed 4 mar",
            "`wed 4 mar` is Wed 4 Mar 2026, 17:00 CET, which has passed; a due date lies ahead: give a later time or a \
             later day"
                .to_owned(),
        ),
        ("yesterday", back("yesterday")),
        ("3 days ago", back("3 days ago")),
        ("-2d", back("-2d")),
        ("last fri", back("last fri")),
        (
            "today 9am",
            "`today 9am` is Thu 5 Mar 2026, 09:00 CET, which has passed; a due date lies ahead: give a later time or a \
             later day"
                .to_owned(),
        ),
        (
            "launch-40d",
            "`launch-40d` is Thu 12 Feb 2026, 17:00 CET, which has passed; a due date lies ahead: give a later time or \
             a later day"
                .to_owned(),
        ),
        ("31 apr", no_day("31 apr")),
        ("29 feb", no_day("29 feb")),
        ("31/2", no_day("31/2")),
        ("14/20", no_day("14/20")),
        ("2026-02-30", no_day("2026-02-30")),
        ("fri 25:00", no_time("fri 25:00")),
        ("fri 13pm", no_time("fri 13pm")),
        ("fri 9:5", no_time("fri 9:5")),
        (
            "mon 24 mar 2026",
            "`mon 24 mar 2026` contradicts itself: 24 Mar 2026 is a Tuesday; drop the weekday or mend the date"
                .to_owned(),
        ),
        (
            "48h 5pm",
            "`48h 5pm` counts hours and names a time of day as well; drop the time, or count in days: +2d 5pm"
                .to_owned(),
        ),
        ("9999d", "`9999d` is Sun 20 Jul 2053, 17:00 CEST, more than ten years ahead; check the number".to_owned()),
    ];
    for (text, said) in cases {
        assert_eq!(refusal(text, &thursday()), said, "{text}");
    }
}

#[test]
fn review_and_launch_are_refused_where_there_is_none() {
    let ctx = DueContext { next_review: None, launch: None, ..thursday() };
    assert_eq!(read("review", &ctx), Err(DueError::NoReview));
    assert_eq!(read("launch-7d", &ctx), Err(DueError::NoLaunch));
    assert!(refusal("review", &ctx).ends_with("give the cycle a review cadence, or type a day such as fri"));
}

#[test]
fn a_date_typed_with_its_year_may_lie_in_the_past_and_says_so() {
    for text in ["2026-03-03", "3 mar 2026", "2026-03-03 17:00", "2026-03-03T17:00:00+01:00"] {
        let reading = read(text, &thursday()).unwrap();
        assert!(reading.past, "{text}");
        assert_eq!(reading.echo, "Tue 3 Mar 2026, 17:00 CET, 1 day 17 h late");
    }
    assert!(!read("2026-03-05", &thursday()).unwrap().past);
    assert!(read("2026-03-05 10:00", &thursday()).unwrap().past);
}

#[test]
fn the_echo_says_the_date_and_how_far_it_is() {
    let reading = read("fri", &thursday()).unwrap();
    assert_eq!(reading.echo, "Fri 6 Mar 2026, 17:00 CET, in 1 day 7 h");
    assert_eq!(reading.due, moment("2026-03-06T16:00:00Z"));
}

#[test]
fn after_the_working_day_its_name_is_over_and_its_weekday_is_the_next_one() {
    let friday_evening = at("2026-03-06T18:00:00+01:00");
    assert!(matches!(read("today", &friday_evening), Err(DueError::Passed { .. })));
    assert!(matches!(read("eod", &friday_evening), Err(DueError::Passed { .. })));
    assert_eq!(shown("today 22:00", &friday_evening), "Fri 6 Mar 2026, 22:00 CET");
    assert_eq!(shown("fri", &friday_evening), "Fri 13 Mar 2026, 17:00 CET");
    assert_eq!(shown("eow", &friday_evening), "Fri 13 Mar 2026, 17:00 CET");
    assert_eq!(shown("5pm", &friday_evening), "Sat 7 Mar 2026, 17:00 CET");
    assert_eq!(
        refusal("next fri", &friday_evening),
        "`next fri` is ambiguous; type fri (13 Mar) or fri+1w (20 Mar)"
    );
    assert_eq!(shown("eom", &at("2026-03-31T17:00:00+02:00")), "Thu 30 Apr 2026, 17:00 CEST");
}

#[test]
fn numbers_follow_the_order_of_the_cycle_where_it_has_one() {
    let month_first = DueContext { day_first: Some(false), ..thursday() };
    let day_first = DueContext { day_first: Some(true), ..thursday() };
    assert_eq!(shown("3/20", &month_first), "Fri 20 Mar 2026, 17:00 CET");
    assert_eq!(shown("4/5", &month_first), "Sun 5 Apr 2026, 17:00 CEST");
    assert_eq!(shown("4/5", &day_first), "Mon 4 May 2026, 17:00 CEST");
    assert_eq!(shown("24.3.", &month_first), "Tue 24 Mar 2026, 17:00 CET");
    assert!(refusal("20/3", &month_first).contains("month comes first: 3/20"));
}

#[test]
fn a_day_that_is_over_this_year_is_the_next_one_only_within_the_cycle() {
    let over_new_year =
        DueContext { launch: Some(moment("2027-01-20T09:00:00+01:00")), ..at("2026-11-28T10:00:00+01:00") };
    assert_eq!(shown("15 jan", &over_new_year), "Fri 15 Jan 2027, 17:00 CET");
    assert_eq!(shown("20 feb", &over_new_year), "Sat 20 Feb 2027, 17:00 CET");
    assert!(
        refusal("10 mar", &over_new_year)
            .contains("type 10 mar 2026 (Tue, which is over) or 10 mar 2027 (Wed)")
    );
    assert!(
        refusal("27 nov", &over_new_year).contains("27 nov 2026 (Fri, which is over) or 27 nov 2027 (Sat)")
    );
}

#[test]
fn a_whole_day_may_be_today_at_any_hour_or_past() {
    let evening = at("2026-03-06T23:31:00+01:00");
    for (text, day) in [
        ("today", "2026-03-06"),
        ("now", "2026-03-06"),
        ("0d", "2026-03-06"),
        ("tonight", "2026-03-06"),
        ("fri", "2026-03-06"),
        ("6 mar", "2026-03-06"),
        ("yesterday", "2026-03-05"),
        ("3 days ago", "2026-03-03"),
        ("-1w", "2026-02-27"),
        ("last fri", "2026-02-27"),
        ("wed 4 mar", "2026-03-04"),
        ("4 mar 2026", "2026-03-04"),
        ("2026-01-05", "2026-01-05"),
        ("launch-40d", "2026-02-12"),
        ("mon", "2026-03-09"),
        ("Fri 27 Feb 2026", "2026-02-27"),
    ] {
        assert_eq!(read_day(text, &evening).map(|day| day.to_string()), Ok(day.to_owned()), "{text}");
    }
    assert!(matches!(read_day("5 mar", &evening), Err(DueError::TwoReadings { .. })));
}

#[test]
fn hours_elapse_and_days_are_civil_when_clocks_change() {
    let spring = at("2026-03-28T10:00:00+01:00");
    assert_eq!(shown("48h", &spring), "Mon 30 Mar 2026, 11:00 CEST");
    assert_eq!(shown("+2d 10:00", &spring), "Mon 30 Mar 2026, 10:00 CEST");
    assert_eq!(shown("tomorrow 2:30", &spring), "Sun 29 Mar 2026, 03:30 CEST");
    let autumn = at("2026-10-24T10:00:00+02:00");
    assert_eq!(shown("48h", &autumn), "Mon 26 Oct 2026, 09:00 CET");
    assert_eq!(shown("tomorrow 2:30", &autumn), "Sun 25 Oct 2026, 02:30 CEST");
}

#[test]
fn days_are_those_of_the_zone() {
    let kiritimati = DueContext { zone: zone("Pacific/Kiritimati"), ..thursday() };
    assert_eq!(shown("today 23:45", &kiritimati), "Thu 5 Mar 2026, 23:45 +14");
    let later = DueContext { now: moment("2026-03-05T11:00:00Z"), ..kiritimati };
    assert_eq!(shown("today", &later), "Fri 6 Mar 2026, 17:00 +14");
    let lord_howe = DueContext { zone: zone("Australia/Lord_Howe"), ..thursday() };
    assert_eq!(shown("+31d", &lord_howe), "Sun 5 Apr 2026, 17:00 +1030");
    let new_york = DueContext { zone: zone("America/New_York"), ..thursday() };
    assert_eq!(shown("sun", &new_york), "Sun 8 Mar 2026, 17:00 EDT");
}

#[test]
fn the_clock_given_by_hand_is_an_instant_or_nine_on_a_day() {
    let berlin = zone("Europe/Berlin");
    assert_eq!(read_instant(NOW, berlin), Ok(moment(NOW)));
    assert_eq!(medium(read_instant("2026-03-07", berlin).unwrap(), berlin), "Sat 7 Mar 09:00");
    assert_eq!(
        read_instant("tomorrow", berlin).unwrap_err().to_string(),
        "`tomorrow` is not an instant; write 2026-03-05T10:00:00Z, or 2026-03-05 for 09:00 in the cycle's zone"
    );
}
