-- A copy for a party that the second person does not release, and a request that is refused.

-- Why the second person sent the draft back, by whom and when, sealed under the report's key. The next change of the draft
-- takes it away; the event of the case keeps it.
ALTER TABLE party_copies ADD COLUMN sent_back BLOB CHECK (sent_back IS NULL OR released_by IS NULL);

-- A request of a party that was refused as a whole. A row never changes.
CREATE TABLE party_refusals (
    id              TEXT NOT NULL PRIMARY KEY,
    case_id         TEXT NOT NULL REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    -- who refused it, and when (UTC)
    decided_by      TEXT NOT NULL REFERENCES staff (id),
    decided_at      TIMESTAMP NOT NULL,
    -- who asked for what, the legal ground and the words of the notice, sealed under the report's key
    body            BLOB NOT NULL
);
CREATE INDEX party_refusals_case ON party_refusals (case_id);
