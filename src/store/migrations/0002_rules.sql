-- What the rules count and ask for: gates, delivery packages, communication, signals, events, reviews, signatures.

ALTER TABLE cycle ADD COLUMN safeguard_owner INTEGER REFERENCES person (id);
ALTER TABLE cycle ADD COLUMN safeguard_on TEXT;
ALTER TABLE cycle ADD COLUMN pressure_test TEXT;
ALTER TABLE cycle ADD COLUMN post_launch INTEGER REFERENCES person (id);
ALTER TABLE cycle ADD COLUMN checkpoint_on TEXT;
ALTER TABLE cycle ADD COLUMN checkpoint_owner INTEGER REFERENCES person (id);
ALTER TABLE cycle ADD COLUMN checkpoint_expects TEXT;
ALTER TABLE cycle ADD COLUMN achievable TEXT CHECK (achievable IN ('yes', 'no'));
ALTER TABLE cycle ADD COLUMN achievable_why TEXT;
ALTER TABLE cycle ADD COLUMN achievable_by INTEGER REFERENCES person (id);
ALTER TABLE cycle ADD COLUMN achievable_at INTEGER;
ALTER TABLE cycle ADD COLUMN baseline INTEGER;
ALTER TABLE cycle ADD COLUMN committed_at INTEGER;
ALTER TABLE cycle ADD COLUMN committed_by INTEGER REFERENCES person (id);
ALTER TABLE cycle ADD COLUMN demonstrable TEXT CHECK (demonstrable IN ('yes', 'no'));
ALTER TABLE cycle ADD COLUMN demonstrable_proof TEXT;
ALTER TABLE cycle ADD COLUMN demonstrable_by INTEGER REFERENCES person (id);
ALTER TABLE cycle ADD COLUMN demonstrable_at INTEGER;

ALTER TABLE decision ADD COLUMN kind TEXT NOT NULL DEFAULT 'choice' CHECK (kind IN ('choice', 'tradeoff', 'follow-up'));
ALTER TABLE decision ADD COLUMN about INTEGER REFERENCES decision (id);
ALTER TABLE decision ADD COLUMN "change" TEXT CHECK ("change" IN ('add', 'remove', 'narrow'));
ALTER TABLE decision ADD COLUMN request TEXT;
ALTER TABLE decision ADD COLUMN trade TEXT;
ALTER TABLE decision ADD COLUMN validation TEXT CHECK (validation IN ('may-proceed', 'evidence-first'));
ALTER TABLE decision ADD COLUMN waits_on INTEGER REFERENCES decision (id);
ALTER TABLE decision ADD COLUMN blocked_by INTEGER REFERENCES blocker (id);
ALTER TABLE decision ADD COLUMN constraints TEXT;
ALTER TABLE decision ADD COLUMN behaviour TEXT;
ALTER TABLE decision ADD COLUMN edge_cases TEXT;
ALTER TABLE decision ADD COLUMN target TEXT;
ALTER TABLE decision ADD COLUMN measured TEXT;
ALTER TABLE decision ADD COLUMN handed_to INTEGER REFERENCES person (id);
ALTER TABLE decision ADD COLUMN handed_at INTEGER;
ALTER TABLE decision ADD COLUMN returned_at INTEGER;
ALTER TABLE decision ADD COLUMN entered_at INTEGER;
ALTER TABLE decision ADD COLUMN left_at INTEGER;
ALTER TABLE decision ADD COLUMN escalated_at INTEGER;
ALTER TABLE decision ADD COLUMN escalated_to INTEGER REFERENCES person (id);
-- A scope change cannot be approved without saying what it does.
CREATE TRIGGER tradeoff_is_stated BEFORE UPDATE ON decision
  WHEN NEW.state = 'approved' AND NEW.kind = 'tradeoff'
    AND (length(trim(coalesce(NEW.effect, ''))) = 0 OR length(trim(coalesce(NEW.trade, ''))) = 0)
  BEGIN SELECT raise(ABORT, 'a tradeoff states its effect and what it costs'); END;
CREATE INDEX decision_about ON decision (about) WHERE about IS NOT NULL;
CREATE INDEX risk_touching ON risk (decision) WHERE decision IS NOT NULL;
CREATE INDEX decision_lingering ON decision (cycle, opened) WHERE state = 'open' AND escalated_at IS NULL;

ALTER TABLE blocker ADD COLUMN by_constraint INTEGER CHECK (by_constraint IN (0, 1));
ALTER TABLE blocker ADD COLUMN audience TEXT;
ALTER TABLE blocker ADD COLUMN message TEXT;
ALTER TABLE blocker ADD COLUMN teller INTEGER REFERENCES person (id);
ALTER TABLE blocker ADD COLUMN tell_by INTEGER;
ALTER TABLE blocker ADD COLUMN told_at INTEGER;
CREATE INDEX blocker_lingering ON blocker (cycle, opened) WHERE state = 'open' AND escalated_at IS NULL;

ALTER TABLE metric ADD COLUMN signal_state TEXT CHECK (signal_state IN ('not-yet', 'partly', 'met'));
ALTER TABLE metric ADD COLUMN signal_proof TEXT;
ALTER TABLE reading ADD COLUMN risk INTEGER REFERENCES risk (id);

CREATE TABLE success_criterion (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  title TEXT NOT NULL CHECK (length(trim(title)) > 0),
  owner INTEGER NOT NULL REFERENCES person (id),
  metric INTEGER NOT NULL REFERENCES metric (id),
  target REAL NOT NULL,
  due INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'dropped')),
  why TEXT,
  opened INTEGER NOT NULL
) STRICT;
CREATE INDEX success_criterion_of_cycle ON success_criterion (cycle);

CREATE TABLE launch_criterion (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  title TEXT NOT NULL CHECK (length(trim(title)) > 0),
  path TEXT NOT NULL CHECK (length(trim(path)) > 0),
  owner INTEGER NOT NULL REFERENCES person (id),
  state TEXT NOT NULL CHECK (state IN ('unknown', 'pass', 'fail', 'dropped')),
  note TEXT,
  checked_at INTEGER,
  checked_by INTEGER REFERENCES person (id),
  opened INTEGER NOT NULL,
  CHECK (state NOT IN ('pass', 'fail') OR (checked_at IS NOT NULL AND checked_by IS NOT NULL))
) STRICT;
CREATE INDEX launch_criterion_of_cycle ON launch_criterion (cycle);

CREATE TABLE outcome_check (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  metric INTEGER NOT NULL REFERENCES metric (id),
  state TEXT NOT NULL CHECK (state IN ('held', 'at-risk', 'lost')),
  note TEXT,
  at INTEGER NOT NULL,
  by INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX outcome_check_of_metric ON outcome_check (metric);

CREATE TABLE sighting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  risk INTEGER NOT NULL REFERENCES risk (id),
  seen INTEGER NOT NULL CHECK (seen IN (0, 1)),
  note TEXT,
  at INTEGER NOT NULL,
  by INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX sighting_of_risk ON sighting (risk);

CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  by INTEGER REFERENCES person (id),
  hours REAL,
  why TEXT
) STRICT;
CREATE INDEX event_of_cycle ON event (cycle);
CREATE INDEX event_of_subject ON event (subject);

CREATE TABLE review (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  kind TEXT NOT NULL,
  slot INTEGER,
  at INTEGER NOT NULL,
  by INTEGER NOT NULL REFERENCES person (id),
  note TEXT
) STRICT;
CREATE INDEX review_of_cycle ON review (cycle);

CREATE TABLE sign_off (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  kind TEXT NOT NULL CHECK (kind IN ('signed', 'override')),
  verdict TEXT NOT NULL,
  rules TEXT NOT NULL,
  why TEXT NOT NULL CHECK (length(trim(why)) > 0),
  accepts TEXT,
  until INTEGER,
  at INTEGER NOT NULL,
  by INTEGER NOT NULL REFERENCES person (id),
  CHECK (kind <> 'override' OR (length(trim(coalesce(accepts, ''))) > 0 AND until IS NOT NULL))
) STRICT;
CREATE INDEX sign_off_of_cycle ON sign_off (cycle);
