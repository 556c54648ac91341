-- The answers that lie ready for whoever sends a report again: asked for whenever a triage is signed, as they hold the minute of
-- the arrival.
CREATE INDEX idempotency_report ON idempotency (report);
