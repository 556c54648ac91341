-- What daily use needs: the log of who read what, jobs that outlive a failure, second factors that can be lost, and
-- where an office is told that something came.

-- A key for the log of each county --------------------------------------------------------------------------------------

ALTER TABLE keys DROP CONSTRAINT keys_kind_check;
ALTER TABLE keys ADD CONSTRAINT keys_kind_check
    CHECK (kind IN ('office', 'identity', 'index', 'code', 'form', 'staff', 'state', 'log'));

-- Where an office is told of an arrival -----------------------------------------------------------------------------------

-- a mail address of the office, never of a person; null: nobody is told by mail
ALTER TABLE offices ADD COLUMN mailbox TEXT COLLATE "C";

-- The log (SECURITY 5.4) -------------------------------------------------------------------------------------------------

-- The end of each county's chain. Whoever appends takes this row first, so that a chain has no forks.
CREATE TABLE log_heads (
    county          TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES counties (code),
    -- the number of the last row; 0 for an empty chain
    seq             BIGINT NOT NULL,
    -- the MAC of the last row; that of the empty chain is 32 zero bytes
    mac             BYTEA NOT NULL
);

-- Who did what, row after row, each sealed to the one before by HMAC under the county's log key. It outlives what it
-- tells of, so it refers to nothing by foreign key, and holds no text that a person wrote.
CREATE TABLE access_log (
    county          TEXT COLLATE "C" NOT NULL,
    -- 1, 2, 3 … without a gap
    seq             BIGINT NOT NULL,
    happened_on     DATE NOT NULL,
    -- 0–23, Europe/Helsinki
    happened_hour   BIGINT NOT NULL,
    -- the exact instant, where it tells nothing about an anonymous reporter
    happened_at     TIMESTAMP,
    -- the account; null for the service itself or for the public
    actor           TEXT COLLATE "C",
    role            TEXT COLLATE "C",
    office          TEXT COLLATE "C",
    -- the program's list of actions is `domain::audit::Action`
    action          TEXT COLLATE "C" NOT NULL,
    case_id         TEXT COLLATE "C",
    report          TEXT COLLATE "C",
    -- the account, session or client that was acted on
    object          TEXT COLLATE "C",
    -- keyed hash of the child's identity code, as in blind_indexes, where it is known
    subject         BYTEA,
    purpose         TEXT COLLATE "C",
    result          TEXT COLLATE "C" NOT NULL CHECK (result IN ('done', 'refused')),
    -- the event row that this row chains
    event           TEXT COLLATE "C" UNIQUE,
    -- SHA-256 of the event row, the list that was shown, or the new version
    digest          BYTEA,
    previous        BYTEA NOT NULL,
    mac             BYTEA NOT NULL,
    PRIMARY KEY (county, seq)
);

CREATE INDEX access_log_case ON access_log (case_id);
CREATE INDEX access_log_actor ON access_log (actor, county, seq);
CREATE INDEX access_log_subject ON access_log (county, subject);

-- Nobody changes the past: not by a slip of the program either.
CREATE FUNCTION access_log_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of the log are neither changed nor deleted';
END
$$;
CREATE TRIGGER access_log_unchanged BEFORE UPDATE OR DELETE ON access_log
    FOR EACH ROW EXECUTE FUNCTION access_log_stands();
CREATE TRIGGER access_log_untruncated BEFORE TRUNCATE ON access_log
    FOR EACH STATEMENT EXECUTE FUNCTION access_log_stands();

-- The events that wait to be chained are read in this order once their hour is over.
CREATE INDEX case_events_unchained ON case_events (county, happened_on, happened_hour, id) WHERE kind = 'received';

-- The last event of a county that is chained: the order is that of the index above.
CREATE TABLE log_progress (
    county          TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES counties (code),
    happened_on     DATE NOT NULL,
    happened_hour   BIGINT NOT NULL,
    event           TEXT COLLATE "C" NOT NULL
);

-- What is still to be done (DESIGN decision 12) --------------------------------------------------------------------------

-- A job is written in the transaction that makes it necessary, taken by a lease, done outside any transaction, and its
-- row deleted. A recurring one stays and names its next time.
CREATE TABLE jobs (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- the program's list of jobs is `domain::job::Job`
    kind            TEXT COLLATE "C" NOT NULL,
    -- the office or the county it is for; empty for the whole installation
    owner           TEXT COLLATE "C" NOT NULL,
    -- versioned and tagged JSON: ids and flags, nothing of a report
    payload         TEXT COLLATE "C" NOT NULL,
    recurring       BOOLEAN NOT NULL,
    run_at          TIMESTAMP NOT NULL,
    attempts        BIGINT NOT NULL,
    -- who does it now, and until when that holds
    lease           TEXT COLLATE "C",
    leased_until    TIMESTAMP,
    -- why the last attempt failed, by a code of the program
    failure         TEXT COLLATE "C",
    given_up_at     TIMESTAMP,
    CHECK ((lease IS NULL) = (leased_until IS NULL))
);

CREATE INDEX jobs_due ON jobs (run_at, id) WHERE given_up_at IS NULL;
CREATE INDEX jobs_given_up ON jobs (owner) WHERE given_up_at IS NOT NULL;
CREATE UNIQUE INDEX jobs_recurring ON jobs (kind, owner) WHERE recurring;

-- Sign-in ---------------------------------------------------------------------------------------------------------------

-- when the session's person last gave a one-time code
ALTER TABLE sessions ADD COLUMN proven_at TIMESTAMP;

-- For the day the telephone is lost: ten codes a person, each good once.
CREATE TABLE recovery_codes (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    staff           TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    -- SHA-256: a code holds at least 112 random bits
    digest          BYTEA NOT NULL UNIQUE,
    used_at         TIMESTAMP
);

CREATE INDEX recovery_codes_staff ON recovery_codes (staff);

-- An administrator never sets a password: a link, good once, lets the person set it.
CREATE TABLE staff_links (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    staff           TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    purpose         TEXT COLLATE "C" NOT NULL CHECK (purpose IN ('set_up', 'second_factor')),
    token_digest    BYTEA NOT NULL UNIQUE,
    expires_at      TIMESTAMP NOT NULL,
    used_at         TIMESTAMP
);

CREATE INDEX staff_links_staff ON staff_links (staff);

-- What a person has opened on a day: every tenth protected identity asks for another one-time code.
CREATE INDEX case_events_actor ON case_events (actor, happened_on) WHERE actor IS NOT NULL;
