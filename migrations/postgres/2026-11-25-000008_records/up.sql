-- Reports that workers write down, and what one shift leaves to the next.

-- A report that came by phone, visit or letter and that a worker recorded. `reports.channel` stays the door of the
-- service through which it went; this is how it came to the office.
CREATE TABLE recorded_reports (
    report          TEXT NOT NULL PRIMARY KEY REFERENCES reports (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    channel         TEXT NOT NULL CHECK (channel IN ('phone', 'visit', 'letter')),
    recorder        TEXT NOT NULL REFERENCES staff (id),
    -- when it was written down, Europe/Helsinki; when it came stands in the report, and the clocks run from that
    recorded_on     DATE NOT NULL,
    recorded_hour   BIGINT NOT NULL
);

-- What a shift writes for the next one of its office.
CREATE TABLE handover_notes (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    office          TEXT NOT NULL REFERENCES offices (id),
    author          TEXT NOT NULL REFERENCES staff (id),
    -- UTC
    written_at      TIMESTAMP NOT NULL,
    -- the note's own key, wrapped by the office's
    wrap            BYTEA NOT NULL,
    -- the text, sealed under it
    body            BYTEA NOT NULL,
    -- who took the shift and has read it, UTC
    taken_by        TEXT REFERENCES staff (id),
    taken_at        TIMESTAMP,
    CHECK ((taken_by IS NULL) = (taken_at IS NULL))
);
CREATE INDEX handover_notes_office ON handover_notes (office, written_at);
