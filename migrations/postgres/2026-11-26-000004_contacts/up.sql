-- Contacts with social welfare that are not finished, by the day on which their assessment must be ready.
CREATE INDEX cases_contacts ON cases (office, complete_target) WHERE state = 'handled_as_contact';
