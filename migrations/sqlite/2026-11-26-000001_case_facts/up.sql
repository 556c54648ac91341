-- Facts of the child of a case that a worker completed beside what the reporter told. Written once, never changed: of each fact the
-- newest counts.
CREATE TABLE case_facts (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    author          TEXT NOT NULL REFERENCES staff (id),
    -- UTC
    written_at      TIMESTAMP NOT NULL,
    -- the facts and where they are from, sealed under the report's key
    body            BLOB NOT NULL
);
CREATE INDEX case_facts_case ON case_facts (case_id, written_at);
