-- The board: people, cycles and their records. The rules that must hold whatever wrote the row are CHECKs.
-- Instants are milliseconds since 1970 UTC, days are ISO text, references are text such as 'D-12'.

CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (length(trim(name)) > 0),
  handle TEXT NOT NULL UNIQUE CHECK (length(trim(handle)) > 0),
  "function" TEXT,
  login TEXT UNIQUE,
  active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE cycle (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (length(trim(name)) > 0),
  playbook TEXT NOT NULL,
  playbook_copy TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (length(trim(outcome)) > 0),
  start TEXT NOT NULL,
  launch TEXT NOT NULL CHECK (launch > start),
  zone TEXT NOT NULL,
  review_every INTEGER NOT NULL CHECK (review_every BETWEEN 1 AND 366),
  review_at TEXT NOT NULL,
  review_on TEXT NOT NULL,
  window TEXT,
  non_negotiable TEXT NOT NULL CHECK (length(trim(non_negotiable)) > 0),
  filter TEXT,
  mandate TEXT,
  market_signal TEXT,
  constraint_named TEXT,
  protected TEXT,
  sign_off INTEGER NOT NULL REFERENCES person (id),
  narrative INTEGER REFERENCES person (id),
  escalation TEXT NOT NULL,
  self_approval TEXT NOT NULL CHECK (self_approval IN ('allow', 'four-eyes')),
  state TEXT NOT NULL CHECK (state IN ('active', 'closed')),
  from_cycle INTEGER REFERENCES cycle (id),
  opened INTEGER NOT NULL
) STRICT;

CREATE TABLE step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 6),
  title TEXT NOT NULL,
  short TEXT NOT NULL,
  guidance TEXT NOT NULL,
  owner INTEGER REFERENCES person (id),
  due INTEGER,
  state TEXT NOT NULL CHECK (state IN ('open', 'done')),
  done_at INTEGER,
  done_by INTEGER REFERENCES person (id),
  override_why TEXT,
  UNIQUE (cycle, number),
  CHECK (state = 'open' OR (done_at IS NOT NULL AND done_by IS NOT NULL))
) STRICT;

CREATE TABLE item (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  number INTEGER NOT NULL,
  phase TEXT NOT NULL,
  title TEXT NOT NULL,
  guidance TEXT NOT NULL,
  needs_proof INTEGER NOT NULL CHECK (needs_proof IN (0, 1)),
  owner INTEGER REFERENCES person (id),
  due INTEGER,
  state TEXT NOT NULL CHECK (state IN ('todo', 'done', 'waived')),
  proof TEXT,
  why TEXT,
  done_at INTEGER,
  done_by INTEGER REFERENCES person (id),
  UNIQUE (cycle, number),
  CHECK (state <> 'waived' OR length(trim(coalesce(why, ''))) > 0),
  CHECK (state <> 'done' OR needs_proof = 0 OR length(trim(coalesce(proof, ''))) > 0)
) STRICT;

CREATE TABLE decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  title TEXT NOT NULL CHECK (length(trim(title)) > 0),
  owner INTEGER NOT NULL REFERENCES person (id),
  due INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'rejected', 'deferred', 'dropped')),
  impact INTEGER CHECK (impact BETWEEN 1 AND 5),
  cost INTEGER CHECK (cost BETWEEN 1 AND 5),
  step INTEGER CHECK (step BETWEEN 1 AND 6),
  options TEXT,
  choice TEXT,
  rationale TEXT,
  approved_by INTEGER REFERENCES person (id),
  proof TEXT,
  protects TEXT,
  effect TEXT,
  filter TEXT CHECK (filter IN ('yes', 'no')),
  filter_note TEXT,
  why TEXT,
  decided_at INTEGER,
  opened INTEGER NOT NULL,
  CHECK (state <> 'approved' OR (approved_by IS NOT NULL AND decided_at IS NOT NULL
    AND length(trim(coalesce(choice, ''))) > 0 AND length(trim(coalesce(proof, ''))) > 0))
) STRICT;
CREATE INDEX decision_of_cycle ON decision (cycle);

CREATE TABLE criterion (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  decision INTEGER NOT NULL REFERENCES decision (id),
  text TEXT NOT NULL CHECK (length(trim(text)) > 0),
  non_negotiable INTEGER NOT NULL CHECK (non_negotiable IN (0, 1))
) STRICT;
CREATE INDEX criterion_of_decision ON criterion (decision);

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  decision INTEGER NOT NULL REFERENCES decision (id),
  text TEXT NOT NULL CHECK (length(trim(text)) > 0),
  kind TEXT NOT NULL CHECK (kind IN ('data', 'test', 'review', 'assumption')),
  link TEXT,
  at INTEGER NOT NULL,
  by INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX evidence_for_decision ON evidence (decision);

CREATE TABLE blocker (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  title TEXT NOT NULL CHECK (length(trim(title)) > 0),
  owner INTEGER NOT NULL REFERENCES person (id),
  due INTEGER NOT NULL,
  fallback TEXT NOT NULL CHECK (length(trim(fallback)) > 0),
  state TEXT NOT NULL CHECK (state IN ('open', 'resolved', 'dropped')),
  impact INTEGER CHECK (impact BETWEEN 1 AND 5),
  cause TEXT,
  "function" TEXT,
  decision INTEGER REFERENCES decision (id),
  reviewer INTEGER REFERENCES person (id),
  fallback_at INTEGER,
  fallback_by INTEGER REFERENCES person (id),
  escalated_at INTEGER,
  escalated_to INTEGER REFERENCES person (id),
  how TEXT,
  resolved_at INTEGER,
  opened INTEGER NOT NULL,
  CHECK (state <> 'resolved' OR (resolved_at IS NOT NULL AND length(trim(coalesce(how, ''))) > 0))
) STRICT;
CREATE INDEX blocker_of_cycle ON blocker (cycle);

CREATE TABLE metric (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  key TEXT NOT NULL,
  title TEXT NOT NULL CHECK (length(trim(title)) > 0),
  unit TEXT NOT NULL,
  better TEXT NOT NULL CHECK (better IN ('up', 'down')),
  formula TEXT NOT NULL,
  owner INTEGER REFERENCES person (id),
  target REAL,
  baseline REAL,
  condition TEXT NOT NULL,
  signal TEXT NOT NULL,
  preserves TEXT NOT NULL,
  decisions TEXT NOT NULL,
  UNIQUE (cycle, key)
) STRICT;

CREATE TABLE reading (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  metric INTEGER NOT NULL REFERENCES metric (id),
  value REAL NOT NULL,
  at INTEGER NOT NULL,
  note TEXT,
  by INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX reading_of_metric ON reading (metric);

CREATE TABLE risk (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  title TEXT NOT NULL CHECK (length(trim(title)) > 0),
  owner INTEGER NOT NULL REFERENCES person (id),
  chance INTEGER NOT NULL CHECK (chance BETWEEN 1 AND 5),
  impact INTEGER NOT NULL CHECK (impact BETWEEN 1 AND 5),
  state TEXT NOT NULL CHECK (state IN ('watching', 'appeared', 'mitigated', 'closed')),
  mitigation TEXT,
  plan TEXT,
  fallback TEXT,
  fallback_by TEXT,
  safeguard TEXT,
  criteria TEXT,
  checkpoint_owner INTEGER REFERENCES person (id),
  checkpoint_on TEXT,
  track TEXT,
  deadline INTEGER,
  metric INTEGER REFERENCES metric (id),
  cadence TEXT,
  signal TEXT,
  warning TEXT,
  decision INTEGER REFERENCES decision (id),
  appeared_at INTEGER,
  mitigated_at INTEGER,
  how TEXT,
  closed_at INTEGER,
  opened INTEGER NOT NULL,
  CHECK (state <> 'appeared' OR appeared_at IS NOT NULL)
) STRICT;
CREATE INDEX risk_of_cycle ON risk (cycle);

CREATE TABLE intake (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  title TEXT NOT NULL CHECK (length(trim(title)) > 0),
  becomes TEXT NOT NULL CHECK (becomes IN ('decision', 'blocker', 'risk', 'dependency')),
  known TEXT NOT NULL,
  source TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dropped')),
  became TEXT,
  why TEXT,
  opened INTEGER NOT NULL
) STRICT;
CREATE INDEX intake_of_cycle ON intake (cycle);
CREATE INDEX intake_became ON intake (became) WHERE became IS NOT NULL;

CREATE TABLE dependency (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  title TEXT NOT NULL CHECK (length(trim(title)) > 0),
  owner INTEGER NOT NULL REFERENCES person (id),
  due INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
  from_function TEXT,
  to_function TEXT,
  metric INTEGER REFERENCES metric (id),
  promised TEXT,
  forecast TEXT,
  response TEXT,
  how TEXT,
  opened INTEGER NOT NULL
) STRICT;
CREATE INDEX dependency_of_cycle ON dependency (cycle);

CREATE TABLE note (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  subject TEXT NOT NULL,
  text TEXT NOT NULL CHECK (length(trim(text)) > 0),
  at INTEGER NOT NULL,
  by INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX note_of_cycle ON note (cycle);
CREATE INDEX note_of_subject ON note (subject);

CREATE TABLE import (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  cycle INTEGER NOT NULL REFERENCES cycle (id),
  source TEXT NOT NULL,
  external TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  subject TEXT NOT NULL,
  extra TEXT,
  UNIQUE (cycle, source, external)
) STRICT;
CREATE INDEX import_of_subject ON import (subject);

-- The log: what was done, by whom, from where; and what it changed. Only ever appended to.
CREATE TABLE operation (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor INTEGER NOT NULL,
  via TEXT NOT NULL,
  name TEXT NOT NULL,
  cycle INTEGER,
  payload TEXT NOT NULL,
  token TEXT NOT NULL UNIQUE,
  undoes INTEGER REFERENCES operation (seq),
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX operation_of_actor ON operation (actor, seq);
CREATE INDEX operation_undoing ON operation (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE change (
  seq INTEGER NOT NULL REFERENCES operation (seq),
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,
  about TEXT,
  before TEXT,
  after TEXT,
  PRIMARY KEY (seq, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_of_record ON change (kind, id);
CREATE INDEX change_about ON change (about) WHERE about IS NOT NULL;

CREATE TRIGGER operation_is_final BEFORE UPDATE ON operation BEGIN SELECT raise(ABORT, 'history is only appended to'); END;
CREATE TRIGGER operation_stays BEFORE DELETE ON operation BEGIN SELECT raise(ABORT, 'history is only appended to'); END;
CREATE TRIGGER change_is_final BEFORE UPDATE ON change BEGIN SELECT raise(ABORT, 'history is only appended to'); END;
CREATE TRIGGER change_stays BEFORE DELETE ON change BEGIN SELECT raise(ABORT, 'history is only appended to'); END;
-- INSERT OR REPLACE would go round the guards above.
CREATE TRIGGER operation_is_new BEFORE INSERT ON operation
  WHEN EXISTS (SELECT 1 FROM operation WHERE seq = NEW.seq OR token = NEW.token OR hash = NEW.hash)
  BEGIN SELECT raise(ABORT, 'history is only appended to'); END;
CREATE TRIGGER change_is_new BEFORE INSERT ON change
  WHEN EXISTS (SELECT 1 FROM change WHERE seq = NEW.seq AND place = NEW.place)
  BEGIN SELECT raise(ABORT, 'history is only appended to'); END;
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
-- What a playbook made keeps the playbook's key for it, by which rules find it whatever it is called and numbered.

ALTER TABLE item ADD COLUMN key TEXT;
ALTER TABLE risk ADD COLUMN key TEXT;

-- The keys of items were their numbers.
UPDATE item SET key = 'P' || number;

-- The playbook's risks came with the cycle, under the names in its copy of the playbook; by now they may be called
-- otherwise, and people may have given their own the same name.
WITH
  named AS MATERIALIZED (
    SELECT cycle.id AS cycle, json_extract(risks.value, '$.key') AS key, json_extract(risks.value, '$.name') AS name
    FROM cycle,
      json_each(CASE WHEN json_valid(cycle.playbook_copy) THEN cycle.playbook_copy ELSE '{}' END, '$.risks') AS risks
  ),
  made AS MATERIALIZED (
    SELECT change.id AS id, json_extract(change.after, '$.title') AS title
    FROM operation JOIN change ON change.seq = operation.seq
    WHERE operation.name = 'cycle.new' AND change.kind = 'R' AND change.before IS NULL
  )
UPDATE risk SET key = (
  SELECT named.key FROM made JOIN named ON named.name = made.title AND named.cycle = risk.cycle
  WHERE made.id = risk.id LIMIT 1
)
WHERE id IN (SELECT id FROM made);
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
