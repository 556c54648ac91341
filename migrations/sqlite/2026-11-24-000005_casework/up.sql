-- What a worker does to a case: who has it in hand, whose it is, what was proposed and what was signed.

-- counts the changes: a page that was made before a change does not overwrite it
ALTER TABLE cases ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
-- whose case it is; null while it is the queue's
ALTER TABLE cases ADD COLUMN assignee TEXT REFERENCES staff (id);

-- What somebody works on, in the order of the queue.
CREATE INDEX cases_assigned ON cases (assignee, queue_rank, queue_due, received_on, received_hour, id) WHERE assignee IS NOT NULL;

-- Who has a case on their page; others are not given it meanwhile. A row that is over counts for nothing.
CREATE TABLE case_claims (
    case_id         TEXT NOT NULL PRIMARY KEY REFERENCES cases (id),
    worker          TEXT NOT NULL REFERENCES staff (id),
    -- UTC
    held_until      TIMESTAMP NOT NULL
);
CREATE INDEX case_claims_held ON case_claims (held_until);

-- What was decided on a case. One that is as it came has no row.
CREATE TABLE case_decisions (
    case_id         TEXT NOT NULL PRIMARY KEY REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    office          TEXT NOT NULL REFERENCES offices (id),
    -- the life cycle with every signature, sealed under the report's key
    life            BLOB NOT NULL,
    -- a triage that waits for a social worker's signature, sealed; null while there is none
    proposal        BLOB
);
CREATE INDEX case_decisions_proposed ON case_decisions (office) WHERE proposal IS NOT NULL;
