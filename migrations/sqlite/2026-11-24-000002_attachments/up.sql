-- Files that come with a report. Each is sealed in chunks while it comes, so that none ever lies here in clear.

CREATE TABLE attachments (
    id              TEXT NOT NULL PRIMARY KEY,
    report          TEXT NOT NULL REFERENCES reports (id),
    -- the county of the report
    county          TEXT NOT NULL REFERENCES counties (code),
    -- what was added to the report later and brought the file along; null: it came with the report itself
    message         TEXT,
    -- the place among the files that came together, from 0
    position        BIGINT NOT NULL,
    -- how many chunks it has
    chunks          BIGINT NOT NULL,
    scan            TEXT NOT NULL CHECK (scan IN ('not_scanned', 'clean', 'infected')),
    -- name, kind, size and what became of a picture's own data, under the report's key
    facts           BLOB NOT NULL
);

CREATE INDEX attachments_report ON attachments (report);

-- The content, under the report's key: 64 KiB a chunk, each bound to its number and to whether it is the last one.
CREATE TABLE attachment_chunks (
    -- the attachment, or the upload that is to become one
    attachment      TEXT NOT NULL,
    -- 0, 1, 2 … without a gap
    number          BIGINT NOT NULL,
    sealed          BLOB NOT NULL,
    PRIMARY KEY (attachment, number)
);

-- Files on their way in: their chunks are stored as they come, and this row goes in the transaction that stores the
-- report. Where it stands without a report, nobody has the key of the chunks, and a job deletes them.
CREATE TABLE uploads (
    attachment      TEXT NOT NULL PRIMARY KEY,
    -- the full hour in which it began (UTC)
    begun_at        TIMESTAMP NOT NULL
);

CREATE INDEX uploads_begun ON uploads (begun_at);
