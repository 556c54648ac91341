-- Many submissions at once (SECURITY 7.4): marked, put into a group that a worker looks through at once, never refused.

-- A flood at an office. It ends in memory, when nothing has been marked for a while; then another one begins.
CREATE TABLE floods (
    id              TEXT NOT NULL PRIMARY KEY,
    county          TEXT NOT NULL REFERENCES counties (code),
    office          TEXT NOT NULL REFERENCES offices (id),
    -- when its first case came: nothing finer than the hour, as of every arrival
    began_on        DATE NOT NULL,
    began_hour      BIGINT NOT NULL
);

CREATE INDEX floods_office ON floods (office);

-- the flood in whose group the case waits; null for any other, and again once a worker has let it out
ALTER TABLE cases ADD COLUMN flood TEXT REFERENCES floods (id);
-- why it was marked
ALTER TABLE cases ADD COLUMN flood_mark TEXT CHECK (flood_mark IN ('source', 'office', 'speed'));
-- a worker has looked the group through and put the case aside
ALTER TABLE cases ADD COLUMN flood_examined BOOLEAN NOT NULL DEFAULT FALSE;

-- A queue with a flood in it costs as much as one without.
DROP INDEX cases_queue;
CREATE INDEX cases_queue ON cases (office, queue_rank, queue_due, received_on, received_hour, id)
    WHERE in_queue AND flood IS NULL;
DROP INDEX cases_due;
-- what is due is counted here: a case without a clock falls due on no day
CREATE INDEX cases_due ON cases (office, queue_due) WHERE in_queue AND pending_since IS NOT NULL AND flood IS NULL;
CREATE INDEX cases_flood ON cases (flood, flood_examined, queue_rank, queue_due, received_on, received_hour, id)
    WHERE in_queue AND flood IS NOT NULL;
