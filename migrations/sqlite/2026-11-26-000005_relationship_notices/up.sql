-- A guardian who reports is told too, and has a row; of a new client relationship everybody is told anew. The program's lists are
-- `domain::notice::Person` and `domain::notice::About`.

-- SQLite cannot change a CHECK; nothing refers to this table, so it is made anew.
CREATE TABLE case_notices_of_all (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    -- of what they are told
    about           TEXT NOT NULL,
    -- who of the report, and the place in its list; whom a worker added is counted on its own
    person          TEXT NOT NULL,
    position        BIGINT NOT NULL,
    -- counts the entries: a page that was made before one does not overwrite it
    version         BIGINT NOT NULL,
    -- every entry, the oldest first
    body            BLOB NOT NULL,
    UNIQUE (case_id, about, person, position)
);
INSERT INTO case_notices_of_all SELECT id, case_id, county, 'report', person, position, version, body FROM case_notices;
DROP TABLE case_notices;
ALTER TABLE case_notices_of_all RENAME TO case_notices;
