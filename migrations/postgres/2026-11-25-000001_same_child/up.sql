-- The same child again: more keyed hashes to find it by, which cases were joined, and which were found to be of two children.

-- The program's list of labels is `store::seal::blind::Label`.
ALTER TABLE blind_indexes DROP CONSTRAINT blind_indexes_label_check;

-- Cases that came before there were these labels: a job makes their hashes anew and takes them off this list.
CREATE TABLE cases_to_index (
    case_id         TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES cases (id)
);
INSERT INTO cases_to_index SELECT id FROM cases;

-- Which case goes on in which other one, of the same child. The row goes when it is undone.
CREATE TABLE case_joins (
    case_id         TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES cases (id),
    county          TEXT COLLATE "C" NOT NULL REFERENCES counties (code),
    target          TEXT COLLATE "C" NOT NULL REFERENCES cases (id),
    joined_at       TIMESTAMP NOT NULL,
    joined_by       TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    CHECK (case_id <> target)
);
CREATE INDEX case_joins_target ON case_joins (target);

-- Cases of which somebody said that they are of two children: neither is offered for the other any more. The lower id
-- stands first. The row goes when it is taken back.
CREATE TABLE other_children (
    case_id         TEXT COLLATE "C" NOT NULL REFERENCES cases (id),
    other           TEXT COLLATE "C" NOT NULL REFERENCES cases (id),
    county          TEXT COLLATE "C" NOT NULL REFERENCES counties (code),
    said_at         TIMESTAMP NOT NULL,
    said_by         TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    PRIMARY KEY (case_id, other),
    CHECK (case_id < other)
);
CREATE INDEX other_children_other ON other_children (other);
