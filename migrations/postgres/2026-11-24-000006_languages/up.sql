-- Which languages there are is said by the program's table of languages, not by the database: tags of BCP 47.
ALTER TABLE staff DROP CONSTRAINT staff_language_check;
ALTER TABLE staff ADD CONSTRAINT staff_language_check CHECK (length(language) BETWEEN 2 AND 35);

ALTER TABLE reports DROP CONSTRAINT reports_language_check;
ALTER TABLE reports ADD CONSTRAINT reports_language_check CHECK (length(language) BETWEEN 2 AND 35);
