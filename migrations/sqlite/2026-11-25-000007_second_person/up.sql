-- Decisions that wait in the queue for a second social worker.
CREATE INDEX cases_second ON cases (office, queue_rank, queue_due, received_on, received_hour, id)
    WHERE in_queue AND flood IS NULL AND state = 'no_assessment';
