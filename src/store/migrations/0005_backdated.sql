-- When a fact was written down, where that was on a later day than the one it counts for.

ALTER TABLE decision ADD COLUMN recorded_at INTEGER;
ALTER TABLE blocker ADD COLUMN recorded_at INTEGER;
ALTER TABLE risk ADD COLUMN recorded_at INTEGER;
ALTER TABLE reading ADD COLUMN recorded_at INTEGER;
ALTER TABLE review ADD COLUMN recorded_at INTEGER;
