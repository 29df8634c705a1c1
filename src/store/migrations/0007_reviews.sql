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
