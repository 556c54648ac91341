-- The same child again: more keyed hashes to find it by, which cases were joined, and which were found to be of two children.

-- The program's list of labels is `store::seal::blind::Label`. SQLite cannot drop a CHECK; nothing refers to this table, so
-- it is made anew.
CREATE TABLE blind_indexes_of_more_labels (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    case_id         TEXT NOT NULL REFERENCES cases (id),
    label           TEXT NOT NULL,
    digest          BLOB NOT NULL
);
INSERT INTO blind_indexes_of_more_labels SELECT id, county, case_id, label, digest FROM blind_indexes;
DROP TABLE blind_indexes;
ALTER TABLE blind_indexes_of_more_labels RENAME TO blind_indexes;
CREATE INDEX blind_indexes_match ON blind_indexes (county, label, digest);
CREATE INDEX blind_indexes_case ON blind_indexes (case_id);

-- Cases that came before there were these labels: a job makes their hashes anew and takes them off this list.
CREATE TABLE cases_to_index (
    case_id         TEXT NOT NULL PRIMARY KEY REFERENCES cases (id)
);
INSERT INTO cases_to_index SELECT id FROM cases;

-- Which case goes on in which other one, of the same child. The row goes when it is undone.
CREATE TABLE case_joins (
    case_id         TEXT NOT NULL PRIMARY KEY REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    target          TEXT NOT NULL REFERENCES cases (id),
    joined_at       TIMESTAMP NOT NULL,
    joined_by       TEXT NOT NULL REFERENCES staff (id),
    CHECK (case_id <> target)
);
CREATE INDEX case_joins_target ON case_joins (target);

-- Cases of which somebody said that they are of two children: neither is offered for the other any more. The lower id
-- stands first. The row goes when it is taken back.
CREATE TABLE other_children (
    case_id         TEXT NOT NULL REFERENCES cases (id),
    other           TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    said_at         TIMESTAMP NOT NULL,
    said_by         TEXT NOT NULL REFERENCES staff (id),
    PRIMARY KEY (case_id, other),
    CHECK (case_id < other)
);
CREATE INDEX other_children_other ON other_children (other);
