//! The file as a whole: settings, formats, a full disk, a disappearing file.

use super::*;
use rusqlite::Connection;

fn setting(connection: &Connection, name: &str) -> i64 {
    connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)).unwrap()
}

#[test]
fn every_connection_is_durable_and_checked() {
    let mut bench = Bench::new();
    let reopened = second(&bench);
    bench.does(decision("A?"));
    for connection in [bench.executor.store.connection(), reopened.store.connection()] {
        for (name, value) in [
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("trusted_schema", 0),
            ("cell_size_check", 1),
            ("journal_size_limit", 16_777_216),
            ("cache_size", -16_000),
            ("temp_store", 2),
            ("fullfsync", 1),
            ("checkpoint_fullfsync", 1),
            ("wal_autocheckpoint", 1000),
            ("application_id", i64::from(file_identity::APPLICATION_ID)),
            ("user_version", migrate::NEWEST),
        ] {
            assert_eq!(setting(connection, name), value, "{name}");
        }
        let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
    }
}

#[test]
fn every_released_format_is_brought_to_that_of_a_fresh_file() {
    let released = [
        include_str!("../../../tests/schemas/0001.sql"),
        include_str!("../../../tests/schemas/0002.sql"),
        include_str!("../../../tests/schemas/0003.sql"),
        include_str!("../../../tests/schemas/0004.sql"),
        include_str!("../../../tests/schemas/0005.sql"),
    ];
    assert_eq!(released.len() as i64, migrate::NEWEST, "a new format needs its dump in tests/schemas");
    let fresh = migrate::fresh().unwrap();
    for (version, dump) in (1..).zip(released) {
        let mut old = Connection::open_in_memory().unwrap();
        old.execute_batch(dump).unwrap();
        old.pragma_update(None, "user_version", version).unwrap();
        migrate::create(&mut old, Path::new(":memory:")).unwrap();
        assert_eq!(migrate::schema(&old).unwrap(), fresh, "from format {version}");
    }
}

#[test]
fn a_full_disk_is_said_plainly_and_costs_nothing() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    let connection = bench.executor.store.connection();
    let pages = setting(connection, "page_count");
    assert_eq!(setting(connection, &format!("max_page_count = {pages}")), pages);
    let before = bench.board();
    let long = "x".repeat(3_900);
    let refused = (0..50).find_map(|_| bench.tries(decision(&long)).err()).unwrap();
    assert!(matches!(refused, OpError::Store(StoreError::Full)), "{refused}");
    assert_eq!(bench.board().decisions.get(Id::new(1)), before.decisions.get(Id::new(1)));
    setting(bench.executor.store.connection(), "max_page_count = 1000000");
    bench.does(decision("B?"));
    assert_eq!(bench.executor.store.examine().unwrap().problems, Vec::<String>::new());
}

#[test]
fn the_log_file_stays_small_while_somebody_reads_between_writes() {
    let mut bench = Bench::new();
    let reader = second(&bench);
    let mut largest = 0;
    let log = bench.executor.store.path().with_extension("db-wal");
    bench.does(decision("A?"));
    for at in 0..2_000 {
        bench.does(retitle(1, &format!("title {at}")));
        if at % 20 == 0 {
            reader.store.board(Id::new(1)).unwrap();
            largest = largest.max(std::fs::metadata(&log).unwrap().len());
        }
    }
    assert!((1..32 << 20).contains(&largest), "{largest} bytes");
}

#[test]
fn a_file_that_lost_its_name_takes_no_more_writes_and_says_so_when_read() {
    for suffix in ["", "-wal", "-shm"] {
        for replaced in [false, true] {
            let mut bench = Bench::new();
            bench.does(decision("A?"));
            let mut name = bench.executor.store.path().as_os_str().to_owned();
            name.push(suffix);
            let away = bench.executor.store.path().with_file_name("away");
            std::fs::rename(&name, &away).unwrap();
            if replaced {
                std::fs::copy(&away, &name).unwrap();
            }
            let before = std::fs::read(&away).unwrap();
            let refused = bench.tries(decision("B?")).unwrap_err();
            assert!(matches!(refused, OpError::Store(StoreError::Replaced(_))), "{suffix}: {refused}");
            assert!(matches!(bench.executor.store.data_version(), Err(StoreError::Replaced(_))));
            let board = bench.executor.store.board(Id::new(1));
            assert!(matches!(board, Err(StoreError::Replaced(_))));
            if suffix != "-shm" {
                assert!(std::fs::read(&away).unwrap() == before, "{suffix} was written to");
            }
        }
    }
}

#[test]
fn closing_a_replaced_board_leaves_the_new_one_its_log() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    let path = bench.executor.store.path().to_owned();
    let log = path.with_extension("db-wal");
    for suffix in ["", "-wal", "-shm"] {
        let from = format!("{}{suffix}", path.display());
        std::fs::rename(&from, format!("{}.old{suffix}", path.display())).unwrap();
    }
    let fresh = Store::create(&path).unwrap();
    fresh.connection.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)").unwrap();
    let written = std::fs::read(&log).unwrap();
    drop(bench.executor);
    assert!(std::fs::read(&log).unwrap() == written);
    fresh.identity.verify().unwrap();
    drop(fresh);
    drop(Store::open(&path).unwrap());
}

#[test]
fn a_link_to_a_board_is_watched_where_the_board_lies() {
    let mut bench = Bench::new();
    let path = bench.executor.store.path().to_owned();
    let link = path.with_file_name("link.db");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    bench.executor.store = Store::open(&link).unwrap();
    bench.does(decision("A?"));
    std::fs::remove_file(path.with_extension("db-wal")).unwrap();
    let refused = bench.tries(decision("B?")).unwrap_err();
    assert!(matches!(refused, OpError::Store(StoreError::Replaced(_))), "{refused}");
}

#[test]
fn what_was_saved_before_the_log_was_removed_reaches_the_file_when_it_is_closed() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    let path = bench.executor.store.path().to_owned();
    std::fs::remove_file(path.with_extension("db-wal")).unwrap();
    bench.tries(decision("B?")).unwrap_err();
    // The folder outlives the executor only while the bench does.
    bench.executor.store = Store::create(&path.with_file_name("other.db")).unwrap();
    let reopened = Store::open(&path).unwrap();
    assert_eq!(reopened.board(Id::new(1)).unwrap().unwrap().decisions.rows().len(), 1);
    assert_eq!(reopened.examine().unwrap().problems, Vec::<String>::new());
}

#[test]
fn an_approval_of_an_earlier_release_is_sealed_as_it_stands() {
    let mut bench = Bench::new();
    bench.does(decision("A?"));
    bench.does(crate::ops::tests::approve(Ref::new(Kind::Decision, 1), &["one"]));
    bench.executor.store.connection().execute("UPDATE decision SET seal = NULL", []).unwrap();
    assert!(bench.refuses(retitle(1, "B?")).contains("jo approved it with another decision"));
    let subject = Ref::new(Kind::Decision, 1);
    let set = Fields::from([("options".to_owned(), Value::text("both"))]);
    bench.does(common::Op::Edit { subject, set });
    let board = bench.board();
    assert!(board.decisions.rows()[0].seal.is_some(), "from the first change on it has a seal");
}
