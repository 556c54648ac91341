-- The directory of offices: how an office is reached and when, more kinds of rules, areas to choose from, and who else
-- sees a case at once.

-- Offices ----------------------------------------------------------------------------------------------------------------

-- what files call the office: small letters, digits and hyphens
ALTER TABLE offices ADD COLUMN code TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE offices SET code = id;
CREATE UNIQUE INDEX offices_code ON offices (code);
-- a duty service takes no reports by rule
ALTER TABLE offices ADD COLUMN kind TEXT COLLATE "C" NOT NULL DEFAULT 'regional' CHECK (kind IN ('regional', 'duty'));
ALTER TABLE offices ADD COLUMN name_se TEXT COLLATE "C";
ALTER TABLE offices ADD COLUMN address TEXT COLLATE "C" NOT NULL DEFAULT '';
-- codes of the languages of service with a space between them
ALTER TABLE offices ADD COLUMN languages TEXT COLLATE "C" NOT NULL DEFAULT '';
-- as `domain::phone::Phones` writes them
ALTER TABLE offices ADD COLUMN phones TEXT COLLATE "C" NOT NULL DEFAULT '';
-- as `domain::hours::OpeningHours` writes them
ALTER TABLE offices ADD COLUMN hours TEXT COLLATE "C" NOT NULL DEFAULT '';
-- since when it is at work, UTC; null: not yet
ALTER TABLE offices ADD COLUMN active_since TIMESTAMP;
UPDATE offices SET active_since = CURRENT_TIMESTAMP AT TIME ZONE 'UTC' WHERE mailbox IS NOT NULL AND id IN (
    SELECT staff_offices.office FROM staff_offices JOIN staff ON staff.id = staff_offices.staff
    WHERE staff.disabled_at IS NULL AND staff.role IN ('intake_worker', 'social_worker', 'supervisor'));

-- the county's social emergency duty (SHL 29 §), an office of the kind duty
ALTER TABLE counties ADD COLUMN duty_office TEXT COLLATE "C";

-- Rules ------------------------------------------------------------------------------------------------------------------

ALTER TABLE routing_rules DROP CONSTRAINT routing_rules_looks_at_check;
ALTER TABLE routing_rules ADD CONSTRAINT routing_rules_looks_at_check
    CHECK (looks_at IN ('municipality', 'postal_code', 'area', 'language', 'prenatal', 'authority'));

-- A part of a municipality that a reporter can choose when the postal code does not tell.
CREATE TABLE areas (
    municipality    TEXT COLLATE "C" NOT NULL,
    code            TEXT COLLATE "C" NOT NULL,
    position        BIGINT NOT NULL,
    name_fi         TEXT COLLATE "C" NOT NULL,
    name_sv         TEXT COLLATE "C" NOT NULL,
    name_en         TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (municipality, code)
);
INSERT INTO areas SELECT municipality, value, MIN(position), value, value, value FROM routing_rules
    WHERE looks_at = 'area' AND municipality IS NOT NULL GROUP BY municipality, value;

ALTER TABLE cases DROP CONSTRAINT cases_routing_rule_check;
ALTER TABLE cases ADD CONSTRAINT cases_routing_rule_check
    CHECK (routing_rule IN ('municipality', 'postal_code', 'area_question', 'language', 'prenatal', 'authority', 'default'));

-- how often it was told anew that this urgent case is unopened
ALTER TABLE cases ADD COLUMN escalated BIGINT NOT NULL DEFAULT 0;
CREATE INDEX cases_escalated ON cases (office) WHERE escalated > 0 AND opened_at IS NULL;

-- What was changed in the directory, by whom, from what to what. The read log holds a hash of each row.
CREATE TABLE directory_changes (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    county          TEXT COLLATE "C" NOT NULL REFERENCES counties (code),
    happened_at     TIMESTAMP NOT NULL,
    -- the account; null for the operator at the machine
    actor           TEXT COLLATE "C" REFERENCES staff (id),
    what            TEXT COLLATE "C" NOT NULL CHECK (what IN ('county', 'office', 'rules')),
    -- the county's code or the office's id
    object          TEXT COLLATE "C" NOT NULL,
    -- JSON; null for what was not there before
    before          TEXT COLLATE "C",
    after           TEXT COLLATE "C" NOT NULL
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
    case_id         TEXT COLLATE "C" NOT NULL REFERENCES cases (id),
    office          TEXT COLLATE "C" NOT NULL REFERENCES offices (id),
    -- the county of that office
    county          TEXT COLLATE "C" NOT NULL REFERENCES counties (code),
    why             TEXT COLLATE "C" NOT NULL CHECK (why IN ('duty', 'duty_elsewhere', 'escalated')),
    PRIMARY KEY (case_id, office)
);

CREATE INDEX case_copies_office ON case_copies (office);
