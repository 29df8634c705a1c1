-- From which account of the machine an operation was written, and with which key the session was opened; older entries
-- do not tell.

ALTER TABLE operation ADD COLUMN login TEXT;
ALTER TABLE operation ADD COLUMN "key" TEXT;
