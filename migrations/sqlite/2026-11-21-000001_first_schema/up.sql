-- The first schema. Every id is a random UUIDv4 as lower-case text, every instant UTC with whole microseconds, every
-- date a civil date in Europe/Helsinki computed by the program: the database never tells the time.
-- The same tables stand in both migration trees; a test compares them.

-- Counties and their offices ---------------------------------------------------------------------------------------

CREATE TABLE counties (
    code            TEXT NOT NULL PRIMARY KEY,
    name_fi         TEXT NOT NULL,
    name_sv         TEXT NOT NULL,
    name_en         TEXT NOT NULL,
    -- the office that receives what no rule sends elsewhere; null for Åland, which has its own authority
    default_office  TEXT
);

CREATE TABLE offices (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    name_fi         TEXT NOT NULL,
    name_sv         TEXT NOT NULL,
    name_en         TEXT NOT NULL
);

CREATE TABLE routing_rules (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    -- rules of a county are tried in this order
    position        BIGINT NOT NULL,
    looks_at        TEXT NOT NULL CHECK (looks_at IN ('municipality', 'postal_code', 'area', 'language')),
    value           TEXT NOT NULL,
    -- the municipality inside which the value holds, where it needs one
    municipality    TEXT,
    office          TEXT NOT NULL REFERENCES offices (id),
    UNIQUE (county, position)
);

-- Keys, each wrapped by a master key that never lies in the database -------------------------------------------------

CREATE TABLE keys (
    id              TEXT NOT NULL PRIMARY KEY,
    kind            TEXT NOT NULL CHECK (kind IN ('office', 'identity', 'index', 'code', 'form', 'staff', 'state')),
    -- the office, the county or, of a state key, the hour; empty for a key of the whole installation
    owner           TEXT NOT NULL,
    version         BIGINT NOT NULL,
    -- random, eight hexadecimal digits: what a wrap made with this key names
    kid             TEXT NOT NULL UNIQUE,
    wrap            BLOB NOT NULL,
    -- the public half, once an office has a key pair (wrap algorithm 02)
    hpke_pk         BLOB,
    UNIQUE (kind, owner, version)
);

-- A text that only the right master key opens: how a wrong key is known at start.
CREATE TABLE key_canary (
    kid             TEXT NOT NULL PRIMARY KEY,
    sealed          BLOB NOT NULL
);

-- Staff and professionals' systems ------------------------------------------------------------------------------------

CREATE TABLE staff (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    user_name       TEXT NOT NULL UNIQUE,
    display_name    TEXT NOT NULL,
    role            TEXT NOT NULL CHECK (role IN ('intake_worker', 'social_worker', 'supervisor', 'office_admin', 'county_admin', 'auditor')),
    social_worker   BOOLEAN NOT NULL,
    language        TEXT NOT NULL CHECK (language IN ('fi', 'sv', 'en')),
    password_hash   TEXT NOT NULL,
    -- sealed under the staff key
    totp_secret     BLOB NOT NULL,
    -- the last time step that was used: a code works once
    totp_last_step  BIGINT,
    disabled_at     TIMESTAMP
);

CREATE TABLE api_clients (
    id              TEXT NOT NULL PRIMARY KEY,
    name            TEXT NOT NULL,
    token_digest    BLOB NOT NULL UNIQUE,
    sandbox         BOOLEAN NOT NULL,
    revoked_at      TIMESTAMP
);

-- Reports: one row a submission, sealed by data class ----------------------------------------------------------------

CREATE TABLE reports (
    id              TEXT NOT NULL PRIMARY KEY,
    -- the county of the first case
    county          TEXT NOT NULL REFERENCES counties (code),
    reference       TEXT NOT NULL UNIQUE,
    channel         TEXT NOT NULL CHECK (channel IN ('web', 'api')),
    client          TEXT REFERENCES api_clients (id),
    form_id         TEXT,
    form_version    BIGINT,
    language        TEXT NOT NULL CHECK (language IN ('fi', 'sv', 'en')),
    identity_level  TEXT NOT NULL CHECK (identity_level IN ('none', 'open', 'protected')),
    -- anyone in the report has a protected address: no receipt names an office
    protected       BOOLEAN NOT NULL,
    received_on     DATE NOT NULL,
    -- 0–23, Europe/Helsinki: of an anonymous report nothing finer lies in clear
    received_hour   BIGINT NOT NULL,
    -- the exact instant of arrival, sealed
    arrival         BLOB NOT NULL,
    body            BLOB NOT NULL,
    worker_only     BLOB NOT NULL,
    -- keyed hash of the follow-up code; null when the reporter declined one
    code_lookup     BLOB UNIQUE,
    -- a public key derived from the follow-up code, once questions are sealed to it
    reply_pk        BLOB,
    CHECK ((form_id IS NULL) = (form_version IS NULL))
);

CREATE TABLE report_keys (
    report          TEXT NOT NULL REFERENCES reports (id),
    office          TEXT NOT NULL REFERENCES offices (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    -- generation of the report key
    generation      BIGINT NOT NULL,
    wrap            BLOB NOT NULL,
    PRIMARY KEY (report, office, generation)
);

-- Who somebody is: the reporter, a child, a parent, a guardian; a block of its own each.
CREATE TABLE person_blocks (
    id              TEXT NOT NULL PRIMARY KEY,
    report          TEXT NOT NULL REFERENCES reports (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    person          TEXT NOT NULL CHECK (person IN ('reporter', 'child', 'parent', 'guardian')),
    position        BIGINT NOT NULL,
    -- under an identity key of its own (reporter, protected address); else under the report key
    under_identity  BOOLEAN NOT NULL,
    sealed          BLOB NOT NULL,
    UNIQUE (report, person, position)
);

CREATE TABLE person_keys (
    block           TEXT NOT NULL REFERENCES person_blocks (id),
    office          TEXT NOT NULL REFERENCES offices (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    wrap            BLOB NOT NULL,
    PRIMARY KEY (block, office)
);

-- Cases: one per child ------------------------------------------------------------------------------------------------

CREATE TABLE cases (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    office          TEXT NOT NULL REFERENCES offices (id),
    report          TEXT NOT NULL REFERENCES reports (id),
    reference       TEXT NOT NULL UNIQUE,
    subject         TEXT NOT NULL CHECK (subject IN ('child', 'unborn')),
    position        BIGINT NOT NULL,
    kind            TEXT NOT NULL CHECK (kind IN ('child_welfare', 'prenatal', 'contact')),
    state           TEXT NOT NULL CHECK (state IN ('received', 'triaged', 'under_assessment', 'assessed', 'with_own_worker',
                        'handled_as_contact', 'joined', 'transferring', 'no_assessment', 'awaiting_birth', 'closed')),
    received_on     DATE NOT NULL,
    received_hour   BIGINT NOT NULL,
    -- the clocks of LsL 26 § 5 mom.; all null for a prenatal case until birth
    pending_since   DATE,
    start_target    DATE,
    start_last      DATE,
    complete_target DATE,
    complete_last   DATE,
    -- why this office: the rule and its reason, kept as decided
    routing_rule    TEXT NOT NULL CHECK (routing_rule IN ('municipality', 'postal_code', 'area_question', 'language', 'default')),
    -- sealed: the reason names a municipality
    routing_reason  BLOB NOT NULL,
    -- sealed: the few facts that the queue shows
    summary         BLOB NOT NULL,
    in_queue        BOOLEAN NOT NULL,
    -- 1: urgent by the reporter's own words or a child's own report; 2: all others
    queue_rank      BIGINT NOT NULL,
    -- the day by which the next step falls due; without a clock the day of arrival, which gives the order and no due date
    queue_due       DATE NOT NULL,
    -- first opened by a worker
    opened_at       TIMESTAMP,
    updated_by      TEXT NOT NULL,
    UNIQUE (report, subject, position),
    CHECK ((pending_since IS NULL) = (start_target IS NULL)),
    CHECK ((pending_since IS NULL) = (start_last IS NULL)),
    CHECK ((pending_since IS NULL) = (complete_target IS NULL)),
    CHECK ((pending_since IS NULL) = (complete_last IS NULL))
);

CREATE INDEX cases_queue ON cases (office, queue_rank, queue_due, received_on, received_hour, id) WHERE in_queue;
-- what is due is counted here: a case without a clock falls due on no day
CREATE INDEX cases_due ON cases (office, queue_due) WHERE in_queue AND pending_since IS NOT NULL;

-- What happened, written in the transaction in which it happened; chained later (SECURITY 5.4).
CREATE TABLE case_events (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    case_id         TEXT NOT NULL REFERENCES cases (id),
    kind            TEXT NOT NULL CHECK (kind IN ('received', 'opened', 'identity_opened')),
    happened_on     DATE NOT NULL,
    happened_hour   BIGINT NOT NULL,
    -- the exact instant, where it tells nothing about an anonymous reporter
    happened_at     TIMESTAMP,
    actor           TEXT REFERENCES staff (id),
    -- why, in the actor's words, sealed
    reason          BLOB
);

CREATE INDEX case_events_case ON case_events (case_id);

-- Keyed hashes by which the same child is found again (SECURITY 3.4).
CREATE TABLE blind_indexes (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    case_id         TEXT NOT NULL REFERENCES cases (id),
    label           TEXT NOT NULL CHECK (label IN ('identity_code', 'name_birth_date', 'name_birth_year',
                        'pregnant_identity_code', 'pregnant_name_birth_date', 'pregnant_name_birth_year')),
    digest          BLOB NOT NULL
);

CREATE INDEX blind_indexes_match ON blind_indexes (county, label, digest);
CREATE INDEX blind_indexes_case ON blind_indexes (case_id);

-- A form token or an idempotency key that has been used, with the answer that was given.
CREATE TABLE idempotency (
    id              TEXT NOT NULL PRIMARY KEY,
    -- 'web' or the id of an API client
    scope           TEXT NOT NULL,
    key_digest      BLOB NOT NULL,
    body_digest     BLOB NOT NULL,
    report          TEXT NOT NULL REFERENCES reports (id),
    -- sealed under the report key
    answer          BLOB NOT NULL,
    used_on         DATE NOT NULL,
    UNIQUE (scope, key_digest)
);

-- Sessions --------------------------------------------------------------------------------------------------------------

CREATE TABLE staff_offices (
    staff           TEXT NOT NULL REFERENCES staff (id),
    office          TEXT NOT NULL REFERENCES offices (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    PRIMARY KEY (staff, office)
);

CREATE TABLE sessions (
    id              TEXT NOT NULL PRIMARY KEY,
    staff           TEXT NOT NULL REFERENCES staff (id),
    token_digest    BLOB NOT NULL UNIQUE,
    started_at      TIMESTAMP NOT NULL,
    seen_at         TIMESTAMP NOT NULL
);
