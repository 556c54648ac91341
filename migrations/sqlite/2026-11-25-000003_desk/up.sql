-- What the desk and the views of the queue look for.

-- whether the pages of this person have access keys
ALTER TABLE staff ADD COLUMN accesskeys BOOLEAN NOT NULL DEFAULT TRUE;

CREATE INDEX cases_unborn ON cases (office, queue_rank, queue_due, received_on, received_hour, id)
    WHERE in_queue AND flood IS NULL AND kind = 'prenatal';
-- by when assessments must be ready
CREATE INDEX cases_completing ON cases (office, complete_target) WHERE state = 'under_assessment';
