-- Told to concern somebody who works in child welfare here: the supervisors of the office see it, and those to whom one was given.
ALTER TABLE cases ADD COLUMN restricted BOOLEAN NOT NULL DEFAULT FALSE;
-- Asked at every request of a worker.
CREATE INDEX cases_restricted ON cases (office) WHERE restricted;
