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
