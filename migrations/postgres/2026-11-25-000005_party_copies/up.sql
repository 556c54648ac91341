-- What leaves a case: copies for its parties, and that it was copied into the county's client system.

-- A copy that a worker made. It does not change once a second person has released it.
CREATE TABLE party_copies (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    -- counts the changes: nobody releases what they have not read
    version         BIGINT NOT NULL,
    -- who changed it last, and when (UTC)
    maker           TEXT NOT NULL REFERENCES staff (id),
    made_at         TIMESTAMP NOT NULL,
    -- the copy and how it was made, sealed under the report's key
    body            BYTEA NOT NULL,
    -- another person
    released_by     TEXT REFERENCES staff (id),
    released_at     TIMESTAMP,
    -- by what right, by code
    ground          TEXT,
    -- to whom and when it was given, sealed likewise
    given           BYTEA,
    CHECK (released_by <> maker),
    CHECK ((released_by IS NULL) = (released_at IS NULL)),
    CHECK ((released_by IS NULL) = (ground IS NULL)),
    CHECK (given IS NULL OR released_by IS NOT NULL)
);
CREATE INDEX party_copies_case ON party_copies (case_id);

-- A case was copied into the county's client system. The newest row holds.
CREATE TABLE hand_outs (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    author          TEXT NOT NULL REFERENCES staff (id),
    -- UTC
    written_at      TIMESTAMP NOT NULL,
    -- the number of the case there, sealed under the report's key
    body            BYTEA NOT NULL
);
CREATE INDEX hand_outs_case ON hand_outs (case_id);
