-- A simulation says so: only in one may what is written bear a time that was given by hand.

CREATE TABLE mark (
  name TEXT PRIMARY KEY CHECK (name = 'simulation')
) STRICT, WITHOUT ROWID;
CREATE TRIGGER mark_is_final BEFORE UPDATE ON mark BEGIN SELECT raise(ABORT, 'a simulation stays one'); END;
CREATE TRIGGER mark_stays BEFORE DELETE ON mark BEGIN SELECT raise(ABORT, 'a simulation stays one'); END;

-- When an operation was written, beside when it counts for; older entries do not tell.
ALTER TABLE operation ADD COLUMN recorded_at INTEGER;

-- When a fact was written down, where that was on a later day than the one it counts for.

ALTER TABLE decision ADD COLUMN recorded_at INTEGER;
ALTER TABLE blocker ADD COLUMN recorded_at INTEGER;
ALTER TABLE risk ADD COLUMN recorded_at INTEGER;
ALTER TABLE reading ADD COLUMN recorded_at INTEGER;
ALTER TABLE review ADD COLUMN recorded_at INTEGER;

-- What an approval holds fast: the seal over what was approved, whether somebody else wrote it down, what became of a
-- criterion, and evidence that was taken back or speaks against.

-- Approvals from before are sealed as they stand: without a seal, what stands now counts as what was approved.
ALTER TABLE decision ADD COLUMN seal TEXT;
ALTER TABLE decision ADD COLUMN recorded_by INTEGER REFERENCES person (id);

ALTER TABLE criterion ADD COLUMN met INTEGER CHECK (met IN (0, 1));
ALTER TABLE criterion ADD COLUMN met_by TEXT;

ALTER TABLE evidence ADD COLUMN against INTEGER CHECK (against IN (0, 1));
ALTER TABLE evidence ADD COLUMN withdrawn TEXT;

-- What was answered in a review, step by step. Reviews from before have no answers, and count as held.

CREATE TABLE review_answer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  review INTEGER NOT NULL REFERENCES review (id),
  step TEXT NOT NULL CHECK (length(trim(step)) > 0),
  asked TEXT NOT NULL,
  about TEXT,
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'not-yet', 'said', 'none')),
  words TEXT,
  CHECK (answer <> 'said' OR length(trim(coalesce(words, ''))) > 0)
) STRICT;
CREATE INDEX answer_of_review ON review_answer (review);

-- A reading is corrected by another that takes its place; a decision keeps the date it had first.

ALTER TABLE reading ADD COLUMN supersedes INTEGER REFERENCES reading (id);
ALTER TABLE reading ADD COLUMN why TEXT;

ALTER TABLE decision ADD COLUMN first_due INTEGER;
-- The log tells with which date each decision was written down.
WITH made AS MATERIALIZED (
  SELECT id, json_extract(after, '$.due') AS due FROM change WHERE kind = 'D' AND before IS NULL
)
UPDATE decision SET first_due = (SELECT made.due FROM made WHERE made.id = decision.id LIMIT 1)
WHERE due <> (SELECT made.due FROM made WHERE made.id = decision.id LIMIT 1);

-- From which account of the machine an operation was written, and with which key the session was opened; older entries
-- do not tell.

ALTER TABLE operation ADD COLUMN login TEXT;
ALTER TABLE operation ADD COLUMN "key" TEXT;
