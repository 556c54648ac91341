-- The directory of offices: how an office is reached and when, more kinds of rules, areas to choose from, and who else
-- sees a case at once.

-- Offices ----------------------------------------------------------------------------------------------------------------

-- what files call the office: small letters, digits and hyphens
ALTER TABLE offices ADD COLUMN code TEXT NOT NULL DEFAULT '';
UPDATE offices SET code = id;
CREATE UNIQUE INDEX offices_code ON offices (code);
-- a duty service takes no reports by rule
ALTER TABLE offices ADD COLUMN kind TEXT NOT NULL DEFAULT 'regional' CHECK (kind IN ('regional', 'duty'));
ALTER TABLE offices ADD COLUMN name_se TEXT;
ALTER TABLE offices ADD COLUMN address TEXT NOT NULL DEFAULT '';
-- codes of the languages of service with a space between them
ALTER TABLE offices ADD COLUMN languages TEXT NOT NULL DEFAULT '';
-- as `domain::phone::Phones` writes them
ALTER TABLE offices ADD COLUMN phones TEXT NOT NULL DEFAULT '';
-- as `domain::hours::OpeningHours` writes them
ALTER TABLE offices ADD COLUMN hours TEXT NOT NULL DEFAULT '';
-- since when it is at work, UTC; null: not yet
ALTER TABLE offices ADD COLUMN active_since TIMESTAMP;
UPDATE offices SET active_since = CURRENT_TIMESTAMP WHERE mailbox IS NOT NULL AND id IN (
    SELECT staff_offices.office FROM staff_offices JOIN staff ON staff.id = staff_offices.staff
    WHERE staff.disabled_at IS NULL AND staff.role IN ('intake_worker', 'social_worker', 'supervisor'));

-- the county's social emergency duty (SHL 29 §), an office of the kind duty
ALTER TABLE counties ADD COLUMN duty_office TEXT;

-- Rules ------------------------------------------------------------------------------------------------------------------

-- SQLite cannot change a CHECK; nothing refers to this table, so it is made anew.
CREATE TABLE routing_rules_of_more_kinds (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    -- rules of a county are tried in this order
    position        BIGINT NOT NULL,
    looks_at        TEXT NOT NULL CHECK (looks_at IN ('municipality', 'postal_code', 'area', 'language', 'prenatal', 'authority')),
    value           TEXT NOT NULL,
    -- the municipality inside which the value holds, where it needs one
    municipality    TEXT,
    office          TEXT NOT NULL REFERENCES offices (id),
    UNIQUE (county, position)
);
INSERT INTO routing_rules_of_more_kinds
    SELECT id, county, position, looks_at, value, municipality, office FROM routing_rules;
DROP TABLE routing_rules;
ALTER TABLE routing_rules_of_more_kinds RENAME TO routing_rules;

-- A part of a municipality that a reporter can choose when the postal code does not tell.
CREATE TABLE areas (
    municipality    TEXT NOT NULL,
    code            TEXT NOT NULL,
    position        BIGINT NOT NULL,
    name_fi         TEXT NOT NULL,
    name_sv         TEXT NOT NULL,
    name_en         TEXT NOT NULL,
    PRIMARY KEY (municipality, code)
);
INSERT INTO areas SELECT municipality, value, MIN(position), value, value, value FROM routing_rules
    WHERE looks_at = 'area' AND municipality IS NOT NULL GROUP BY municipality, value;

-- SQLite cannot change a CHECK. Other tables refer to this one by its name, which the new one takes over.
CREATE TABLE cases_routed (
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
    routing_rule    TEXT NOT NULL CHECK (routing_rule IN ('municipality', 'postal_code', 'area_question', 'language', 'prenatal', 'authority',
                        'default')),
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
    -- how often it was told anew that this urgent case is unopened
    escalated       BIGINT NOT NULL DEFAULT 0,
    UNIQUE (report, subject, position),
    CHECK ((pending_since IS NULL) = (start_target IS NULL)),
    CHECK ((pending_since IS NULL) = (start_last IS NULL)),
    CHECK ((pending_since IS NULL) = (complete_target IS NULL)),
    CHECK ((pending_since IS NULL) = (complete_last IS NULL))
);
INSERT INTO cases_routed SELECT id, county, office, report, reference, subject, position, kind, state, received_on,
    received_hour, pending_since, start_target, start_last, complete_target, complete_last, routing_rule, routing_reason,
    summary, in_queue, queue_rank, queue_due, opened_at, updated_by, 0 FROM cases;
DROP TABLE cases;
ALTER TABLE cases_routed RENAME TO cases;
CREATE INDEX cases_queue ON cases (office, queue_rank, queue_due, received_on, received_hour, id) WHERE in_queue;
-- what is due is counted here: a case without a clock falls due on no day
CREATE INDEX cases_due ON cases (office, queue_due) WHERE in_queue AND pending_since IS NOT NULL;
CREATE INDEX cases_escalated ON cases (office) WHERE escalated > 0 AND opened_at IS NULL;

-- What was changed in the directory, by whom, from what to what. The read log holds a hash of each row.
CREATE TABLE directory_changes (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    happened_at     TIMESTAMP NOT NULL,
    -- the account; null for the operator at the machine
    actor           TEXT REFERENCES staff (id),
    what            TEXT NOT NULL CHECK (what IN ('county', 'office', 'rules')),
    -- the county's code or the office's id
    object          TEXT NOT NULL,
    -- JSON; null for what was not there before
    before          TEXT,
    after           TEXT NOT NULL
);

CREATE INDEX directory_changes_county ON directory_changes (county, happened_at);

-- How often the directory was changed: a process that has read an older one reads it again.
CREATE TABLE directory_version (
    id              BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    version         BIGINT NOT NULL
);
INSERT INTO directory_version VALUES (1, 0);

-- Cases that another office sees too -------------------------------------------------------------------------------------

-- Which office sees a case beside the one whose it is, and why. It may be another county's.
CREATE TABLE case_copies (
    case_id         TEXT NOT NULL REFERENCES cases (id),
    office          TEXT NOT NULL REFERENCES offices (id),
    -- the county of that office
    county          TEXT NOT NULL REFERENCES counties (code),
    why             TEXT NOT NULL CHECK (why IN ('duty', 'duty_elsewhere', 'escalated')),
    PRIMARY KEY (case_id, office)
);

CREATE INDEX case_copies_office ON case_copies (office);
