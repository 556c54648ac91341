-- Where the supervisors of an office are told by mail what they look after; without it the office's own mailbox is.
ALTER TABLE offices ADD COLUMN supervisor_mailbox TEXT;

-- Where the auditors of a county are told that a case was opened in an emergency.
ALTER TABLE counties ADD COLUMN auditor_mailbox TEXT;
