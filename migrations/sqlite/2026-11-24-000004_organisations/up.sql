-- Those who report in their work: organisations whose address fills the form in, and a key that signs receipts.

CREATE TABLE organisations (
    -- the end of its address: small letters, digits and hyphens
    code            TEXT NOT NULL PRIMARY KEY,
    name            TEXT NOT NULL,
    -- its body by its code name (LsL 25 § 1 mom.)
    authority       TEXT NOT NULL,
    business_id     TEXT,
    -- JSON: a list of names to choose from
    units           TEXT NOT NULL
);

-- SQLite cannot change a CHECK; nothing refers to these tables, so they are made anew.
CREATE TABLE keys_with_receipt (
    id              TEXT NOT NULL PRIMARY KEY,
    kind            TEXT NOT NULL CHECK (kind IN ('office', 'identity', 'index', 'code', 'form', 'staff', 'state', 'log',
                                                  'receipt')),
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
INSERT INTO keys_with_receipt SELECT id, kind, owner, version, kid, wrap, hpke_pk FROM keys;
DROP TABLE keys;
ALTER TABLE keys_with_receipt RENAME TO keys;

CREATE TABLE directory_changes_of_more (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    happened_at     TIMESTAMP NOT NULL,
    -- the account; null for the operator at the machine
    actor           TEXT REFERENCES staff (id),
    what            TEXT NOT NULL CHECK (what IN ('county', 'office', 'rules', 'organisation')),
    -- the county's code, the office's id or the organisation's code
    object          TEXT NOT NULL,
    -- JSON; null for what was not there before
    before          TEXT,
    after           TEXT NOT NULL
);
INSERT INTO directory_changes_of_more SELECT id, county, happened_at, actor, what, object, before, after FROM directory_changes;
DROP TABLE directory_changes;
ALTER TABLE directory_changes_of_more RENAME TO directory_changes;
CREATE INDEX directory_changes_county ON directory_changes (county, happened_at);
