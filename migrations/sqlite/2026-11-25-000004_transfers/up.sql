-- Cases that are given on to another office or county.

-- The program's list of reasons is `domain::urgency::WhyCopied`. SQLite cannot drop a CHECK; nothing refers to this table, so
-- it is made anew.
CREATE TABLE case_copies_for_more (
    case_id         TEXT NOT NULL REFERENCES cases (id),
    office          TEXT NOT NULL REFERENCES offices (id),
    -- the county of that office
    county          TEXT NOT NULL REFERENCES counties (code),
    why             TEXT NOT NULL,
    PRIMARY KEY (case_id, office)
);
INSERT INTO case_copies_for_more SELECT case_id, office, county, why FROM case_copies;
DROP TABLE case_copies;
ALTER TABLE case_copies_for_more RENAME TO case_copies;
CREATE INDEX case_copies_office ON case_copies (office);

CREATE TABLE transfers (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    -- it goes with the case to which it is joined
    along           BOOLEAN NOT NULL,
    -- who sends it; this stays when the case has moved
    county          TEXT NOT NULL REFERENCES counties (code),
    office          TEXT NOT NULL REFERENCES offices (id),
    to_county       TEXT NOT NULL REFERENCES counties (code),
    -- null: given by hand to a county that does not work with this installation
    to_office       TEXT REFERENCES offices (id),
    -- urgent help is still to be given: the sender's duty until the receiver accepts
    urgent_need_open BOOLEAN NOT NULL,
    -- UTC
    sent_at         TIMESTAMP NOT NULL,
    sent_by         TEXT NOT NULL REFERENCES staff (id),
    -- why, sealed under the report's key; of papers that were given by hand also to whom and when
    reason          BLOB NOT NULL,
    -- the program's list is `domain::transfer::Answer`
    answer          TEXT NOT NULL,
    answered_at     TIMESTAMP,
    answered_by     TEXT REFERENCES staff (id),
    -- why it was sent back, sealed
    answer_reason   BLOB,
    CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
    CHECK ((answered_at IS NULL) = (answer = 'waiting'))
);
CREATE INDEX transfers_case ON transfers (case_id);
-- A case is offered to one office at a time.
CREATE UNIQUE INDEX transfers_waiting ON transfers (case_id) WHERE answer = 'waiting';
CREATE INDEX transfers_incoming ON transfers (to_office) WHERE answer = 'waiting';
CREATE INDEX transfers_outgoing ON transfers (office, answered_at);

-- What waits for an answer, in the order of the queue.
CREATE INDEX cases_transferring ON cases (office, queue_rank, queue_due, received_on, received_hour, id)
    WHERE in_queue AND flood IS NULL AND state = 'transferring';
