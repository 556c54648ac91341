-- Assessments that run and wait in the queue for somebody who takes them: they came from another office.
CREATE INDEX cases_unheld ON cases (office, queue_rank, queue_due, received_on, received_hour, id)
    WHERE in_queue AND flood IS NULL AND state = 'under_assessment';
