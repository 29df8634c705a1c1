-- A decision that is put off beyond the launch is out of it once the sign-off owner says so.

ALTER TABLE decision ADD COLUMN out_by INTEGER REFERENCES person (id);
ALTER TABLE decision ADD COLUMN out_at INTEGER;

-- A metric that a team adds by itself has the bounds it gives.
ALTER TABLE metric ADD COLUMN min REAL;
ALTER TABLE metric ADD COLUMN max REAL;

-- Which weekdays are no working days in a cycle, and the schedules of reviews it had before, each with the moment up to which
-- it counted.

ALTER TABLE cycle ADD COLUMN weekend TEXT NOT NULL DEFAULT 'sat,sun' CHECK (length(trim(weekend)) > 0);
ALTER TABLE cycle ADD COLUMN earlier_reviews TEXT;

-- The owner of a step says that there is nothing here that its checks could look at.
ALTER TABLE step ADD COLUMN none_why TEXT;
ALTER TABLE step ADD COLUMN none_by INTEGER REFERENCES person (id);
ALTER TABLE step ADD COLUMN none_at INTEGER;

-- A decision waits for several decisions and blockers; what it waited for before is on the list, and stands in its old columns
-- as the log tells.

ALTER TABLE decision ADD COLUMN waits_for TEXT;
UPDATE decision SET waits_for = nullif(
  coalesce('D-' || waits_on, '') || CASE WHEN waits_on IS NOT NULL AND blocked_by IS NOT NULL THEN ',' ELSE '' END
    || coalesce('B-' || blocked_by, ''), '');

-- The target of a delivery package names a metric, a value and a day; what was written freely before is a note on it.

ALTER TABLE decision ADD COLUMN target_metric INTEGER REFERENCES metric (id);
ALTER TABLE decision ADD COLUMN target_value REAL;
ALTER TABLE decision ADD COLUMN target_on TEXT;

-- When somebody is away, and who covers for them.

ALTER TABLE person ADD COLUMN away_from TEXT;
ALTER TABLE person ADD COLUMN away_to TEXT;
ALTER TABLE person ADD COLUMN cover INTEGER REFERENCES person (id);

-- That the sign-off owner has confirmed the non-negotiable as it is worded.

ALTER TABLE cycle ADD COLUMN confirmed_at INTEGER;
ALTER TABLE cycle ADD COLUMN confirmed_by INTEGER REFERENCES person (id);
