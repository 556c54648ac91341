-- Messages: a worker asks, the reporter answers or adds something, by the follow-up code or by the API.

-- What may happen to a case -----------------------------------------------------------------------------------------------

-- The program's list of kinds is `store::cases::EventKind`. SQLite cannot drop a CHECK; nothing refers to this table, so
-- it is made anew.
CREATE TABLE case_events_of_more_kinds (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    case_id         TEXT NOT NULL REFERENCES cases (id),
    kind            TEXT NOT NULL,
    happened_on     DATE NOT NULL,
    happened_hour   BIGINT NOT NULL,
    -- the exact instant, where it tells nothing about an anonymous reporter
    happened_at     TIMESTAMP,
    actor           TEXT REFERENCES staff (id),
    -- why, in the actor's words, sealed
    reason          BLOB
);
INSERT INTO case_events_of_more_kinds
    SELECT id, county, case_id, kind, happened_on, happened_hour, happened_at, actor, reason FROM case_events;
DROP TABLE case_events;
ALTER TABLE case_events_of_more_kinds RENAME TO case_events;
CREATE INDEX case_events_case ON case_events (case_id);
CREATE INDEX case_events_actor ON case_events (actor, happened_on) WHERE actor IS NOT NULL;
-- What a reporter did has no instant in clear: it is chained once its hour is over, in this order.
CREATE INDEX case_events_unchained ON case_events (county, happened_on, happened_hour, id) WHERE happened_at IS NULL;

-- The messages between a reporter and the workers of the report's offices ---------------------------------------------

-- A row is made by the first message or when the messages end: until then a mailbox is open from the day of the report.
CREATE TABLE mailboxes (
    report          TEXT NOT NULL PRIMARY KEY REFERENCES reports (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    -- day of the last message, Europe/Helsinki: the mailbox ends some time after it
    last_on         DATE NOT NULL,
    -- when the reporter closed it or it ended by its age; null while it is open
    closed_on       DATE
);

CREATE TABLE messages (
    id              TEXT NOT NULL PRIMARY KEY,
    report          TEXT NOT NULL REFERENCES reports (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    direction       TEXT NOT NULL CHECK (direction IN ('question', 'answer')),
    -- the case about which a worker asks; what the reporter adds concerns the whole report
    case_id         TEXT REFERENCES cases (id),
    sent_on         DATE NOT NULL,
    -- 0–23, Europe/Helsinki: of what the reporter sent nothing finer lies in clear
    sent_hour       BIGINT NOT NULL,
    -- the exact instant of a question
    sent_at         TIMESTAMP,
    -- the worker who asked
    author          TEXT REFERENCES staff (id),
    -- the text, sealed under the report's key
    body            BLOB NOT NULL,
    -- a question that the reporter has answered
    answered        BOOLEAN NOT NULL,
    -- keyed hash of the page or key with which it came, so that a double sending is known for a few days
    sending         BLOB UNIQUE,
    CHECK ((direction = 'question') = (case_id IS NOT NULL)),
    CHECK ((direction = 'question') = (author IS NOT NULL)),
    CHECK ((direction = 'question') = (sent_at IS NOT NULL))
);

CREATE INDEX messages_report ON messages (report);

-- how many messages of the reporter nobody has read yet
ALTER TABLE cases ADD COLUMN new_messages BIGINT NOT NULL DEFAULT 0;
CREATE INDEX cases_new_messages ON cases (office) WHERE new_messages > 0;
