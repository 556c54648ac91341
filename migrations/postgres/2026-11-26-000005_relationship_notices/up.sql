-- A guardian who reports is told too, and has a row; of a new client relationship everybody is told anew. The program's lists are
-- `domain::notice::Person` and `domain::notice::About`.

ALTER TABLE case_notices DROP CONSTRAINT case_notices_person_check;

-- of what they are told
ALTER TABLE case_notices ADD COLUMN about TEXT COLLATE "C" NOT NULL DEFAULT 'report';
ALTER TABLE case_notices ALTER COLUMN about DROP DEFAULT;
ALTER TABLE case_notices DROP CONSTRAINT case_notices_case_id_person_position_key;
ALTER TABLE case_notices ADD UNIQUE (case_id, about, person, position);
