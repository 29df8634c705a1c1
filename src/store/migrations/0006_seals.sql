-- What an approval holds fast: the seal over what was approved, whether somebody else wrote it down, what became of a
-- criterion, and evidence that was taken back or speaks against.

-- Approvals from before are sealed as they stand: without a seal, what stands now counts as what was approved.
ALTER TABLE decision ADD COLUMN seal TEXT;
ALTER TABLE decision ADD COLUMN recorded_by INTEGER REFERENCES person (id);

ALTER TABLE criterion ADD COLUMN met INTEGER CHECK (met IN (0, 1));
ALTER TABLE criterion ADD COLUMN met_by TEXT;

ALTER TABLE evidence ADD COLUMN against INTEGER CHECK (against IN (0, 1));
ALTER TABLE evidence ADD COLUMN withdrawn TEXT;
