-- Who is barred from which case, and who opened a case of another office in an emergency.

-- A row a person and case, as long as it holds; the row goes when it is taken back. What ties the person to the case is sealed.
CREATE TABLE case_bars (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    staff           TEXT NOT NULL REFERENCES staff (id),
    ground          BLOB NOT NULL,
    said_at         TIMESTAMP NOT NULL,
    said_by         TEXT NOT NULL REFERENCES staff (id),
    UNIQUE (case_id, staff)
);
CREATE INDEX case_bars_staff ON case_bars (staff);

-- Why is sealed. The row is looked through by somebody else, once.
CREATE TABLE emergency_openings (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    office          TEXT NOT NULL REFERENCES offices (id),
    staff           TEXT NOT NULL REFERENCES staff (id),
    opened_at       TIMESTAMP NOT NULL,
    ends_at         TIMESTAMP NOT NULL,
    why             BLOB NOT NULL,
    seen_at         TIMESTAMP,
    seen_by         TEXT REFERENCES staff (id),
    CHECK (seen_by IS NULL OR seen_by <> staff)
);
CREATE INDEX emergency_openings_staff ON emergency_openings (staff, ends_at);
CREATE INDEX emergency_openings_office ON emergency_openings (office, opened_at);
