-- What workers write down beside a case: notes, contacts, who was told of the report, how far the assessment is, and what
-- to come back to. Every text in it is sealed under the report's key.

-- A note is written once and never changed.
CREATE TABLE case_notes (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    author          TEXT NOT NULL REFERENCES staff (id),
    -- UTC
    written_at      TIMESTAMP NOT NULL,
    body            BLOB NOT NULL
);
CREATE INDEX case_notes_case ON case_notes (case_id);

-- Somebody was called, met or written to, or it was tried. Written once and never changed.
CREATE TABLE case_contacts (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    author          TEXT NOT NULL REFERENCES staff (id),
    written_at      TIMESTAMP NOT NULL,
    body            BLOB NOT NULL
);
CREATE INDEX case_contacts_case ON case_contacts (case_id);

-- Who is told of the report: a row a person, once something has been written down about it.
CREATE TABLE case_notices (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    -- who of the report, and the place in its list; whom a worker added is counted on its own
    person          TEXT NOT NULL CHECK (person IN ('child', 'guardian', 'parent', 'added')),
    position        BIGINT NOT NULL,
    -- counts the entries: a page that was made before one does not overwrite it
    version         BIGINT NOT NULL,
    -- every entry, the oldest first
    body            BLOB NOT NULL,
    UNIQUE (case_id, person, position)
);

-- How far an assessment is.
CREATE TABLE assessments (
    case_id         TEXT NOT NULL PRIMARY KEY REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    version         BIGINT NOT NULL,
    -- the days on which the clocks stopped, Europe/Helsinki
    started_on      DATE,
    completed_on    DATE,
    -- why it started or was ready too late, by code
    start_delay     TEXT,
    complete_delay  TEXT,
    -- tasks and conclusion
    body            BLOB
);

-- What somebody is to come back to; the row goes when it is done.
CREATE TABLE reminders (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    kind            TEXT NOT NULL CHECK (kind IN ('call', 'notice', 'birth')),
    -- UTC
    due_at          TIMESTAMP NOT NULL,
    -- the contact or the notice that it comes from
    object          TEXT
);
CREATE INDEX reminders_case ON reminders (case_id);
CREATE INDEX reminders_due ON reminders (county, due_at);
