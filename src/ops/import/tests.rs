//! What rows become does not depend on whether they come in together or one by one.

use super::*;
use crate::{
    domain::{Board, Moment},
    ops::{Request, tests::Bench},
};

fn row(number: usize, becomes: Becomes, owner: &str, given: &[(&str, Value)]) -> Incoming {
    let mut fields = Fields::from([("title".to_owned(), Value::text(format!("Row {number}")))]);
    fields.extend(given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
    Incoming {
        external: format!("X-{number}"),
        fingerprint: format!("f{number}"),
        becomes,
        fields,
        owner: (!owner.is_empty()).then(|| owner.to_owned()),
        status: if number % 4 == 3 { RowStatus::Closed } else { RowStatus::Open },
        approved_by: (number.is_multiple_of(5) && becomes == Becomes::Decision)
            .then(|| "Ana Ruiz".to_owned()),
        is_note: false,
        extra: BTreeMap::new(),
    }
}

/// Rows of every kind, complete and not, whose owners are known, new, alike or nobody.
fn rows() -> Vec<Incoming> {
    let due = ("due", Value::Integer(1_773_000_000_000));
    let fallback = ("fallback", Value::text("by hand"));
    let scores = [("chance", Value::Integer(2)), ("impact", Value::Integer(4))];
    let path = [
        ("from_function", Value::text("design")),
        ("to_function", Value::text("delivery")),
        ("metric", Value::Integer(1)),
    ];
    // "Jon" means Jonas while he is the only one, and is a name of its own once Jonathan has come.
    let owners = [
        "maya",
        "MAYA LIND",
        "@jo",
        "May",
        "Jonas Ek",
        "Jon",
        "Jonathan Ek",
        "Jon",
        "Zoë",
        "Zoe\u{308}",
        "",
        "jonas",
    ];
    let mut rows = Vec::new();
    for (number, owner) in (0..).zip(owners.into_iter().cycle().take(48)) {
        let mut given = Vec::new();
        let becomes = Becomes::ALL[number / 12];
        if number % 3 > 0 {
            given.push(due.clone());
            given.push(fallback.clone());
            given.extend(scores.clone());
            given.extend(path.clone());
        }
        let takes = |name: &str| crate::with_kind!(becomes.kind(), E => E::field(name).is_some());
        given.retain(|(name, _)| takes(name));
        rows.push(row(number, becomes, owner, &given));
    }
    rows
}

fn import(bench: &mut Bench, rows: Vec<Incoming>, token: &str) -> String {
    let source = "raid.csv".to_owned();
    let now = Moment::parse("2026-03-05T09:00:00Z").unwrap();
    let meta = Request { now, real: now, clock_is_right: false, token: token.to_owned(), seen: None };
    let op = Op { source, rows };
    bench.executor.execute(&op.into(), &meta).unwrap().said
}

fn one_by_one(rows: &[Incoming]) -> Board {
    let mut bench = Bench::new();
    for (number, row) in rows.iter().enumerate() {
        import(&mut bench, vec![row.clone()], &format!("row {number}"));
    }
    bench.board()
}

#[test]
fn rows_that_come_together_become_what_they_become_one_by_one() {
    let mut together = Bench::new();
    let said = import(&mut together, rows(), "all");
    let mut together = together.board();
    let alone = one_by_one(&rows());
    together.seq = alone.seq;
    assert_eq!(together, alone);
    assert!(said.ends_with("new people: Jonas Ek, Jonathan Ek, Jon, Zoë"), "{said}");
    let kinds = [
        together.decisions.rows().len(),
        together.blockers.rows().len(),
        together.risks.rows().len() - 6,
        together.dependencies.rows().len(),
    ];
    assert!(kinds.iter().all(|count| *count > 0), "{kinds:?}");
    assert!(together.intake.rows().len() > 10);
}

#[test]
fn a_name_means_whom_it_means_at_its_row() {
    let mut bench = Bench::new();
    let owners = ["Jonas Ek", "Jon", "Jonathan Ek", "Jon"];
    let given = [("due", Value::Integer(1_773_000_000_000))];
    let rows = (0..).zip(owners).map(|(number, owner)| row(2 * number, Becomes::Decision, owner, &given));
    import(&mut bench, rows.collect(), "all");
    let board = bench.board();
    let handle = |decision: &Decision| board.handle(decision.owner).to_owned();
    let handles: Vec<String> = board.decisions.rows().iter().map(handle).collect();
    assert_eq!(handles, ["jonas", "jonas", "jonathan", "jon"]);
}
