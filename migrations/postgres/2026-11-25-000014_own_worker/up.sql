-- A case that was handed to the own worker of a child who is a client already: the row goes when that worker opens it.
CREATE TABLE cases_handed (
    case_id         TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES cases (id),
    worker          TEXT COLLATE "C" NOT NULL REFERENCES staff (id)
);
CREATE INDEX cases_handed_worker ON cases_handed (worker);
