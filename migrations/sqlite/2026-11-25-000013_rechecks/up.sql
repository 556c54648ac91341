-- Decisions that an assessment is obviously unnecessary which were drawn at random: somebody else looks them through. The row
-- goes when somebody has; what it came to stands in the events of the case and in the read log.
CREATE TABLE case_rechecks (
    case_id         TEXT NOT NULL PRIMARY KEY REFERENCES cases (id),
    county          TEXT NOT NULL REFERENCES counties (code),
    -- when it was drawn (UTC)
    drawn_at        TIMESTAMP NOT NULL,
    -- who decided, and who agreed as the second person: neither looks it through
    decided_by      TEXT NOT NULL REFERENCES staff (id),
    agreed_by       TEXT REFERENCES staff (id),
    CHECK (agreed_by IS NULL OR agreed_by <> decided_by)
);

-- Drafts of copies for parties that came back to the one who made them.
CREATE INDEX party_copies_sent_back ON party_copies (maker) WHERE sent_back IS NOT NULL;
