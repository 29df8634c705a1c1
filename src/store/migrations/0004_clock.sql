-- A simulation says so: only in one may what is written bear a time that was given by hand.

CREATE TABLE mark (
  name TEXT PRIMARY KEY CHECK (name = 'simulation')
) STRICT, WITHOUT ROWID;
CREATE TRIGGER mark_is_final BEFORE UPDATE ON mark BEGIN SELECT raise(ABORT, 'a simulation stays one'); END;
CREATE TRIGGER mark_stays BEFORE DELETE ON mark BEGIN SELECT raise(ABORT, 'a simulation stays one'); END;

-- When an operation was written, beside when it counts for; older entries do not tell.
ALTER TABLE operation ADD COLUMN recorded_at INTEGER;
