-- Which languages there are is said by the program's table of languages, not by the database: tags of BCP 47.
-- SQLite cannot change a CHECK, but a column leaves with its own.
ALTER TABLE staff ADD COLUMN language_tag TEXT NOT NULL DEFAULT 'fi' CHECK (length(language_tag) BETWEEN 2 AND 35);
UPDATE staff SET language_tag = language;
ALTER TABLE staff DROP COLUMN language;
ALTER TABLE staff RENAME COLUMN language_tag TO language;

ALTER TABLE reports ADD COLUMN language_tag TEXT NOT NULL DEFAULT 'fi' CHECK (length(language_tag) BETWEEN 2 AND 35);
UPDATE reports SET language_tag = language;
ALTER TABLE reports DROP COLUMN language;
ALTER TABLE reports RENAME COLUMN language_tag TO language;
