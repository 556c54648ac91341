-- Facts of the child of a case that a worker completed beside what the reporter told. Written once, never changed: of each fact the
-- newest counts.
CREATE TABLE case_facts (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    case_id         TEXT COLLATE "C" NOT NULL REFERENCES cases (id),
    county          TEXT COLLATE "C" NOT NULL REFERENCES counties (code),
    author          TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    -- UTC
    written_at      TIMESTAMP NOT NULL,
    -- the facts and where they are from, sealed under the report's key
    body            BYTEA NOT NULL
);
CREATE INDEX case_facts_case ON case_facts (case_id, written_at);
