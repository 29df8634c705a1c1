-- A decision that is put off beyond the launch is out of it once the sign-off owner says so.

ALTER TABLE decision ADD COLUMN out_by INTEGER REFERENCES person (id);
ALTER TABLE decision ADD COLUMN out_at INTEGER;
