-- A guardian who reports is told too, and has a row. The program's list of people is `domain::notice::Person`.

-- SQLite cannot change a CHECK; nothing refers to this table, so it is made anew.
CREATE TABLE case_notices_of_all (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    -- who of the report, and the place in its list; whom a worker added is counted on its own
    person          TEXT NOT NULL,
    position        BIGINT NOT NULL,
    -- counts the entries: a page that was made before one does not overwrite it
    version         BIGINT NOT NULL,
    -- every entry, the oldest first
    body            BLOB NOT NULL,
    UNIQUE (case_id, person, position)
);
INSERT INTO case_notices_of_all SELECT id, case_id, county, person, position, version, body FROM case_notices;
DROP TABLE case_notices;
ALTER TABLE case_notices_of_all RENAME TO case_notices;
