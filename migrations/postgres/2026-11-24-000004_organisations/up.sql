-- Those who report in their work: organisations whose address fills the form in, and a key that signs receipts.

CREATE TABLE organisations (
    -- the end of its address: small letters, digits and hyphens
    code            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name            TEXT COLLATE "C" NOT NULL,
    -- its body by its code name (LsL 25 § 1 mom.)
    authority       TEXT COLLATE "C" NOT NULL,
    business_id     TEXT COLLATE "C",
    -- JSON: a list of names to choose from
    units           TEXT COLLATE "C" NOT NULL
);

ALTER TABLE keys DROP CONSTRAINT keys_kind_check;
ALTER TABLE keys ADD CONSTRAINT keys_kind_check
    CHECK (kind IN ('office', 'identity', 'index', 'code', 'form', 'staff', 'state', 'log', 'receipt'));

ALTER TABLE directory_changes DROP CONSTRAINT directory_changes_what_check;
ALTER TABLE directory_changes ADD CONSTRAINT directory_changes_what_check
    CHECK (what IN ('county', 'office', 'rules', 'organisation'));
