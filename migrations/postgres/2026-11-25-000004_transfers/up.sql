-- Cases that are given on to another office or county.

-- The program's list of reasons is `domain::urgency::WhyCopied`.
ALTER TABLE case_copies DROP CONSTRAINT case_copies_why_check;

CREATE TABLE transfers (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    case_id         TEXT COLLATE "C" NOT NULL REFERENCES cases (id),
    -- it goes with the case to which it is joined
    along           BOOLEAN NOT NULL,
    -- who sends it; this stays when the case has moved
    county          TEXT COLLATE "C" NOT NULL REFERENCES counties (code),
    office          TEXT COLLATE "C" NOT NULL REFERENCES offices (id),
    to_county       TEXT COLLATE "C" NOT NULL REFERENCES counties (code),
    -- null: given by hand to a county that does not work with this installation
    to_office       TEXT COLLATE "C" REFERENCES offices (id),
    -- urgent help is still to be given: the sender's duty until the receiver accepts
    urgent_need_open BOOLEAN NOT NULL,
    -- UTC
    sent_at         TIMESTAMP NOT NULL,
    sent_by         TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    -- why, sealed under the report's key; of papers that were given by hand also to whom and when
    reason          BYTEA NOT NULL,
    -- the program's list is `domain::transfer::Answer`
    answer          TEXT COLLATE "C" NOT NULL,
    answered_at     TIMESTAMP,
    answered_by     TEXT COLLATE "C" REFERENCES staff (id),
    -- why it was sent back, sealed
    answer_reason   BYTEA,
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
